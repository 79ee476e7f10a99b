import { changeAt } from "@/lib/change-at";
import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource } from "@/server/text/documents/read-source";
import { applySplices } from "@/transcript";
import { compareAside } from "./compare-aside";
import { findConflictPlaces } from "./find-conflict-places";
import { mayDecide } from "./may-decide";

/** A place whose text a reviewer may change before accepting, without the white space that separates it. */
export interface EditablePlace {
  readonly text: string;
  /** Where in it the change begins, in UTF-16 units. */
  readonly changeAt: number;
}

/** What a reviewer may edit: the runs that are proposed, or the places that conflict with today's text. */
export interface Editable {
  /** The revision that the edited text is made from. */
  readonly on: number;
  readonly places: readonly EditablePlace[];
}

interface Found {
  readonly on: number;
  /** What is proposed to stand in each place. */
  readonly places: readonly string[];
  /** Where in each the change begins. */
  readonly changes: readonly number[];
  /** The whole text with other words in the places; null where it cannot be put together. */
  readonly compose: (places: readonly string[]) => string | null;
}

type Finding =
  | ({ readonly ok: true } & Found)
  | { readonly ok: false; readonly reason: "no-base" | "too-hard" };

async function find(db: Database, { id, version }: { id: number; version: number }): Promise<Finding> {
  const row = await db.contributionVersion.findUnique({
    where: { contributionId_number: { contributionId: id, number: version } },
    include: { contribution: { include: { document: { select: { id: true, path: true, head: true } } } } },
  });
  if (!row) return NO_BASE;
  const { id: documentId, path, head } = row.contribution.document;
  const [base, today] = await Promise.all(
    [row.base, head].map((number) => readSource(db, { documentId, number, path })),
  );
  const splices = parseSplices(row.splices);
  const proposed = base && applySplices(base.transcript, splices);
  if (!base || !today || typeof proposed !== "string") return NO_BASE;
  const asProposed: Finding = {
    ok: true,
    on: row.base,
    places: splices.map(({ after }) => after),
    changes: splices.map(({ before, after }) => changeAt(before, after)),
    compose: (places) =>
      applySplices(
        base.transcript,
        splices.map((splice, i) => ({ ...splice, after: places[i] ?? "" })),
      ),
  };
  if (base.number === today.number) return asProposed;
  const texts = { path, base: base.text, ours: today.text, theirs: proposed };
  const aside = await compareAside("conflict places", texts, () =>
    findConflictPlaces(base.transcript, today.transcript, parseDocument({ path, text: proposed })),
  );
  if (!aside.ok) return aside;
  if (!aside.result) return asProposed;
  const { places, around } = aside.result;
  return {
    ...{ ok: true, on: today.number, places, changes: places.map(() => 0) },
    compose: (written) => around.map((text, i) => text + (written[i] ?? "")).join(""),
  };
}

const NO_BASE = { ok: false, reason: "no-base" } as const;

/** What of a version a reviewer may edit in place; null where there is none such, or no time to find it. */
export async function readEditable(
  db: Database,
  wanted: { id: number; version: number },
): Promise<Editable | null> {
  const found = await find(db, wanted);
  if (!found.ok) return null;
  const { on, places, changes } = found;
  return { on, places: places.map((text, i) => ({ text: text.trimEnd(), changeAt: changes[i] ?? 0 })) };
}

interface Composing {
  readonly id: number;
  readonly version: number;
  /** The revision that `readEditable` said. */
  readonly on: number;
  /** One a place, without the white space that separates it; empty takes the place out. */
  readonly texts: readonly string[];
  readonly reviewerId: string;
}

export type ComposeResult =
  | { readonly ok: true; readonly text: string; readonly on: number }
  /** `no-base`: the places are no longer those that were seen. `too-hard`: there was no time to find them. */
  | { readonly ok: false; readonly reason: "no-contribution" | "not-allowed" | "no-base" | "too-hard" };

/** The whole text with the places as a reviewer left them, for `accept`: everything else is as proposed. */
export async function composeEdit(
  db: Database,
  { id, version, on, texts, reviewerId }: Composing,
): Promise<ComposeResult> {
  const allowed = (await mayDecide(db, { ids: [id], personId: reviewerId })).get(id);
  if (!allowed) return { ok: false, reason: allowed === false ? "not-allowed" : "no-contribution" };
  const found = await find(db, { id, version });
  if (!found.ok) return found;
  if (found.on !== on || found.places.length !== texts.length) return NO_BASE;
  const text = found.compose(found.places.map((place, i) => restored(texts[i] ?? "", place)));
  return text === null ? NO_BASE : { ok: true, text, on };
}

/** A form sends line breaks as CRLF and no separators: those are put back as they were. */
function restored(written: string, original: string): string {
  const text = original.includes("\r\n") ? written : written.replaceAll("\r\n", "\n");
  const body = text.trimEnd();
  if (body === "") return "";
  return body + (original.slice(original.trimEnd().length) || "\n\n");
}
