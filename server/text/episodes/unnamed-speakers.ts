import { isUnnamed } from "@/transcript";
import type { ReadableTranscript } from "./read-transcript";

/** A speaker whose label is only a number, and where they are first heard. */
export interface UnnamedSpeaker {
  readonly label: string;
  /** How many turns they have. */
  readonly turns: number;
  /** The first turn with words: its start in seconds, its first paragraph, its first words. */
  readonly start: number;
  readonly segmentId: number;
  readonly opening: string;
}

// No episode has more voices; where a recogniser found more, the others are named afterwards.
const MOST = 50;

/** Finds the speakers of a transcript who have no names yet, in the order in which they are heard; fifty at most. */
export function unnamedSpeakers({ turns }: Pick<ReadableTranscript, "turns">): readonly UnnamedSpeaker[] {
  const found = new Map<string, UnnamedSpeaker>();
  for (const { kind, name, start, segments, opening } of turns) {
    if (kind !== "speech" || name === null || !isUnnamed(name)) continue;
    const known = found.get(name);
    if (!known && found.size === MOST) continue;
    // The opening of a turn is cut behind a few words, most often within a sentence.
    const said = opening && !/[.!?]["”]?$/.test(opening) ? `${opening} …` : opening;
    const here = { label: name, start, segmentId: segments[0]?.id ?? 1, opening: said };
    const first = known && (known.opening || !opening) ? known : here;
    found.set(name, { ...first, turns: (known?.turns ?? 0) + 1 });
  }
  return [...found.values()];
}
