import { carryAlignment, type Transcript } from "@/transcript";
import type { KnownTimes } from "./read-source";

/** Carries what is known of the times of words through an edit: words that stayed keep it, new ones have nothing. */
export function carryKnown(known: KnownTimes, before: Transcript, after: Transcript): KnownTimes {
  return {
    source: known.source,
    audio: known.audio,
    ends: known.ends && carryAlignment(before, after, known.ends),
    confidences: known.confidences && carryAlignment(before, after, known.confidences),
  };
}
