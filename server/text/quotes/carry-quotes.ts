import { trimEndWhere } from "@/lib/trim-where";
import type { Transcript } from "@/transcript";
import { changes } from "@/transcript/myers";
import { shownWords } from "@/transcript/shown-words";
import { paragraphText } from "./quote";

/** Words of a transcript, within one segment and counted from 0 as the page shows them. */
export interface Place {
  /** Its index among the segments, from 0. */
  readonly segment: number;
  readonly firstWord: number;
  readonly lastWord: number;
}

interface Said {
  readonly segment: number;
  readonly word: number;
  /** In lower case without surrounding punctuation, so that a changed comma does not matter. */
  readonly key: string;
}

/** Words of context that must be unchanged before a quote counts as moved. */
const CONTEXT = 3;
/**
 * A quote of this many words needs no context if it occurred once before the edit and occurs once after it.
 */
const TELLING = 6;

/**
 * The places of quotes after an edit; null for each quote whose words changed. Words are followed through the
 * edit, not searched for, so a quote never lands on similar words elsewhere. Only if its words were removed
 * and inserted elsewhere are they searched for, among the inserted words and with their context.
 */
export function carryQuotes(
  before: Transcript,
  after: Transcript,
  places: readonly Place[],
): (Place | null)[] {
  const edit = readEdit(before, after);
  return places.map((place) => carry(edit, place));
}

interface Edit {
  readonly before: readonly Said[];
  readonly after: readonly Said[];
  /**
   * For each word before the edit, the index of the same word after it, and the reverse; -1 if there is none.
   */
  readonly became: Int32Array;
  readonly was: Int32Array;
  /** The index of the first word of each segment before the edit. */
  readonly firstBefore: readonly number[];
}

function readEdit(before: Transcript, after: Transcript): Edit {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const became = new Int32Array(a.words.length).fill(-1);
  const was = new Int32Array(b.words.length).fill(-1);
  const pair = (from: number, to: number, count: number) => {
    for (let k = 0; k < count; k += 1) {
      became[from + k] = to + k;
      was[to + k] = from + k;
    }
  };
  const start = (firsts: readonly number[], total: number, segment: number) => firsts[segment] ?? total;
  const startA = (segment: number) => start(a.firsts, a.words.length, segment);
  const startB = (segment: number) => start(b.firsts, b.words.length, segment);
  let [aAt, bAt] = [0, 0];
  const bodies = (transcript: Transcript) => transcript.segments.map(({ body }) => body);
  const end = { aStart: before.segments.length, aEnd: 0, bStart: after.segments.length, bEnd: 0 };
  for (const { aStart, aEnd, bStart, bEnd } of [...changes(bodies(before), bodies(after)), end]) {
    // Unchanged paragraphs, word by word.
    pair(startA(aAt), startB(bAt), startA(aStart) - startA(aAt));
    if (aEnd > aStart && bEnd > bStart) {
      const [fromA, fromB] = [startA(aStart), startB(bStart)];
      const keysA = a.words.slice(fromA, startA(aEnd)).map(({ key }) => key);
      const keysB = b.words.slice(fromB, startB(bEnd)).map(({ key }) => key);
      let at = 0;
      let to = 0;
      for (const change of [
        ...changes(keysA, keysB),
        { aStart: keysA.length, aEnd: 0, bStart: 0, bEnd: 0 },
      ]) {
        pair(fromA + at, fromB + to, change.aStart - at);
        at = change.aEnd;
        to = change.bEnd;
      }
    }
    [aAt, bAt] = [aEnd, bEnd];
  }
  return { before: a.words, after: b.words, became, was, firstBefore: a.firsts };
}

function wordsOf({ segments }: Transcript) {
  const firsts: number[] = [];
  const words: Said[] = [];
  for (const [segment, { body }] of segments.entries()) {
    firsts.push(words.length);
    for (const [word, { text }] of shownWords(paragraphText(body)).entries())
      words.push({ segment, word, key: keyOf(text) });
  }
  return { firsts, words };
}

const keyOf = (word: string) =>
  trimEndWhere(
    word
      .toLowerCase()
      .replaceAll("’", "'")
      .replace(/^[^\p{L}\p{N}$€£]+/u, ""),
    (sign) => !/[\p{L}\p{N}%+#]/u.test(sign),
  );

function carry(edit: Edit, { segment, firstWord, lastWord }: Place): Place | null {
  const from = (edit.firstBefore[segment] ?? Number.NaN) + firstWord;
  const to = from + lastWord - firstWord;
  if (edit.before[from]?.segment !== segment || edit.before[to]?.segment !== segment) return null;
  const first = edit.became[from] ?? -1;
  if (first >= 0 && isWhole(edit.after, first, to - from))
    if (range(from, to).every((k) => edit.became[k] === first + k - from))
      return placeOf(edit.after, first, to - from);
  return found(edit, from, to);
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => from + k);

/** Whether a run of words is within one paragraph. */
const isWhole = (words: readonly Said[], first: number, more: number) =>
  words[first] !== undefined && words[first]?.segment === words[first + more]?.segment;

const placeOf = (words: readonly Said[], first: number, more: number): Place => ({
  segment: words[first]?.segment ?? 0,
  firstWord: words[first]?.word ?? 0,
  lastWord: words[first + more]?.word ?? 0,
});

/** The place where removed words were inserted again, with the same words around them. */
function found({ before, after, was }: Edit, from: number, to: number): Place | null {
  const more = to - from;
  const keys = range(from, to).map((k) => before[k]?.key);
  const around = (words: readonly Said[], at: number, step: 1 | -1) =>
    Array.from({ length: CONTEXT }, (_, k) => words[at + step * (k + 1)])
      .map((word) => (word?.segment === words[at]?.segment ? word?.key : undefined))
      .filter((key) => key !== undefined);
  const starts = (words: readonly Said[]) =>
    words.flatMap((_, first) =>
      isWhole(words, first, more) && keys.every((key, k) => words[first + k]?.key === key) ? [first] : [],
    );
  const same = (first: number) => {
    const kept = (step: 1 | -1) => {
      const [a, b] = step < 0 ? [from, first] : [to, first + more];
      const wanted = around(before, a, step);
      return wanted.length > 0 && wanted.join(" ") === around(after, b, step).join(" ");
    };
    return kept(-1) || kept(1);
  };
  const isOthers = (first: number) =>
    range(first, first + more).some(
      (k) => (was[k] ?? -1) >= 0 && ((was[k] ?? 0) < from || (was[k] ?? 0) > to),
    );
  const all = starts(after);
  const candidates = all.filter((first) => !isOthers(first));
  const telling = more + 1 >= TELLING && all.length === 1 && starts(before).length === 1;
  const sure = telling ? candidates : candidates.filter(same);
  const [only] = sure;
  return only === undefined || sure.length > 1 ? null : placeOf(after, only, more);
}
