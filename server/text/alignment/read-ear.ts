import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createEar, type Ear } from "@/align";

// Seen from the folder in which every command and the site start.
const MODEL = join(process.cwd(), "align/model");

/** Reads the model and the dictionary that lie in the repository. */
export async function readEar(): Promise<Ear> {
  const file = (name: string) => readFile(join(MODEL, name));
  const [mdef, means, variances, sendump, transition_matrices, dictionary] = await Promise.all([
    file("mdef"),
    file("means"),
    file("variances"),
    file("sendump"),
    file("transition_matrices"),
    file("dictionary.gz"),
  ]);
  const files = { mdef, means, variances, sendump, transition_matrices };
  return createEar(files, gunzipSync(dictionary).toString("latin1"));
}
