import { type Alignment, CONFIDENT } from "../port";
import { type Loudness, levelOf } from "./loudness";

interface Found {
  readonly starts: readonly (number | null)[];
  readonly confidence: Float32Array;
  readonly loudness: Loudness;
  readonly duration: number;
}

// With the sound of another text some 1 % of the words are placed confidently, with the right one 78 to 97 %.
const LEAST_CONFIDENT = 0.2;
// Nobody speaks more words a second for long: a text that has more cannot all be in the sound.
const FASTEST = 3.5;
// The loudest seconds of a recording of silence: 40 decibels below speech, as `Loudness` counts.
const SILENT = 12;
const LOUDEST_SHARE = 0.98;

/** Whether the sound is the text's. A sound that has only a part of the text, or the other way round, is. */
export function judge({ starts, confidence, loudness, duration }: Found): Alignment["verdict"] {
  if (levelOf(loudness, LOUDEST_SHARE) < SILENT) return "silent";
  const placed = starts.filter((start) => start !== null).length;
  const confident = confidence.filter((value) => value >= CONFIDENT).length;
  const sayable = Math.min(starts.length, duration * FASTEST);
  return confident > 0 && confident >= LEAST_CONFIDENT * Math.min(Math.max(placed, sayable / 2), sayable)
    ? "aligned"
    : "wrong-audio";
}
