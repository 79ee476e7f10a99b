import { CONFIDENT } from "../port";

/** Words of a text that are replaced: [first, last) by `put`. In a gap, no word stands there, but something is said. */
export interface WordChange {
  readonly first: number;
  readonly last: number;
  readonly put: readonly string[];
  readonly isGap: boolean;
}

/** A change as the sound is asked about it: with its neighbours, from one word whose time is sure to another. */
export interface Wording {
  /** The words as they would be between the two moments. */
  readonly words: readonly string[];
  /** Which of them are in question: [first, last). None where words are only taken out. */
  readonly asked: readonly [first: number, last: number];
  /** The words that stand there now; null for a gap. */
  readonly instead: readonly string[] | null;
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  /** Some seconds next to it, with their words: how well words fit that are said there, in this voice and this room. */
  readonly beside: { readonly words: readonly string[]; readonly from: number; readonly to: number } | null;
}

interface Known {
  readonly words: readonly string[];
  /** Seconds, in order. */
  readonly starts: ArrayLike<number>;
  /** From 0 to 1; null for a word that nobody has looked for. */
  readonly confidences: readonly (number | null)[];
}

// A word whose time is sure is looked for among so many neighbours on each side.
const MOST_AROUND = 8;
/** Seconds: more than anybody says into one gap. */
const LONGEST_SPAN = 20;
/** Seconds beside it: two sentences or so. */
const BESIDE = [4, 10] as const;

/**
 * The stretch of sound in which a change is heard, with the words around it.
 *
 * @returns null where no word nearby has a sure time, or where they are too far apart to say anything
 */
export function spanAround({ words, starts, confidences }: Known, change: WordChange): Wording | null {
  const { first, last, put, isGap } = change;
  const isSure = (word: number) => (confidences[word] ?? 0) >= CONFIDENT;
  let before = first - 1;
  while (before >= 0 && first - before <= MOST_AROUND && !isSure(before)) before--;
  // A word behind the change is heard with it, since its first sound depends on the one before.
  let after = last + 1;
  while (after < words.length && after - last <= MOST_AROUND && !isSure(after)) after++;
  if (before < 0 || after >= words.length || !isSure(before) || !isSure(after)) return null;
  const [from, to] = [starts[before]!, starts[after]!];
  if (!(to > from) || to - from > LONGEST_SPAN) return null;
  const [head, tail] = [words.slice(before, first), words.slice(last, after)];
  return {
    words: [...head, ...put, ...tail],
    asked: [head.length, head.length + put.length],
    instead: isGap ? null : words.slice(before, after),
    from,
    to,
    beside: besides({ words, starts, confidences }, before, after),
  };
}

/** The stretch before a change, from one sure word to another; the one behind it where there is none. */
function besides({ words, starts, confidences }: Known, before: number, after: number): Wording["beside"] {
  const [least, most] = BESIDE;
  const isLong = (from: number, to: number) => {
    const seconds = starts[to]! - starts[from]!;
    return seconds >= least && seconds <= most && (confidences[from] ?? 0) >= CONFIDENT;
  };
  const stretch = (from: number, to: number) => ({
    words: words.slice(from, to),
    from: starts[from]!,
    to: starts[to]!,
  });
  for (let from = before - 1; from >= 0 && starts[before]! - starts[from]! <= most; from--)
    if (isLong(from, before)) return stretch(from, before);
  for (let to = after + 1; to < words.length && starts[to]! - starts[after]! <= most; to++)
    if (isLong(after, to) && (confidences[to] ?? 0) >= CONFIDENT) return stretch(after, to);
  return null;
}
