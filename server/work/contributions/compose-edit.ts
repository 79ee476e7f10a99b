import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { applySplices, merge, type Splice, serializeRange, type Transcript } from "@/transcript";
import { mayDecide } from "./may-decide";

/** A place whose text a reviewer may change before accepting, without the white space that separates it. */
export interface EditablePlace {
  readonly text: string;
}

/** What a reviewer may edit: the runs that are proposed, or the places that conflict with today's text. */
export interface Editable {
  /** The revision that the edited text is made from. */
  readonly on: number;
  readonly places: readonly EditablePlace[];
}

interface Found {
  readonly on: number;
  readonly transcript: Transcript;
  /** Segments [start, end) of `transcript`, and what is proposed to stand there. */
  readonly places: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly splices: readonly Splice[] | null;
}

async function find(db: Database, { id, version }: { id: number; version: number }): Promise<Found | null> {
  const row = await db.contributionVersion.findUnique({
    where: { contributionId_number: { contributionId: id, number: version } },
    include: { contribution: { include: { document: { select: { id: true, path: true, head: true } } } } },
  });
  if (!row) return null;
  const { document } = row.contribution;
  const read = (number: number): Promise<Source | null> =>
    readSource(db, { documentId: document.id, number, path: document.path });
  const [base, head] = await Promise.all([read(row.base), read(document.head)]);
  const splices = parseSplices(row.splices);
  const proposed = base && applySplices(base.transcript, splices);
  if (!base || !head || proposed === null) return null;
  const merged = merge(
    base.transcript,
    head.transcript,
    parseDocument({ path: document.path, text: proposed }),
  );
  if (merged.ok) {
    const places = splices.map(({ start, end, after }) => ({ start, end, text: after }));
    return { on: row.base, transcript: base.transcript, places, splices };
  }
  return {
    on: head.number,
    transcript: merged.transcript,
    places: merged.conflicts.map(
      ({
        segments: {
          merged: [start, end],
        },
        theirs,
      }) => ({ start, end, text: theirs }),
    ),
    splices: null,
  };
}

/** What of a version a reviewer may edit in place; null where there is none such. */
export async function readEditable(
  db: Database,
  wanted: { id: number; version: number },
): Promise<Editable | null> {
  const found = await find(db, wanted);
  return found && { on: found.on, places: found.places.map(({ text }) => ({ text: text.trimEnd() })) };
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
  /** `no-base`: the places are no longer those that were seen. */
  | { readonly ok: false; readonly reason: "no-contribution" | "not-allowed" | "no-base" };

/** The whole text with the places as a reviewer left them, for `accept`: everything else is as proposed. */
export async function composeEdit(
  db: Database,
  { id, version, on, texts, reviewerId }: Composing,
): Promise<ComposeResult> {
  const allowed = (await mayDecide(db, { ids: [id], personId: reviewerId })).get(id);
  if (!allowed) return { ok: false, reason: allowed === false ? "not-allowed" : "no-contribution" };
  const found = await find(db, { id, version });
  if (!found || found.on !== on || found.places.length !== texts.length)
    return { ok: false, reason: "no-base" };
  const edited = found.places.map(({ text }, i) => restored(texts[i] ?? "", text));
  if (found.splices) {
    const text = applySplices(
      found.transcript,
      found.splices.map((splice, i) => ({ ...splice, after: edited[i] ?? "" })),
    );
    return text === null ? { ok: false, reason: "no-base" } : { ok: true, text, on };
  }
  const { transcript, places } = found;
  let text = transcript.lead;
  let at = 0;
  places.forEach(({ start, end }, i) => {
    text += serializeRange(transcript, at, start) + (edited[i] ?? "");
    at = end;
  });
  return { ok: true, text: text + serializeRange(transcript, at, transcript.segments.length), on };
}

/** A form sends line breaks as CRLF and no separators: those are put back as they were. */
function restored(written: string, original: string): string {
  const text = original.includes("\r\n") ? written : written.replaceAll("\r\n", "\n");
  const body = text.trimEnd();
  if (body === "") return "";
  return body + (original.slice(original.trimEnd().length) || "\n\n");
}
