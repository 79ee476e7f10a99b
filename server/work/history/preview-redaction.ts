import type { Database } from "@/server/db";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { placesOf } from "@/server/text/documents/without-quoted";
import { isRedactable } from "./redact";

/** A place that a redaction would empty, with the text around it and the revisions that have it so. */
export interface RedactionPlace {
  readonly before: string;
  readonly after: string;
  /** Runs of revisions, each from its first to its last. */
  readonly revisions: readonly (readonly [first: number, last: number])[];
  readonly places: number;
}

export type RedactionPreview =
  | {
      readonly ok: true;
      /** How many places there are in all revisions, and in how many revisions. */
      readonly places: number;
      readonly revisions: number;
      /** The places in the order of the newest revision that has them, at most MOST_SHOWN. */
      readonly shown: readonly RedactionPlace[];
      /** How many more there are that are not shown. */
      readonly more: number;
    }
  | { readonly ok: false; readonly reason: "not-allowed" | "no-text" | "not-found" };

interface Wanted {
  readonly documentId: number;
  readonly text: string;
  readonly inWords: boolean;
  readonly actorId: string;
}

/** UTF-16 units of the text on each side. */
const AROUND = 60;
const MOST_SHOWN = 200;

/** What `redact` would remove from the revisions of a document. Nothing is changed. Only for administrators. */
export async function previewRedaction(
  db: Database,
  { documentId, text, inWords, actorId }: Wanted,
): Promise<RedactionPreview> {
  if (!(await isAdministrator(db, actorId))) return { ok: false, reason: "not-allowed" };
  if (!isRedactable(text)) return { ok: false, reason: "no-text" };
  const rows = await db.$queryRaw<{ number: number; text: string }[]>`
    SELECT number, text FROM revisions
    WHERE document_id = ${documentId} AND position(${text} IN text) > 0 ORDER BY number DESC`;
  const found = new Map<string, { before: string; after: string; numbers: number[] }>();
  let places = 0;
  let revisions = 0;
  for (const row of rows) {
    const all = placesOf(row.text, text, { inWords });
    if (all.length > 0) revisions += 1;
    places += all.length;
    for (const at of all) {
      const before = oneLine(row.text.slice(Math.max(0, at - AROUND), at));
      const after = oneLine(row.text.slice(at + text.length, at + text.length + AROUND));
      const key = `${before}\n${after}`;
      const place = found.get(key) ?? { before, after, numbers: [] };
      place.numbers.push(row.number);
      found.set(key, place);
    }
  }
  if (places === 0) return { ok: false, reason: "not-found" };
  const each = [...found.values()];
  return {
    ok: true,
    places,
    revisions,
    shown: each.slice(0, MOST_SHOWN).map(({ before, after, numbers }) => ({
      before,
      after,
      revisions: runsOf(numbers),
      places: numbers.length,
    })),
    more: Math.max(0, each.length - MOST_SHOWN),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, " ");

/** Numbers that fall, as runs that rise. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].reverse()) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
