import type { Mask } from "./dialogue";
import { muffle, noise, samplesIn } from "./sounds";

// The fade at the edges of a mask: long enough not to click, short enough not to touch the neighbouring
// words.
const EDGE = 0.03;

/**
 * Makes a gap: dulls, lowers and covers the speech between two samples, in place. The gains below leave the
 * speech 2 to 4 dB under the noise (at 0 dB and more most listeners still follow at the first hearing, at -10
 * dB nobody does): incomprehensible at full speed, but recoverable by playing it slowly and repeatedly.
 */
export function mask(samples: Float32Array, from: number, to: number, kind: Mask, seed: number): void {
  const { cutoff, gain, cover } = KINDS[kind];
  const dull = muffle(samples.subarray(from, to), cutoff);
  const noisy = cover((to - from) / samplesIn(1), seed);
  const edge = samplesIn(EDGE);
  for (let i = 0; i < to - from; i++) {
    const wet = Math.min(1, i / edge, (to - from - i) / edge);
    const masked = dull[i]! * gain + (noisy[i] ?? 0);
    samples[from + i] = samples[from + i]! * (1 - wet) + masked * wet;
  }
}

const KINDS: Record<
  Mask,
  { cutoff: number; gain: number; cover: (s: number, seed: number) => Float32Array }
> = {
  // A lorry goes by: a swell of low noise, with some tyre hiss on top.
  lorry: {
    cutoff: 1100,
    gain: 0.6,
    cover: (seconds, seed) => {
      const rumble = muffle(noise(seconds, seed), 500);
      const hiss = muffle(noise(seconds, seed + 1), 2500);
      return rumble.map((value, i) => value * 0.44 + hiss[i]! * 0.08);
    },
  },
  // The other host speaks at the same time (the mix does that); this voice only turns away.
  crosstalk: {
    cutoff: 1000,
    gain: 0.55,
    cover: (seconds, seed) => muffle(noise(seconds, seed), 800).map((value) => value * 0.02),
  },
  // Turned away from the microphone and rummaging in paper, in bursts seven times a second.
  mumble: {
    cutoff: 650,
    gain: 0.65,
    cover: (seconds, seed) =>
      muffle(noise(seconds, seed), 3000).map(
        (value, i) => value * 0.235 * (0.35 + 0.65 * Math.abs(Math.sin((i / samplesIn(1)) * Math.PI * 7))),
      ),
  },
};
