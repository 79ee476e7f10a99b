import { packVarints } from "@/lib/varints";
import type { WordStarts } from "./time-text";

/**
 * The starts of the words as a browser is sent them: numbers, as lib/varints writes them, which are read in less time
 * than JSON and leave nothing to be collected.
 *
 * - how many paragraphs there are, and how many words each of them has;
 * - how many ends there are, and for each its word and its hundredths of a second;
 * - for each of the words, the hundredths of a second since the one before.
 */
export function packWordStarts({ counts, deltas, ends }: WordStarts): Uint8Array<ArrayBuffer> {
  return packVarints([counts.length, ...counts, ends.length / 2, ...ends, ...deltas]);
}
