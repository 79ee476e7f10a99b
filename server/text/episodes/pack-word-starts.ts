import { packVarints } from "@/lib/varints";
import type { WordStarts } from "./time-text";

/**
 * Packs word starts for the browser as lib/varints, which parse faster than JSON and leave no garbage to
 * collect:
 *
 * - the number of paragraphs, and the number of words in each;
 * - the number of ends, and for each its word and its hundredths of a second;
 * - the number of stretches whose words have no sure time, and for each its first word and how many there are;
 * - for each word, the hundredths of a second since the one before.
 */
export function packWordStarts({ counts, deltas, ends, unsure }: WordStarts): Uint8Array<ArrayBuffer> {
  return packVarints(
    [[counts.length], counts, [ends.length / 2], ends, [unsure.length / 2], unsure, deltas].flat(),
  );
}
