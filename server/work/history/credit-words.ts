import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource } from "@/server/text/documents/read-source";
import { carryAlignment, splices, type Transcript, turns, words } from "@/transcript";

/** A run of words that one revision added. */
export interface CreditedRun {
  readonly text: string;
  /** The revision's number; null if it is older than `MOST_BACK` revisions. */
  readonly revision: number | null;
}

export interface CreditedSegment {
  readonly speaker: string | null;
  /** In seconds. */
  readonly start: number;
  readonly runs: readonly CreditedRun[];
}

export interface Credits {
  readonly segments: readonly CreditedSegment[];
  /** The oldest revision that was read. */
  readonly since: number;
}

/** The most revisions to go back: each takes about 10 ms for a long transcript. */
export const MOST_BACK = 200;

interface Wanted {
  readonly documentId: number;
  readonly path: string;
  readonly head: number;
  readonly duration: number | null;
}

/**
 * Finds the revision that added each word of the head, by following words back through the diffs between
 * revisions. A word keeps its author if only its case or punctuation changed.
 */
export async function creditWords(
  db: Database,
  { documentId, path, head, duration }: Wanted,
): Promise<Credits | null> {
  const source = await readSource(db, { documentId, number: head, path });
  if (!source) return null;
  const spoken = source.transcript.segments.map(({ body }) => words(body));
  const total = spoken.reduce((sum, each) => sum + each.length, 0);
  const credited: (number | null)[] = new Array(total).fill(null);
  // For each word of the current revision, the index of the head's word that it became; null if it was
  // removed.
  let becomes: (number | null)[] = credited.map((_, i) => i);
  let after = source.transcript;
  let number = head;
  for (; number > 1 && head - number < MOST_BACK && becomes.some((word) => word !== null); number -= 1) {
    const before = await readSource(db, { documentId, number: number - 1, path });
    if (!before) break;
    const from = cameFrom(before.transcript, after, path);
    const earlier: (number | null)[] = new Array(
      before.transcript.segments.reduce((n, s) => n + words(s.body).length, 0),
    ).fill(null);
    becomes.forEach((word, i) => {
      if (word === null) return;
      const place = from[i] ?? null;
      if (place === null) credited[word] = number;
      else earlier[place] = word;
    });
    becomes = earlier;
    after = before.transcript;
  }
  if (number === 1) for (const word of becomes) if (word !== null) credited[word] = 1;
  const said = turns(source.transcript);
  const time = source.time(duration);
  let first = 0;
  const segments = source.transcript.segments.map(({ body }, index) => {
    const runs = runsOf(body, spoken[index] ?? [], credited, first);
    first += spoken[index]?.length ?? 0;
    return {
      speaker: said.find((turn) => turn.first === index)?.speaker ?? null,
      start: time.segmentStarts[index] ?? time.end,
      runs,
    };
  });
  return { segments, since: number };
}

/**
 * For each word of `after`, its index among the words of `before`; null if it is new. Unchanged segments are
 * not compared.
 */
function cameFrom(before: Transcript, after: Transcript, path: string): (number | null)[] {
  const counted = before.segments.map(({ body }) => words(body).length);
  const firsts = [0];
  for (const count of counted) firsts.push((firsts.at(-1) ?? 0) + count);
  const from: (number | null)[] = [];
  let at = 0;
  const keep = (until: number) => {
    for (let word = firsts[at] ?? 0; word < (firsts[until] ?? 0); word += 1) from.push(word);
    at = until;
  };
  for (const splice of splices(before, after)) {
    const start = Math.max(0, splice.start);
    keep(start);
    const old = parseDocument({ path, text: splice.before });
    const young = parseDocument({ path, text: splice.after });
    const offset = firsts[start] ?? 0;
    const places = Array.from({ length: (firsts[splice.end] ?? offset) - offset }, (_, i) => offset + i);
    from.push(...carryAlignment(old, young, places));
    at = splice.end;
  }
  keep(before.segments.length);
  return from;
}

function runsOf(
  body: string,
  spoken: readonly { readonly start: number }[],
  credited: readonly (number | null)[],
  first: number,
): CreditedRun[] {
  const runs: { text: string; revision: number | null }[] = [];
  spoken.forEach(({ start }, i) => {
    const revision = credited[first + i] ?? null;
    const text = body.slice(i === 0 ? 0 : start, spoken[i + 1]?.start ?? body.length);
    const last = runs.at(-1);
    if (last && last.revision === revision) last.text += text;
    else runs.push({ text, revision });
  });
  return runs.length > 0 ? runs : [{ text: body, revision: null }];
}
