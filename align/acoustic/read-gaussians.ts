import { readSphinxHeader } from "./bytes";

/** Cepstra, their changes, and the changes of these: the model scores each as a stream of its own. */
export const STREAMS = 3;
/** How many numbers a stream has in a frame. */
export const DIMENSIONS = 13;
/** How many Gaussians a codebook has for each stream. */
export const DENSITIES = 128;
/** Numbers of a stream as they lie in memory: in pairs, so that one instruction multiplies and adds two. */
export const PADDED = 14;

/** A feature of 1 is this many units, so that 16 bits hold ±109: more than any mean of the model. */
export const FEATURE_SCALE = 150;
/** A distance of one standard deviation (times √½) is this many units. */
const DISTANCE_SCALE = 32;
/** A log-likelihood of one nat is this many units: squared distances are added as they are. */
export const NAT = DISTANCE_SCALE * DISTANCE_SCALE;
// Sixteen bits of a fraction: a distance is a feature times this factor, shifted.
const FACTOR_SCALE = (DISTANCE_SCALE / FEATURE_SCALE) * 32768;
// Below this variance, seven squared distances no longer fit into 31 bits. Only Gaussians that no senone uses are so
// narrow.
const LEAST_VARIANCE = 0.18;

/** The Gaussians of a model as whole numbers. */
export interface Gaussians {
  readonly codebooks: number;
  /** Means, in units of `FEATURE_SCALE`: [codebook][stream][pair][density][2]. */
  readonly means: Int16Array;
  /** 1 / (standard deviation · √2), as fractions of 2¹⁵: [codebook][stream][pair][density][2]. */
  readonly factors: Int16Array;
  /** The log-likelihood at the mean, in units of `NAT`: [codebook][stream][density]. */
  readonly peaks: Int32Array;
}

/**
 * Reads the Gaussians of a Sphinx model from its files `means` and `variances`.
 *
 * @throws Error if their shape is not that of a phonetically tied model with three streams of 13
 */
export function readGaussians(files: { means: Uint8Array; variances: Uint8Array }): Gaussians {
  const means = readValues(files.means);
  const variances = readValues(files.variances);
  const groups = means.codebooks * STREAMS;
  const made: Gaussians = {
    codebooks: means.codebooks,
    means: new Int16Array(groups * PADDED * DENSITIES),
    factors: new Int16Array(groups * PADDED * DENSITIES),
    peaks: new Int32Array(groups * DENSITIES),
  };
  for (let group = 0; group < groups; group++) {
    for (let density = 0; density < DENSITIES; density++) {
      let peak = 0;
      for (let k = 0; k < DIMENSIONS; k++) {
        const from = (group * DENSITIES + density) * DIMENSIONS + k;
        const to = group * PADDED * DENSITIES + ((k >> 1) * DENSITIES + density) * 2 + (k & 1);
        const variance = Math.max(variances.values[from]!, LEAST_VARIANCE);
        made.means[to] = Math.round(means.values[from]! * FEATURE_SCALE);
        made.factors[to] = Math.round(FACTOR_SCALE / Math.sqrt(2 * variance));
        peak -= 0.5 * Math.log(2 * Math.PI * variance);
      }
      made.peaks[group * DENSITIES + density] = Math.round(peak * NAT);
    }
  }
  return made;
}

function readValues(bytes: Uint8Array): { codebooks: number; values: Float32Array } {
  const reader = readSphinxHeader(bytes);
  const [codebooks = 0, streams = 0, densities] = [reader.int32(), reader.int32(), reader.int32()];
  const lengths = Array.from({ length: streams }, () => reader.int32());
  if (streams !== STREAMS || densities !== DENSITIES || lengths.some((length) => length !== DIMENSIONS))
    throw new Error("This model has another shape than the one that this code reads.");
  const values = Float32Array.from({ length: reader.int32() }, () => reader.float32());
  return { codebooks, values };
}
