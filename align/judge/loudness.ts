import { CEPSTRUM_SCALE, type Cepstra, FRAME_RATE } from "../sound/cepstra";
import { CEPSTRA } from "../sound/mel";

/** How loud each second of a sound is, by its first cepstrum: five times the mean logarithm of the power of its bands. */
export interface Loudness {
  /** The mean of each second. Speech at a usual level is at about 58; 20 decibels less are 23 units less. */
  readonly mean: Float32Array;
  /** How much it changes within the second: speech comes in syllables, music is steadier. */
  readonly change: Float32Array;
}

/** Measures how loud a sound is, second by second. */
export function measureLoudness(cepstra: Cepstra): Loudness {
  const seconds = Math.ceil(cepstra.length / FRAME_RATE);
  const mean = new Float32Array(seconds);
  const change = new Float32Array(seconds);
  const frames = new Int16Array(FRAME_RATE * CEPSTRA);
  for (let second = 0; second < seconds; second++) {
    const from = second * FRAME_RATE;
    const count = Math.min(FRAME_RATE, cepstra.length - from);
    cepstra.read(from, from + count, frames);
    let sum = 0;
    let squares = 0;
    for (let t = 0; t < count; t++) {
      const level = frames[t * CEPSTRA]! / CEPSTRUM_SCALE;
      sum += level;
      squares += level * level;
    }
    mean[second] = sum / count;
    change[second] = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  }
  return { mean, change };
}

/** The level that so large a share of the seconds does not exceed. */
export function levelOf({ mean }: Loudness, share: number): number {
  return mean.toSorted()[Math.floor(share * Math.max(0, mean.length - 1))] ?? 0;
}
