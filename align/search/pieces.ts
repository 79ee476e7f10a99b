import type { RoughTimes } from "./rough-times";
import type { SaidWord } from "./said-words";

/** A part of the sound and the words that are spoken in it. */
export interface Piece {
  /** Words [first, last). */
  readonly first: number;
  readonly last: number;
  /** Frames of 10 ms, [from, to). */
  readonly from: number;
  readonly to: number;
}

// A piece is about a minute: what the fine search has to remember of it is a few megabytes. It ends in a pause behind a
// sentence; if none comes, in any pause; if none comes either, anywhere.
const LONG_ENOUGH = 60;
const LONGER = 80;
const TOO_LONG = 120;
const PAUSE = 0.15;
// A stretch without words that is longer than this belongs to no piece, but for a second at each end.
const EMPTY = 4;
const MARGIN = 1;

/** Cuts a sound and its words into pieces that are aligned exactly one after the other. */
export function cutPieces(words: readonly SaidWord[], times: RoughTimes, frames: number): Piece[] {
  const frame = (seconds: number) => Math.max(0, Math.min(frames, Math.round(seconds * 100)));
  const pieces: Piece[] = [];
  const placed = words.flatMap((_, w) => (times.start[w]! >= 0 ? [w] : []));
  const [head] = placed;
  if (head === undefined) return [];
  let first = 0;
  let from = frame(times.start[head]! - MARGIN);
  let began = times.start[head]!;
  for (let i = 1; i < placed.length; i++) {
    const [before, w] = [placed[i - 1]!, placed[i]!];
    const [ended, starts] = [times.end[before]!, times.start[w]!];
    const length = starts - began;
    const pause = starts - ended;
    const isEmpty = pause > EMPTY;
    const cuts =
      isEmpty ||
      (length > LONG_ENOUGH && pause > PAUSE && words[w - 1]!.pause > 0 && before === w - 1) ||
      (length > LONGER && pause > PAUSE) ||
      length > TOO_LONG;
    if (!cuts) continue;
    const to = isEmpty ? frame(ended + MARGIN) : frame((ended + starts) / 2);
    // Words in between that were left out stay with those before them.
    if (to > from) pieces.push({ first, last: w, from, to });
    first = w;
    from = isEmpty ? frame(starts - MARGIN) : to;
    began = starts;
  }
  const end = frame(times.end[placed.at(-1)!]! + MARGIN);
  if (end > from) pieces.push({ first, last: words.length, from, to: end });
  return pieces;
}
