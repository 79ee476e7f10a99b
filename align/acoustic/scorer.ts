import { KERNEL } from "./kernel";
import { STATES } from "./read-definition";
import { PADDED, STREAMS } from "./read-gaussians";
import { type Model, WEIGHT_STEP } from "./read-model";

/** The features of a sound as the model wants them: 42 whole numbers a frame, in units of `FEATURE_SCALE`. */
export interface Frames {
  /** How many frames there are, 100 a second. */
  readonly length: number;
  /** Writes the features of the frames [from, to) into `target`. */
  write(from: number, to: number, target: Int16Array): void;
}

/** Says how well a frame of a sound fits the states of a model. Scores are log-likelihoods in nats. */
export interface Scorer {
  /** Goes to a frame. */
  go(frame: number): void;
  /** The score of the frame for a senone. */
  senone(id: number): number;
  /** Scores the phones without context into `phones`, each by its best state. Returns the best score of all. */
  scorePhones(): number;
  /** What `scorePhones` found, by the phone's number. */
  readonly phones: Float32Array;
}

/** Numbers of a frame. */
export const FRAME = STREAMS * PADDED;
/** How many densities are mixed for each stream: the best, as in pocketsphinx. */
export const BEST = 4;

// What is copied to the kernel at once: a few seconds.
const WINDOW = 512;
const DECAY_STEPS = 2560;

/** e^-x in steps of 1/256 nat, and each weight as a probability: the tables of both scorers. */
export const DECAY = Float32Array.from({ length: DECAY_STEPS }, (_, step) => Math.exp(-(step + 0.5) / 256));
export const WEIGHTS = Float32Array.from({ length: 256 }, (_, step) => Math.exp(-step * WEIGHT_STEP));

interface Kernel {
  readonly memory: WebAssembly.Memory;
  layout(codebooks: number, senones: number, phones: number, frames: number): number;
  atFactors(): number;
  atPeaks(): number;
  atWeights(): number;
  atCodebooks(): number;
  atDecay(): number;
  atWeightOf(): number;
  atPhoneStates(): number;
  atPhoneScores(): number;
  atFeatures(): number;
  go(index: number): void;
  senone(id: number): number;
  scorePhones(): number;
}

let compiled: WebAssembly.Module | undefined;

/**
 * Makes scorers for a model, which share its tables. Several may be used in turn. They are WebAssembly with SIMD;
 * `createPlainScorer` computes the same without.
 */
export function createScorers(model: Model): (frames: Frames) => Scorer {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (sign) => sign.charCodeAt(0)));
  const kernel = new WebAssembly.Instance(compiled, {}).exports as unknown as Kernel;
  const { definition, gaussians, weights } = model;
  const phones = definition.names.length;
  const means = kernel.layout(gaussians.codebooks, definition.senones, phones, WINDOW);
  // The memory has its final size now, so these views stay valid.
  const { buffer } = kernel.memory;
  new Int16Array(buffer, means, gaussians.means.length).set(gaussians.means);
  new Int16Array(buffer, kernel.atFactors(), gaussians.factors.length).set(gaussians.factors);
  new Int32Array(buffer, kernel.atPeaks(), gaussians.peaks.length).set(gaussians.peaks);
  new Uint8Array(buffer, kernel.atWeights(), weights.length).set(weights);
  new Uint8Array(buffer, kernel.atCodebooks(), definition.senones).set(definition.codebooks);
  new Float32Array(buffer, kernel.atDecay(), DECAY_STEPS).set(DECAY);
  new Float32Array(buffer, kernel.atWeightOf(), 256).set(WEIGHTS);
  new Uint16Array(buffer, kernel.atPhoneStates(), phones * STATES).set(
    definition.states.subarray(0, phones * STATES),
  );
  const scores = new Float32Array(buffer, kernel.atPhoneScores(), phones);
  const features = new Int16Array(buffer, kernel.atFeatures(), WINDOW * FRAME);

  // Whose features are in the kernel.
  let user: Frames | undefined;
  let first = 0;
  let last = 0;
  return (frames) => {
    return {
      go(frame) {
        if (user !== frames || frame < first || frame >= last) {
          user = frames;
          first = frame;
          last = Math.min(frames.length, frame + WINDOW);
          frames.write(first, last, features);
        }
        kernel.go(frame - first);
      },
      senone: kernel.senone,
      scorePhones: kernel.scorePhones,
      phones: scores,
    };
  };
}
