import { ByteReader, readSphinxHeader } from "./bytes";
import { type Definition, readDefinition, STATES } from "./read-definition";
import { DENSITIES, type Gaussians, readGaussians, STREAMS } from "./read-gaussians";

/** The files of a Sphinx model, by their names. */
export interface ModelFiles {
  readonly mdef: Uint8Array;
  readonly means: Uint8Array;
  readonly variances: Uint8Array;
  readonly sendump: Uint8Array;
  readonly transition_matrices: Uint8Array;
}

/** What is known about the sounds of a language. */
export interface Model {
  readonly definition: Definition;
  readonly gaussians: Gaussians;
  /** The weight of each density for each senone, as a step of `WEIGHT_STEP`: [senone][stream][density]. */
  readonly weights: Uint8Array;
  /** Log-probabilities to go on: [matrix][from state][to state], where state 3 is the end of the phone. */
  readonly moves: Float32Array;
}

/** What stands for "cannot be": less than any sum of real scores. */
export const NEVER = -1e30;
/** A weight's step in nats: weights are kept as powers of 1.0001^1024. */
export const WEIGHT_STEP = 1024 * Math.log(1.0001);
/** The columns of a matrix of transitions. */
export const TARGETS = STATES + 1;

// A move that was never seen in training is unlikely, not impossible.
const LEAST_PROBABILITY = 1e-4;

/**
 * Reads an acoustic model of CMU Sphinx: a phonetically tied mixture, in which all states of a phone share its Gaussians
 * and differ in their weights.
 *
 * @throws Error if a file is of another kind or shape
 */
export function readModel(files: ModelFiles): Model {
  const definition = readDefinition(files.mdef);
  return {
    definition,
    gaussians: readGaussians(files),
    weights: readWeights(files.sendump, definition.senones),
    moves: readMoves(files.transition_matrices),
  };
}

function readWeights(bytes: Uint8Array, senones: number): Uint8Array {
  const reader = new ByteReader(bytes);
  // A title, a name, and settings as text, each behind its length; a length of 0 ends them.
  reader.text(reader.int32());
  reader.text(reader.int32());
  for (let length = reader.int32(); length > 0; length = reader.int32()) {
    const clusters = /cluster_count (\d+)/.exec(reader.text(length))?.[1];
    if (clusters && clusters !== "0") throw new Error("Weights in clusters cannot be read.");
  }
  const [rows, columns] = [reader.int32(), reader.int32()];
  if (rows !== DENSITIES || columns < senones) throw new Error("These weights are of another model.");
  const weights = new Uint8Array(senones * STREAMS * DENSITIES);
  for (let stream = 0; stream < STREAMS; stream++)
    for (let density = 0; density < DENSITIES; density++) {
      for (let senone = 0; senone < senones; senone++)
        weights[(senone * STREAMS + stream) * DENSITIES + density] = bytes[reader.at + senone]!;
      reader.at += columns;
    }
  return weights;
}

function readMoves(bytes: Uint8Array): Float32Array {
  const reader = readSphinxHeader(bytes);
  const [matrices, states, targets] = [reader.int32(), reader.int32(), reader.int32()];
  reader.int32();
  if (states !== STATES || targets !== TARGETS) throw new Error("These transitions are of another model.");
  const moves = new Float32Array(matrices * STATES * TARGETS);
  for (let row = 0; row < matrices * STATES; row++) {
    const values = Array.from({ length: TARGETS }, () => reader.float32());
    const sum = values.reduce((a, b) => a + b, 0);
    values.forEach((value, target) => {
      moves[row * TARGETS + target] = value > 0 ? Math.log(Math.max(value / sum, LEAST_PROBABILITY)) : NEVER;
    });
  }
  return moves;
}
