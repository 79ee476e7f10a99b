/** Samples a second that aligners want. */
export const RATE = 16_000;

// The model hears up to 6.8 kHz: what lies above 8 kHz may fold back to there, and no further.
const TRANSITION = 2400;
const LEAST_REACH = 16;
const MOST_PHASES = 16_000;

/**
 * Brings one channel to 16,000 samples a second as it comes: a windowed sinc, one set of weights for each place between
 * two samples. (Smith and Gossett, "A Flexible Sampling-Rate Conversion Method", 1984.)
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #reach: number;
  readonly #weights: Float32Array;
  /** Samples that are still needed, the first `reach` of them before the next to be made. */
  #rest: Float32Array;
  /** The place of the next sample behind the first that may be in the middle, in parts of `up`. */
  #phase = 0;

  constructor(rate: number) {
    const common = greatestDivisor(rate, RATE);
    this.#up = Math.min(MOST_PHASES, RATE / common);
    this.#down = Math.round((this.#up * rate) / RATE);
    // For Hann's window: 3.1 divided by its length is the width of the transition.
    this.#reach = Math.max(LEAST_REACH, Math.ceil((3.1 * rate) / TRANSITION / 2));
    const taps = 2 * this.#reach;
    this.#weights = new Float32Array(this.#up * taps);
    const cut = Math.min(1, RATE / rate) * (rate < RATE ? 0.95 : 1);
    for (let phase = 0; phase < this.#up; phase++) {
      let sum = 0;
      for (let k = 0; k < taps; k++) {
        const x = k - this.#reach + 1 - phase / this.#up;
        const sinc = x === 0 ? 1 : Math.sin(Math.PI * cut * x) / (Math.PI * cut * x);
        const weight = sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / this.#reach));
        this.#weights[phase * taps + k] = Math.abs(x) < this.#reach ? weight : 0;
        sum += this.#weights[phase * taps + k]!;
      }
      for (let k = 0; k < taps; k++) this.#weights[phase * taps + k]! /= sum;
    }
    this.#rest = new Float32Array(this.#reach - 1);
  }

  /** Adds samples; returns those that can be made by now. */
  push(samples: Float32Array): Float32Array {
    if (this.#up === this.#down) return samples;
    const taps = 2 * this.#reach;
    const all = new Float32Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const made = new Float32Array(Math.max(0, Math.ceil(((all.length + 1) * this.#up) / this.#down)));
    let count = 0;
    let at = 0;
    let phase = this.#phase;
    for (; at + taps <= all.length; count++) {
      const row = phase * taps;
      let sum = 0;
      for (let k = 0; k < taps; k++) sum += all[at + k]! * this.#weights[row + k]!;
      made[count] = sum;
      phase += this.#down;
      at += Math.floor(phase / this.#up);
      phase %= this.#up;
    }
    this.#phase = phase;
    // A step is shorter than the weights, so the next place is never beyond what has come.
    this.#rest = all.slice(at);
    return made.subarray(0, count);
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
