import { COARSE } from "./coarse";
import { type Step, WORD } from "./paths";

/** Seconds of a frame of the coarse search. */
const FRAME = COARSE / 100;
// A word that was left out is taken for this long where nothing says where it would be.
const SHORT = 0.1;

/** What the coarse search says of each word, in seconds. */
export interface RoughTimes {
  /** Where each word starts and ends; -1 where it was left out. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Where each word would be, those that were left out too; never backwards. At the end, where the last one ends. */
  readonly near: Float64Array;
}

/** Reads the times of words from a path of the coarse search. */
export function roughTimes(steps: readonly Step[], words: number): RoughTimes {
  const start = new Float64Array(words).fill(-1);
  const end = new Float64Array(words).fill(-1);
  for (const { kind, word, start: from, end: to } of steps) {
    if (kind !== WORD) continue;
    start[word - 1] = from * FRAME;
    end[word - 1] = (to + 1) * FRAME;
  }
  const near = new Float64Array(words + 1);
  let last = -1;
  let ended = 0;
  for (let w = 0; w < words; w++) {
    if (start[w]! < 0) continue;
    for (let k = last + 1; k < w; k++) near[k] = ended + ((start[w]! - ended) * (k - last)) / (w - last);
    near[w] = start[w]!;
    last = w;
    ended = Math.max(start[w]!, end[w]! - 0.05);
  }
  for (let k = last + 1; k <= words; k++) near[k] = ended + SHORT * (k - last - 1);
  return { start, end, near };
}
