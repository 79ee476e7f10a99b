import { type Model, type ModelFiles, readModel } from "./acoustic/read-model";
import { createScorers, type Frames, type Scorer } from "./acoustic/scorer";
import { Dictionary } from "./speech/dictionary";

/** What the built-in aligner knows: its model and its dictionary, and how to score a sound by the model. */
export interface Ear {
  readonly model: Model;
  readonly dictionary: Dictionary;
  readonly scorerOf: (frames: Frames) => Scorer;
}

/**
 * Reads the model and the dictionary of align/model.
 *
 * @throws Error if a file is not what its name says
 */
export function createEar(files: ModelFiles, dictionary: string): Ear {
  const model = readModel(files);
  return { model, dictionary: new Dictionary(dictionary), scorerOf: createScorers(model) };
}
