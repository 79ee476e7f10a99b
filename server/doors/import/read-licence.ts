import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "./read-text";

// Full names or addresses only, so that a licence is never guessed.
const LICENCES: readonly (readonly [RegExp, string])[] = [
  [/creativecommons\.org\/licenses\/by-sa\/4\.0|Attribution-ShareAlike 4\.0/i, "CC BY-SA 4.0"],
  [/creativecommons\.org\/licenses\/by\/4\.0|Creative Commons Attribution 4\.0/i, "CC BY 4.0"],
  [/creativecommons\.org\/publicdomain\/zero\/1\.0|CC0 1\.0 Universal/i, "CC0 1.0"],
];
// NonCommercial and NoDerivatives licences contain the same words, but are not in the list.
const NARROWER = /NonCommercial|NoDerivatives|by-nc|by-nd/i;

/**
 * Reads the licence of a folder's texts from its LICENSE; null if there is none or it is not one of these.
 */
export async function readLicence(folder: string, root: string): Promise<string | null> {
  const names = (await readdir(folder)).filter((name) => /^(?:licen[cs]e|copying)\b/i.test(name)).sort();
  for (const name of names) {
    const read = await readText(join(folder, name), root);
    if (!read.ok || NARROWER.test(read.text)) continue;
    const found = LICENCES.find(([pattern]) => pattern.test(read.text));
    if (found) return found[1];
  }
  return null;
}
