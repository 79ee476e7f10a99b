import { FEATURE_SCALE, PADDED } from "../acoustic/read-gaussians";
import { FRAME, type Frames } from "../acoustic/scorer";
import { CEPSTRUM_SCALE, type Cepstra } from "./cepstra";
import { CEPSTRA } from "./mel";

/** Frames before and after over which the mean is taken: three seconds each way, so that a new voice soon fits. */
const AROUND = 300;
// A change is taken over two frames each way, and the change of changes over one more.
const REACH = 3;
const LIMIT = 16_383;

const limited = (units: number) => Math.max(-LIMIT, Math.min(LIMIT, Math.round(units)));

/**
 * The features of the model, made of cepstra when they are asked for: the cepstra without their mean over the seconds
 * around (so that neither microphone nor room matters), their changes over 40 ms, and the changes of these. Sphinx calls
 * this `1s_c_d_dd`, with `cmn`. The model is used frame by frame, so nothing of it has to be kept.
 */
export function createFeatures(cepstra: Cepstra): Frames {
  const toUnits = FEATURE_SCALE / CEPSTRUM_SCALE;
  return {
    length: cepstra.length,
    write(from, to, target) {
      const low = Math.max(0, from - AROUND);
      const high = Math.min(cepstra.length, to + AROUND);
      const start = Math.min(low, from - REACH);
      const raw = new Int16Array((Math.max(high, to + REACH) - start) * CEPSTRA);
      cepstra.read(start, Math.max(high, to + REACH), raw);
      // Sums of whole numbers are exact, however long they are carried along.
      const sums = new Float64Array(CEPSTRA);
      let [first, last] = [low, low];
      for (let t = from; t < to; t++) {
        for (const until = Math.min(cepstra.length, t + AROUND); last < until; last++)
          for (let k = 0; k < CEPSTRA; k++) sums[k] = sums[k]! + raw[(last - start) * CEPSTRA + k]!;
        for (const since = Math.max(0, t - AROUND); first < since; first++)
          for (let k = 0; k < CEPSTRA; k++) sums[k] = sums[k]! - raw[(first - start) * CEPSTRA + k]!;
        const count = last - first;
        const place = (t - from) * FRAME;
        const now = (t - start) * CEPSTRA;
        for (let k = 0; k < CEPSTRA; k++) {
          const at = now + k;
          target[place + k] = limited((raw[at]! - sums[k]! / count) * toUnits);
          const change = raw[at + 2 * CEPSTRA]! - raw[at - 2 * CEPSTRA]!;
          target[place + PADDED + k] = limited(change * toUnits);
          const later = raw[at + 3 * CEPSTRA]! - raw[at - CEPSTRA]!;
          const sooner = raw[at + CEPSTRA]! - raw[at - 3 * CEPSTRA]!;
          target[place + 2 * PADDED + k] = limited((later - sooner) * toUnits);
        }
      }
    },
  };
}
