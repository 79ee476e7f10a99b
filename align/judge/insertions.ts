import type { AnchoredWord, Insertion, Stretch, WrongAnchor } from "../port";

interface Found {
  readonly starts: readonly (number | null)[];
  readonly ends: Float64Array;
  readonly anchors: readonly AnchoredWord[];
  readonly stretches: readonly Stretch[];
  readonly duration: number;
}

/** A part of the sound between two words, or before the first or behind the last. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

// Typed times are whole seconds, and who types them winds back a little: they agree if they differ by no more.
const AGREE = 3;
// Shorter than this, a gap is a pause or a laugh.
const LEAST_GAP = 5;
// Without a word of the text's times, a gap of this length is taken for an insertion, if anybody speaks or sings in it.
const SOUNDS_LIKE_ONE = 15;
// Between two anchors, the sums of so many gaps are tried.
const MOST_GAPS = 10;
// A chain of anchors is looked for over this many back: a run of wrong ones is not longer.
const LOOK_BACK = 30;

interface Point {
  readonly anchor: AnchoredWord;
  readonly heard: number;
  /** How much later its word is heard than the text says. */
  readonly late: number;
}

/**
 * Finds what was put into the recording after the text's times were taken, and those of its times that cannot be true.
 *
 * Between two true anchors, later words are later by the insertions between them: the difference of their delays is the
 * length of some of the gaps there, or nothing. The longest chain of anchors that agree in this way is believed; the
 * others are wrong. Where no anchor can tell, a long gap with music or foreign speech counts as an insertion.
 */
export function findInsertions({ starts, ends, anchors, stretches, duration }: Found): {
  insertions: Insertion[];
  wrongAnchors: WrongAnchor[];
} {
  const points = anchors.flatMap((anchor): Point[] => {
    const heard = heardAt(starts, anchor.word);
    return heard === null ? [] : [{ anchor, heard, late: heard - anchor.seconds }];
  });
  const gaps = gapsOf(starts, ends, duration);
  const between = (from: number, to: number) => gaps.filter((gap) => gap.from >= from && gap.to <= to + 0.01);
  const isForeign = ({ from, to }: Gap) =>
    stretches
      .filter(({ kind }) => kind !== "unspoken")
      .reduce(
        (sum, stretch) => sum + Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from)),
        0,
      ) >
    (to - from) / 2;

  // The beginning of the sound is an anchor that is always true: 0:00 is 0:00, later by what was put before.
  const origin: Point = { anchor: { word: -1, seconds: 0 }, heard: 0, late: 0 };
  const chain = longestChain([origin, ...points], (a, b) =>
    insertedBetween(between(a.heard, b.heard), b.late - a.late),
  );
  const insertions: Insertion[] = [];
  chain.forEach((point, i) => {
    const before = chain[i - 1];
    if (!before) return;
    const inserted = insertedBetween(between(before.heard, point.heard), point.late - before.late) ?? [];
    insertions.push(...inserted.map((gap) => ({ ...gap, evidence: "anchors" as const })));
  });
  // Behind the last anchor, or where there is none, the sound alone has to say.
  const last = chain.at(-1)?.heard ?? 0;
  for (const gap of between(last, duration)) {
    const atEnd = gap.to >= duration - 0.01 || gap.from <= 0.01;
    if (!atEnd && gap.to - gap.from >= SOUNDS_LIKE_ONE && isForeign(gap))
      insertions.push({ ...gap, evidence: "sound" });
  }
  const believed = new Set(chain);
  return {
    insertions,
    wrongAnchors: points
      .filter((point) => !believed.has(point))
      .map(({ anchor, heard }) => ({ ...anchor, heard })),
  };
}

// An anchor whose word was left out is judged by a word close by.
const CLOSE_BY = 5;

function heardAt(starts: readonly (number | null)[], word: number): number | null {
  for (let off = 0; off <= CLOSE_BY; off++) {
    const start = starts[word + off] ?? starts[word - off];
    if (start !== null && start !== undefined) return start;
  }
  return null;
}

function gapsOf(starts: readonly (number | null)[], ends: Float64Array, duration: number): Gap[] {
  const gaps: Gap[] = [];
  let from = 0;
  const add = (to: number) => {
    if (to - from >= LEAST_GAP) gaps.push({ from, to });
  };
  starts.forEach((start, w) => {
    if (start === null) return;
    add(start);
    from = Math.max(from, ends[w]!);
  });
  add(duration);
  return gaps;
}

/** The gaps that make up a difference of delays; none of them where there is no difference; null if nothing does. */
function insertedBetween(gaps: readonly Gap[], difference: number): Gap[] | null {
  if (Math.abs(difference) <= AGREE) return [];
  if (difference < 0) return null;
  const candidates = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_GAPS);
  let best: { gaps: Gap[]; off: number } | null = null;
  for (let choice = 1; choice < 1 << candidates.length; choice++) {
    const chosen = candidates.filter((_, i) => choice & (1 << i));
    const off = Math.abs(chosen.reduce((sum, { from, to }) => sum + to - from, 0) - difference);
    // A gap holds the pauses around the insertion too.
    if (off <= AGREE + chosen.length && (!best || off < best.off)) best = { gaps: chosen, off };
  }
  return best?.gaps.toSorted((a, b) => a.from - b.from) ?? null;
}

/** The longest chain of points, from the first on, of which each follows from the one before it. */
function longestChain(points: readonly Point[], follows: (a: Point, b: Point) => unknown[] | null): Point[] {
  const length = new Float64Array(points.length);
  const before = new Int32Array(points.length).fill(-1);
  let last = 0;
  for (let j = 1; j < points.length; j++) {
    for (let i = j - 1; i >= Math.max(0, j - LOOK_BACK); i--) {
      if (i > 0 && before[i]! < 0) continue;
      const link = follows(points[i]!, points[j]!);
      // Of two chains that are as long, the one that needs fewer insertions is likelier.
      if (!link) continue;
      const value = length[i]! + 1 - 0.01 * link.length;
      if (before[j]! >= 0 && value <= length[j]!) continue;
      length[j] = value;
      before[j] = i;
    }
    if (before[j]! >= 0 && length[j]! > length[last]!) last = j;
  }
  const chain: Point[] = [];
  for (let j = last; j >= 0; j = before[j]!) chain.push(points[j]!);
  return chain.reverse();
}
