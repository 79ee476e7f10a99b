import { unpackVarints } from "@/lib/varints";
import { wordAt } from "@/transcript/word-at";

/** When the words of a page begin, ready to be asked. */
export interface SpokenPage {
  /** Seconds, for each word of the page in order; never going backwards. */
  readonly starts: Float64Array;
  /** The second at which a word ends, where that is before the next one begins. */
  readonly ends: ReadonlyMap<number, number>;
  /** Where the words of each paragraph lie in `starts`, in the order of the page. */
  readonly paragraphs: readonly SpokenParagraph[];
}

export interface SpokenParagraph {
  /** Its place among the paragraphs of the page. */
  readonly place: number;
  /** Index of its first word, and one past its last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Unpacks what the server sent: server/text/episodes/pack-word-starts.
 *
 * @throws RangeError where that is something else
 */
export function unpack(bytes: Uint8Array): SpokenPage {
  const sent = unpackVarints(bytes);
  const counts = sent.subarray(1, 1 + (sent[0] ?? 0));
  const behind = 1 + counts.length;
  const ends = sent.subarray(behind + 1, behind + 1 + 2 * (sent[behind] ?? 0));
  const deltas = sent.subarray(behind + 1 + ends.length);
  let from = 0;
  const paragraphs = Array.from(counts, (count, place) => {
    const paragraph = { place, from, to: from + count };
    from += count;
    return paragraph;
  });
  if (from !== deltas.length || counts.length !== sent[0] || ends.length !== 2 * (sent[behind] ?? 0))
    throw new RangeError("These are no starts of words.");
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
  return { starts, ends: ended, paragraphs };
}

/** The first second after one at which a word begins, with that word, or ends before the next begins; none at the end. */
export function nextMoment(
  { starts, ends }: SpokenPage,
  after: number,
): { readonly second: number; readonly word?: number } | undefined {
  const word = wordAt(starts, after);
  const end = ends.get(word);
  if (end !== undefined && end > after) return { second: end };
  const second = starts[word + 1];
  // Of several that begin at once the last is said from then on.
  return second === undefined ? undefined : { second, word: wordAt(starts, second) };
}

/** The paragraph a word stands in. */
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
