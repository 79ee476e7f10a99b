import { BANDS } from "./mel";

// How fast what is known of the noise follows the sound: slowly up, at once down.
const RISE = 0.995;
const FALL = 0.5;
const POWER = 0.7;
// A loud moment hides what follows it, as in the ear: so much of its peak, and what is left of what it hides.
const MASK = 0.85;
const MASKED = 0.2;
// A band is changed by no more than this factor, and its gain is that of its neighbours too.
const MOST_GAIN = 20;
const NEIGHBOURS = 4;
// Before anything is known, noise is so much softer than the first frame.
const FIRST_NOISE = 1 / 20;

/**
 * Takes steady noise out of the bands of one frame after the other, in place. This is what the model's training did
 * (Sphinx's `-remove_noise`), after Kim and Stern, "Power-Normalized Cepstral Coefficients (PNCC) for Robust Speech
 * Recognition" (2012), and its asymmetric filtering with temporal masking.
 */
export function createNoiseRemoval(): (bands: Float64Array) => void {
  const power = new Float64Array(BANDS);
  const noise = new Float64Array(BANDS);
  const floor = new Float64Array(BANDS);
  const peak = new Float64Array(BANDS);
  const gain = new Float64Array(BANDS);
  let first = true;
  const follow = (kept: number, value: number) => {
    const share = value >= kept ? RISE : FALL;
    return share * kept + (1 - share) * value;
  };

  return (bands) => {
    for (let i = 0; i < BANDS; i++) {
      if (first) {
        power[i] = bands[i]!;
        noise[i] = floor[i] = bands[i]! * FIRST_NOISE;
      }
      power[i] = POWER * power[i]! + (1 - POWER) * bands[i]!;
      noise[i] = follow(noise[i]!, power[i]!);
      const heard = Math.max(1, power[i]! - noise[i]!);
      floor[i] = follow(floor[i]!, heard);
      peak[i] = peak[i]! * MASK;
      const left = heard < MASK * peak[i]! ? peak[i]! * MASKED : heard;
      peak[i] = Math.max(peak[i]!, heard);
      const share = Math.max(left, floor[i]!) / power[i]!;
      // Not a number where there is no power at all.
      gain[i] = share >= 1 / MOST_GAIN ? Math.min(share, MOST_GAIN) : 1 / MOST_GAIN;
    }
    first = false;
    for (let i = 0; i < BANDS; i++) {
      const from = Math.max(0, i - NEIGHBOURS);
      const to = Math.min(BANDS - 1, i + NEIGHBOURS);
      let sum = 0;
      for (let j = from; j <= to; j++) sum += gain[j]!;
      bands[i] = (bands[i]! * sum) / (to - from + 1);
    }
  };
}
