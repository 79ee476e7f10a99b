import { formatStamp, marks, type Timeline, type Transcript, words } from "@/transcript";

/** A timestamp in a text that cannot be true. */
export interface WrongTimestamp {
  /** The paragraph, and which of its timestamps and gaps it is, both from 0. */
  readonly segment: number;
  readonly mark: number;
  /** The time it says, and when the words behind it are heard, in seconds. */
  readonly seconds: number;
  readonly heard: number;
  /** What it should say: `04:15`. */
  readonly stamp: string;
  /** The first words behind it. */
  readonly words: string;
}

interface Found {
  readonly seconds: number;
  readonly heard: number;
}

// Other times of the same words, by an edit around them, are within a second.
const SAME = 1;
const SHOWN_WORDS = 8;

/**
 * Finds the timestamps of a text that were heard to be wrong in this revision or an earlier one: those that still say the
 * same before words that are still heard at the same moment.
 */
export function wrongTimestamps(
  { segments }: Transcript,
  time: Timeline,
  found: readonly Found[],
): WrongTimestamp[] {
  return segments.flatMap(({ body }, segment) => {
    const all = marks(body);
    if (all.length === 0) return [];
    const spoken = words(body);
    return all.flatMap(({ type, start, seconds }, mark) => {
      if (type !== "timestamp") return [];
      const next = spoken.findIndex((word) => word.start >= start);
      const word = (time.firstWord[segment] ?? 0) + (next < 0 ? spoken.length : next);
      const wrong = found.find(
        (one) => one.seconds === seconds && Math.abs((time.starts[word] ?? -1) - one.heard) < SAME,
      );
      const stamp = wrong && formatStamp(wrong.heard);
      if (!wrong || !stamp) return [];
      const behind = spoken.slice(next < 0 ? spoken.length : next).slice(0, SHOWN_WORDS);
      const said = behind.map(({ text }) => text).join(" ");
      return [{ segment, mark, seconds: wrong.seconds, heard: wrong.heard, stamp, words: said }];
    });
  });
}
