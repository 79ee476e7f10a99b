import { merge, serializeRange, type Transcript } from "@/transcript";

/** A merged text cut at its conflicts: around, place, around, place, … around. */
export interface ConflictPlaces {
  /** What is proposed to stand at each conflict. */
  readonly places: readonly string[];
  /** The text before, between and after them: one more than there are places. */
  readonly around: readonly string[];
}

/** Where two changes of one base conflict, for somebody to settle; null where they do not. */
export function findConflictPlaces(
  base: Transcript,
  ours: Transcript,
  theirs: Transcript,
): ConflictPlaces | null {
  const merged = merge(base, ours, theirs);
  if (merged.ok) return null;
  const { transcript, conflicts } = merged;
  const around: string[] = [];
  let before = transcript.lead;
  let at = 0;
  for (const { segments } of conflicts) {
    const [start, end] = segments.merged;
    around.push(before + serializeRange(transcript, at, start));
    before = "";
    at = end;
  }
  around.push(before + serializeRange(transcript, at, transcript.segments.length));
  return { places: conflicts.map((conflict) => conflict.theirs), around };
}
