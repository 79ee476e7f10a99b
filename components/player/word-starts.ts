import { unpackVarints } from "@/lib/varints";
import { wordAt } from "@/transcript/word-at";

/** When the words of a page begin, unpacked. */
export interface SpokenPage {
  /** Seconds, for each word of the page in order. They never decrease. */
  readonly starts: Float64Array;
  /** By a word's index: the second at which it ends, where that is before the next word begins. */
  readonly ends: ReadonlyMap<number, number>;
  /** The indexes of words whose times are not sure: their paragraph is lit, not a word that may be the wrong one. */
  readonly unsure: ReadonlySet<number>;
  /** The range of each paragraph's words in `starts`, in the order of the page. */
  readonly paragraphs: readonly SpokenParagraph[];
}

export interface SpokenParagraph {
  /** The paragraph's index in the page. */
  readonly place: number;
  /** The index of its first word, and one past its last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Unpacks what server/text/episodes/pack-word-starts wrote.
 *
 * @throws RangeError for any other bytes
 */
export function unpackWordStarts(bytes: Uint8Array): SpokenPage {
  const sent = unpackVarints(bytes);
  const counts = sent.subarray(1, 1 + (sent[0] ?? 0));
  const behind = 1 + counts.length;
  const ends = sent.subarray(behind + 1, behind + 1 + 2 * (sent[behind] ?? 0));
  const beyond = behind + 1 + ends.length;
  const stretches = sent.subarray(beyond + 1, beyond + 1 + 2 * (sent[beyond] ?? 0));
  const deltas = sent.subarray(beyond + 1 + stretches.length);
  let from = 0;
  const paragraphs = Array.from(counts, (count, place) => {
    const paragraph = { place, from, to: from + count };
    from += count;
    return paragraph;
  });
  const isWhole =
    from === deltas.length &&
    counts.length === sent[0] &&
    ends.length === 2 * (sent[behind] ?? 0) &&
    stretches.length === 2 * (sent[beyond] ?? 0);
  if (!isWhole) throw new RangeError("These are no starts of words.");
  const starts = new Float64Array(deltas.length);
  let hundredths = 0;
  for (let index = 0; index < deltas.length; index += 1) {
    hundredths += deltas[index] ?? 0;
    starts[index] = hundredths / 100;
  }
  const ended = new Map<number, number>();
  for (let index = 0; index + 1 < ends.length; index += 2) {
    const word = ends[index] ?? 0;
    ended.set(word, (starts[word] ?? 0) + (ends[index + 1] ?? 0) / 100);
  }
  const unsure = new Set<number>();
  for (let index = 0; index + 1 < stretches.length; index += 2) {
    const first = stretches[index] ?? 0;
    const last = Math.min(starts.length, first + (stretches[index + 1] ?? 0));
    for (let word = first; word < last; word += 1) unsure.add(word);
  }
  return { starts, ends: ended, unsure, paragraphs };
}

/**
 * The next second at which a word begins, with that word, or at which a word ends before the next begins;
 * undefined at the end.
 */
export function nextMoment(
  { starts, ends }: SpokenPage,
  after: number,
): { readonly second: number; readonly word?: number } | undefined {
  const word = wordAt(starts, after);
  const end = ends.get(word);
  if (end !== undefined && end > after) return { second: end };
  const second = starts[word + 1];
  // Of several words with the same start, the last one counts as spoken.
  return second === undefined ? undefined : { second, word: wordAt(starts, second) };
}

/** The paragraph of a word. */
export function paragraphOf({ paragraphs }: SpokenPage, word: number): SpokenParagraph | undefined {
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const paragraph = paragraphs[middle];
    if (paragraph && paragraph.to <= word) low = middle + 1;
    else high = middle;
  }
  return word < 0 ? undefined : paragraphs[low];
}
