import { SAMPLES } from "./power-spectrum";

/** Samples a second that the model was trained on. */
export const RATE = 16_000;
/** Bands of hearing, and numbers that describe their outline. */
export const BANDS = 25;
export const CEPSTRA = 13;

// feat.params of the model: -lowerf, -upperf and -lifter.
const LOWEST = 130;
const HIGHEST = 6800;
const LIFTER = 22;

const toMel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
const toHertz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);

/** A band: what it takes of each frequency, from its first on. */
interface Band {
  readonly first: number;
  readonly shares: Float64Array;
}

/** Triangular bands of equal width in mel and equal area, with edges on whole frequencies, as Sphinx makes them. */
export function createBands(): readonly Band[] {
  const step = RATE / SAMPLES;
  const width = (toMel(HIGHEST) - toMel(LOWEST)) / (BANDS + 1);
  const edge = (i: number) => Math.floor(toHertz(toMel(LOWEST) + i * width) / step + 0.5) * step;
  return Array.from({ length: BANDS }, (_, i) => {
    const [low, middle, high] = [edge(i), edge(i + 1), edge(i + 2)];
    const first = Math.ceil(low / step);
    const shares = Float64Array.from({ length: Math.floor(high / step) - first + 1 }, (_, k) => {
      const hertz = (first + k) * step;
      const rise = (hertz - low) / (middle - low);
      const fall = (high - hertz) / (high - middle);
      return (Math.min(rise, fall) * 2) / (high - low);
    });
    return { first, shares };
  });
}

/** The cosine transform that makes cepstra of the bands' logarithms, with Sphinx's lifter: [cepstrum][band]. */
export function createCosines(): Float64Array {
  const table = new Float64Array(CEPSTRA * BANDS);
  for (let k = 0; k < CEPSTRA; k++) {
    const lift = 1 + (LIFTER / 2) * Math.sin((k * Math.PI) / LIFTER);
    for (let band = 0; band < BANDS; band++)
      table[k * BANDS + band] =
        Math.cos((Math.PI / BANDS) * k * (band + 0.5)) * Math.sqrt((k > 0 ? 2 : 1) / BANDS) * lift;
  }
  return table;
}
