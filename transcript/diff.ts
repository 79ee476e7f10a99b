import { serializeRange } from "./markdown";
import type { Segment, Transcript } from "./model";
import { type Change, changes } from "./myers";
import { MOST_STEPS, takeSteps, withinSteps } from "./steps";
import { words } from "./words";

/** A run of text that both sides share, or that only one has. */
export interface Edit {
  readonly type: "equal" | "insert" | "delete";
  readonly text: string;
}

/** A run of segments that was replaced. */
export interface Hunk {
  /** The segments [start, end) before, and after; either may be empty. */
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
  /** The source text of the run, word by word. */
  readonly edits: readonly Edit[];
}

// A word, a sign or a bracketed mark, each with the white space behind it. A mark is one token, since nobody
// edits half a timestamp. It matches at most three backslashes: an endless run would take quadratic time.
const TOKEN =
  /(?:\\{1,3}\[[^[\]\n]{0,80}\]|[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}\p{N}\p{M}_]+)*|[^\p{L}\p{N}\p{M}_\s])\s*|\s+/gu;

/** Splits a text into the units that are compared. Joined, they give the text again. */
export function tokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/**
 * Compares two texts word by word. The equal and deleted parts join to `before`, the equal and inserted ones
 * to `after`. A deletion stands in front of the insertion that replaces it.
 */
export function diffWords(before: string, after: string): Edit[] {
  return withinSteps(() => compareWords(before, after));
}

function compareWords(before: string, after: string): Edit[] {
  const a = tokens(before);
  const b = tokens(after);
  const edits: Edit[] = [];
  let at = 0;
  for (const { aStart, aEnd, bStart, bEnd } of changes(a, b)) {
    push(edits, "equal", a.slice(at, aStart).join(""));
    pushReplacement(edits, a.slice(aStart, aEnd), b.slice(bStart, bEnd));
    at = aEnd;
  }
  push(edits, "equal", a.slice(at).join(""));
  return edits;
}

function push(edits: Edit[], type: Edit["type"], text: string) {
  const last = edits.at(-1);
  if (text === "") return;
  if (last?.type === type) edits[edits.length - 1] = { type, text: last.text + text };
  else edits.push({ type, text });
}

/**
 * Compares a replaced run again, with white space as tokens of its own, so that removing a comma does not
 * mark the word before it. White space between two changes becomes part of both: "a b" was replaced by "x y".
 */
function pushReplacement(edits: Edit[], removed: readonly string[], added: readonly string[]) {
  if (removed.length === 0 || added.length === 0) {
    push(edits, "delete", removed.join(""));
    push(edits, "insert", added.join(""));
    return;
  }
  const a = removed.flatMap(fine);
  const b = added.flatMap(fine);
  let aAt = 0;
  let gone = "";
  let come = "";
  for (const { aStart, aEnd, bStart, bEnd } of changes(a, b)) {
    const same = a.slice(aAt, aStart).join("");
    if (same.trim() !== "" || (gone === "" && come === "")) {
      push(edits, "delete", gone);
      push(edits, "insert", come);
      push(edits, "equal", same);
      gone = come = "";
    } else {
      gone += same;
      come += same;
    }
    gone += a.slice(aStart, aEnd).join("");
    come += b.slice(bStart, bEnd).join("");
    aAt = aEnd;
  }
  push(edits, "delete", gone);
  push(edits, "insert", come);
  push(edits, "equal", a.slice(aAt).join(""));
}

/** Separates a token's word from the white space behind it. */
export function fine(token: string): string[] {
  const core = token.trimEnd();
  return core === "" || core === token ? [token] : [core, token.slice(core.length)];
}

/** Two segments with this string in common are the same, byte for byte. */
function identity({ kind, labelRaw, name, body, sepAfter }: Segment): string {
  return JSON.stringify([kind, labelRaw, name, body, sepAfter]);
}

/** Whether two segments are the same, byte for byte. */
export function sameSegment(a: Segment | undefined, b: Segment | undefined): boolean {
  return (
    a === b ||
    (a !== undefined &&
      b !== undefined &&
      a.kind === b.kind &&
      a.name === b.name &&
      a.labelRaw === b.labelRaw &&
      a.sepAfter === b.sepAfter &&
      a.body === b.body)
  );
}

/** How many segments two texts share at the start, and how many of the remaining ones at the end. */
export function sharedEnds(before: Transcript, after: Transcript): { first: number; last: number } {
  const [a, b] = [before.segments, after.segments];
  const most = Math.min(a.length, b.length);
  let first = 0;
  while (first < most && sameSegment(a[first], b[first])) first++;
  let last = 0;
  while (last < most - first && sameSegment(a[a.length - 1 - last], b[b.length - 1 - last])) last++;
  return { first, last };
}

/**
 * The changed runs of segments. Skips the shared start and end, since most edits change one segment in a
 * thousand.
 */
function segmentChanges(before: Transcript, after: Transcript): Change[] {
  const { first, last } = sharedEnds(before, after);
  const between = ({ segments }: Transcript) => segments.slice(first, segments.length - last).map(identity);
  return changes(between(before), between(after)).map(({ aStart, aEnd, bStart, bEnd }) => ({
    aStart: aStart + first,
    aEnd: aEnd + first,
    bStart: bStart + first,
    bEnd: bEnd + first,
  }));
}

/**
 * For each segment of `after`, the segment of `before` that it continues, or null if it is new. Identical
 * segments match first; between them, the most similar ones. Matches never cross and no segment is continued
 * twice, so ids can be carried over.
 */
export function alignSegments(before: Transcript, after: Transcript): (number | null)[] {
  return withinSteps(() => alignAll(before, after));
}

function alignAll(before: Transcript, after: Transcript): (number | null)[] {
  const runs = segmentChanges(before, after).map((change) => ({
    change,
    old: before.segments.slice(change.aStart, change.aEnd).map(bag),
    young: after.segments.slice(change.bStart, change.bEnd).map(bag),
  }));
  const parts = Math.max(1, runs.reduce((sum, run) => sum + effort(run), 0) / MOST_ALIGNING);
  const aligned: (number | null)[] = [];
  let kept = 0;
  for (const { change, old, young } of runs) {
    while (aligned.length < change.bStart) aligned.push(kept++);
    const most = Math.min(MOST_PAIRS, Math.max(FEWEST_PAIRS, (old.length * young.length) / parts ** 2));
    alignRun(old, young, most, aligned, change.aStart);
    kept = change.aEnd;
  }
  while (aligned.length < after.segments.length) aligned.push(kept++);
  return aligned;
}

// Paragraphs that share fewer words than this (Dice's coefficient, with the label as a word) are different
// paragraphs. Each half of a paragraph that is cut in two scores 0.67 against the whole.
const ALIKE = 0.4;
// Pairs of segments to compare at once; a longer changed run is cut into parts.
const MOST_PAIRS = 1_000_000;
// Below that a run is not worth cutting.
const FEWEST_PAIRS = 16;
// To look up a word of one paragraph in another takes as long as so many steps of the search.
const LOOKUP = 4;
// Of the steps that all runs together may take. Cut into k parts on both sides, a run takes the kth part.
const MOST_ALIGNING = MOST_STEPS / 2;

/** How many steps it would take to compare each of `old` with each of `young`. */
function effort({ old, young }: { readonly old: readonly Bag[]; readonly young: readonly Bag[] }): number {
  if (old.length === 0 || young.length === 0) return 0;
  const words = (bags: readonly Bag[]) => bags.reduce((sum, { counts }) => sum + counts.size, 0);
  const each = 1 + Math.min(words(old) / old.length, words(young) / young.length);
  return LOOKUP * each * old.length * young.length;
}

/** Aligns two runs, cut in halves until there are few enough pairs; adds to `aligned`, counted from `offset`. */
function alignRun(
  old: readonly Bag[],
  young: readonly Bag[],
  most: number,
  aligned: (number | null)[],
  offset: number,
): void {
  const [n, m] = [old.length, young.length];
  if (n * m > most && n > 1 && m > 1) {
    const [a, b] = [n >> 1, m >> 1];
    alignRun(old.slice(0, a), young.slice(0, b), most, aligned, offset);
    alignRun(old.slice(a), young.slice(b), most, aligned, offset + a);
    return;
  }
  for (const at of alignPart(old, young)) aligned.push(at === null ? null : at + offset);
}

/** For each of `young`, which of `old` it continues. */
function alignPart(old: readonly Bag[], young: readonly Bag[]): (number | null)[] {
  const [n, m] = [old.length, young.length];
  if (n === 0 || m === 0) return new Array(m).fill(null);
  const [only] = old;
  const [other] = young;
  // One segment replaced one under the same label: it was rewritten, however much it changed.
  if (n === 1 && m === 1 && only?.label === other?.label) return [0];
  // best[i][j]: the greatest likeness of the first i segments with the first j.
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  const scores = new Map<number, number>();
  for (let i = 1; i <= n; i++) {
    const row = best[i] ?? new Float64Array(0);
    const above = best[i - 1] ?? row;
    for (let j = 1; j <= m; j++) {
      const [x, y] = [old[i - 1], young[j - 1]];
      const alike = x && y ? likeness(x, y) : 0;
      if (alike >= ALIKE) scores.set(i * (m + 1) + j, alike);
      const paired = alike >= ALIKE ? (above[j - 1] ?? 0) + alike : 0;
      row[j] = Math.max(above[j] ?? 0, row[j - 1] ?? 0, paired);
    }
  }
  const aligned: (number | null)[] = new Array(m).fill(null);
  for (let i = n, j = m; i > 0 && j > 0; ) {
    const here = best[i]?.[j] ?? 0;
    const alike = scores.get(i * (m + 1) + j);
    if (alike !== undefined && here === (best[i - 1]?.[j - 1] ?? 0) + alike) {
      aligned[--j] = --i;
    } else if (here === (best[i - 1]?.[j] ?? 0)) i--;
    else j--;
  }
  return aligned;
}

interface Bag {
  readonly label: string;
  readonly size: number;
  readonly counts: ReadonlyMap<string, number>;
}

function bag(segment: Segment): Bag {
  const counts = new Map<string, number>();
  const label = `${segment.kind}:${segment.name ?? ""}`;
  // The label counts as one word, so that empty segments can be told apart.
  const items = [label, ...tokens(segment.body).map((token) => token.trim().toLowerCase())];
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return { label, size: items.length, counts };
}

/** Dice's coefficient of two bags of words: 1 for the same words, 0 for none in common. */
function likeness(x: Bag, y: Bag): number {
  // Their lengths differ too much for them to be alike.
  if (2 * Math.min(x.size, y.size) < ALIKE * (x.size + y.size)) return 0;
  const [small, large] = x.counts.size < y.counts.size ? [x, y] : [y, x];
  takeSteps(LOOKUP * (1 + small.counts.size));
  let common = 0;
  for (const [item, count] of small.counts) common += Math.min(count, large.counts.get(item) ?? 0);
  return (2 * common) / (x.size + y.size);
}

/**
 * The runs of segments that were replaced, in order, with their text word by word. All other segments are the
 * same on both sides, byte for byte. Text before the first segment (`lead`) is not compared.
 */
export function diff(before: Transcript, after: Transcript): Hunk[] {
  return withinSteps(() =>
    segmentChanges(before, after).map(({ aStart, aEnd, bStart, bEnd }) => ({
      before: [aStart, aEnd],
      after: [bStart, bEnd],
      edits: diffWords(serializeRange(before, aStart, aEnd), serializeRange(after, bStart, bEnd)),
    })),
  );
}

const spoken = (transcript: Transcript) =>
  transcript.segments.flatMap(({ body }) => words(body).map(({ text }) => text.toLowerCase()));

/**
 * Carries measured word starts through an edit: unchanged words keep theirs, even if their punctuation or
 * case changed; new words have none. The result is the `alignment` of `timeline`.
 */
export function carryAlignment(
  before: Transcript,
  after: Transcript,
  alignment: ArrayLike<number | null>,
): (number | null)[] {
  return carryByWord(spoken(before), spoken(after), alignment);
}

/**
 * Carries a value for each word of one text to the same words of another, by the shortest edit script; null for words that
 * only the other has. Words are compared as they are given.
 */
export function carryByWord(
  from: readonly string[],
  to: readonly string[],
  values: ArrayLike<number | null>,
): (number | null)[] {
  const carried: (number | null)[] = new Array(to.length).fill(null);
  let a = 0;
  let b = 0;
  for (const change of [...changes(from, to), null]) {
    const until = change?.bStart ?? to.length;
    while (b < until) carried[b++] = values[a++] ?? null;
    if (!change) break;
    a = change.aEnd;
    b = change.bEnd;
  }
  return carried;
}
