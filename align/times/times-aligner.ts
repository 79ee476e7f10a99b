import { carryByWord } from "../../transcript";
import { findInsertions } from "../judge/insertions";
import type { Align, Alignment } from "../port";
import type { TimedWord } from "./read-times";

// A word whose neighbours were recognised too is where the machine heard it; one that stands alone may be another.
const AMONG_OTHERS = 0.97;
const ALONE = 0.5;
// With fewer of its words in common, the machine heard another episode.
const LEAST_COMMON = 0.3;
// A word's end is not known; it is taken for this long.
const WORD = 0.4;

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * An aligner that takes a machine's transcript with word times, and gives each word of the human text the time of the word
 * that is the same, by the shortest edit script. What the machine misheard has no time.
 */
export function createTimesAligner(machine: readonly TimedWord[]): Align {
  // Times that run backwards, as those of some services do where segments overlap, would tear the order apart.
  const inOrder = machine.toSorted((a, b) => a.start - b.start);
  return async ({ words, anchors = [], duration = 0 }): Promise<Alignment> => {
    const starts = carryByWord(
      inOrder.map(({ text }) => plain(text)),
      words.map(({ text }) => plain(text)),
      inOrder.map(({ start }) => start),
    );
    const has = (i: number) => starts[i] !== null && starts[i] !== undefined;
    const confidence = Float32Array.from(starts, (start, i) =>
      start === null ? 0 : has(i - 1) || has(i + 1) ? AMONG_OTHERS : ALONE,
    );
    const end = Math.max(duration, (inOrder.at(-1)?.start ?? 0) + WORD);
    const ends = Float64Array.from(starts, (start) => (start === null ? -1 : start + WORD));
    const common = starts.filter((start) => start !== null).length;
    const isRight = common >= LEAST_COMMON * Math.min(words.length, machine.length);
    const found = findInsertions({ starts, ends, anchors, stretches: [], duration: end });
    return {
      starts,
      confidence,
      stretches: [],
      ...found,
      verdict: machine.length === 0 ? "silent" : isRight && common > 0 ? "aligned" : "wrong-audio",
      duration: end,
    };
  };
}
