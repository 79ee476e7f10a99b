import { type Alignment, CONFIDENT } from "../../align";
import type { Recording } from "./recording";

/** How right an alignment is. Shares are from 0 to 1. */
export interface Measured {
  /** Words that are said, and those of them that were left out. */
  readonly said: number;
  readonly omitted: number;
  /** The errors of the others in seconds, sorted. */
  readonly errors: readonly number[];
  /** Words that are marked as confident, of those that are said; and of the marked, those that are right to 0.2 s. */
  readonly confident: number;
  readonly confidentRight: number;
}

/** An error up to this counts as right: nobody sees it. */
const RIGHT = 0.2;

/** Compares what an aligner found with the truth. */
export function measure(
  { words }: Recording,
  { starts, confidence }: Pick<Alignment, "starts" | "confidence">,
): Measured {
  const errors: number[] = [];
  let [said, omitted, confident, right, marked] = [0, 0, 0, 0, 0];
  words.forEach((word, i) => {
    const isSure = confidence[i]! >= CONFIDENT;
    if (isSure) marked++;
    if (word.start === null) return;
    said++;
    if (isSure) confident++;
    const start = starts[i];
    if (start === null || start === undefined) {
      omitted++;
      return;
    }
    const error = Math.abs(start - word.start);
    if (isSure && error <= RIGHT) right++;
    errors.push(error);
  });
  errors.sort((a, b) => a - b);
  return {
    said,
    omitted: omitted / said,
    errors,
    confident: confident / said,
    confidentRight: marked > 0 ? right / marked : 1,
  };
}

/** The error that so large a share of the words does not exceed. */
export const quantile = (errors: readonly number[], share: number): number =>
  errors[Math.min(errors.length - 1, Math.floor(share * errors.length))] ?? Number.NaN;

/** The share of errors that are at most so many seconds. */
export const within = (errors: readonly number[], seconds: number): number =>
  errors.filter((error) => error <= seconds).length / Math.max(1, errors.length);
