import type { Stretch } from "../port";
import { type Loudness, levelOf } from "./loudness";

interface Found {
  readonly starts: readonly (number | null)[];
  readonly ends: Float64Array;
  readonly loudness: Loudness;
  readonly duration: number;
}

// Shorter than this, it is a pause between sentences.
const LEAST = 3;
// So much softer than the loud parts, nobody speaks: 26 decibels, as units of the first cepstrum.
const QUIET = 30;
const LOUD_SHARE = 0.9;
// Music changes less than this within a second, speech more: 3.6 and 5.9 in the mean on recordings with noise, and
// speech far more where there is none.
const STEADY = 4.6;
// A single second says little: the mean of so many before and after is taken.
const AROUND = 2;

/** Names the stretches in which no word of the text is spoken, by what is heard there. */
export function findStretches({ starts, ends, loudness, duration }: Found): Stretch[] {
  const stretches: Stretch[] = [];
  const quiet = levelOf(loudness, LOUD_SHARE) - QUIET;
  let from = 0;
  const close = (to: number) => {
    if (to - from >= LEAST) stretches.push(...split(from, to, loudness, quiet));
  };
  starts.forEach((start, w) => {
    if (start === null) return;
    close(start);
    from = Math.max(from, ends[w]!);
  });
  close(duration);
  return stretches;
}

function split(from: number, to: number, loudness: Loudness, quiet: number): Stretch[] {
  const kindOf = (second: number): Stretch["kind"] => {
    let level = 0;
    let change = 0;
    let count = 0;
    const last = Math.min(Math.ceil(to) - 1, loudness.mean.length - 1);
    for (let s = Math.max(Math.floor(from), second - AROUND); s <= Math.min(last, second + AROUND); s++) {
      level += loudness.mean[s]!;
      change += loudness.change[s]!;
      count++;
    }
    if (count === 0 || level / count < quiet) return "unspoken";
    return change / count < STEADY ? "music" : "foreign";
  };
  const parts: { kind: Stretch["kind"]; from: number; to: number }[] = [];
  for (let second = Math.floor(from); second < to; second++) {
    const kind = kindOf(second);
    const last = parts.at(-1);
    const [begin, end] = [Math.max(from, second), Math.min(to, second + 1)];
    if (last?.kind === kind) last.to = end;
    else parts.push({ kind, from: begin, to: end });
  }
  // A part that is too short to be named belongs to what was before it, or behind.
  const joined: typeof parts = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && (last.kind === part.kind || part.to - part.from < LEAST)) last.to = part.to;
    else if (last && last.to - last.from < LEAST) Object.assign(last, { kind: part.kind, to: part.to });
    else joined.push({ ...part });
  }
  return joined;
}
