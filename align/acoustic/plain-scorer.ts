import { STATES } from "./read-definition";
import { DENSITIES, NAT, PADDED, STREAMS } from "./read-gaussians";
import { type Model, NEVER } from "./read-model";
import { BEST, DECAY, FRAME, type Frames, type Scorer, WEIGHTS } from "./scorer";

/**
 * The twin of the kernel: the same scores, number for number, in plain TypeScript, to be read first and to test the
 * kernel with. Some ten times as slow.
 *
 * The score of a senone is that of a mixture of Gaussians, in each of three streams: the best four of 128 densities,
 * times the senone's weights. See Huang, Alleva, Hon, Hwang and Rosenfeld, "The SPHINX-II Speech Recognition System: An
 * Overview" (1992), on semi-continuous models.
 */
export function createPlainScorer(model: Model, frames: Frames): Scorer {
  const { definition, gaussians, weights } = model;
  const x = new Int16Array(FRAME);
  const phones = new Float32Array(definition.names.length);
  let codebooks = new Map<number, Codebook>();

  const senone = (id: number): number => {
    const number = definition.codebooks[id]!;
    let codebook = codebooks.get(number);
    if (!codebook) {
      codebook = scoreCodebook(number);
      codebooks.set(number, codebook);
    }
    let product = 1;
    codebook.streams.forEach((best, stream) => {
      const row = (id * STREAMS + stream) * DENSITIES;
      let sum = 0;
      for (const { density, share } of best) sum += WEIGHTS[weights[row + density]!]! * share;
      product *= sum;
    });
    return Math.fround(codebook.sum + ln(product + 1e-300));
  };

  const scoreCodebook = (number: number): Codebook => {
    let total = 0;
    const streams = Array.from({ length: STREAMS }, (_, stream) => {
      const group = number * STREAMS + stream;
      const scores = Array.from({ length: DENSITIES }, (_, density) => ({
        density,
        score: scoreDensity(group, density, stream),
      }));
      // A stable sort: of two that are equal, the first stands first.
      const best = scores.toSorted((a, b) => b.score - a.score).slice(0, BEST);
      const top = best[0]!.score;
      total += top;
      return best.map(({ density, score }, i) => ({
        density,
        share: i === 0 ? 1 : (DECAY[(top - score) >> 2] ?? 0),
      }));
    });
    return { streams, sum: total / NAT };
  };

  const scoreDensity = (group: number, density: number, stream: number): number => {
    let sum = gaussians.peaks[group * DENSITIES + density]!;
    for (let k = 0; k < PADDED; k++) {
      const place = group * PADDED * DENSITIES + ((k >> 1) * DENSITIES + density) * 2 + (k & 1);
      const gap = x[stream * PADDED + k]! - gaussians.means[place]!;
      const distance = (gap * gaussians.factors[place]! + 0x4000) >> 15;
      sum -= distance * distance;
    }
    return sum;
  };

  return {
    go(frame) {
      frames.write(frame, frame + 1, x);
      codebooks = new Map();
    },
    senone,
    scorePhones() {
      let best = NEVER;
      for (let phone = 0; phone < phones.length; phone++) {
        const states = definition.states.subarray(phone * STATES, (phone + 1) * STATES);
        phones[phone] = Math.max(...Array.from(states, senone));
        best = Math.max(best, phones[phone]!);
      }
      return best;
    },
    phones,
  };
}

interface Codebook {
  readonly streams: readonly (readonly { density: number; share: number }[])[];
  readonly sum: number;
}

/** The kernel's logarithm: by the exponent, and the series of 2·artanh for the rest. */
function ln(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  view.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = view.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent++;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  const q = z * z;
  return exponent * Math.LN2 + 2 * z * (1 + q * (1 / 3 + q * (0.2 + q * (1 / 7 + q * (1 / 9)))));
}
