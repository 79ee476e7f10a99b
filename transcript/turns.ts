import type { Transcript } from "./model";

/** Consecutive segments of one speaker. */
export interface Turn {
  /** The speaker of the turn; null for a marker, and where nobody is named. */
  readonly speaker: string | null;
  /** `unattributed` is text at the start or right after a marker: no speaker is named, and none is assumed. */
  readonly kind: "speech" | "marker" | "unattributed";
  /** Its first and last segment (inclusive). */
  readonly first: number;
  readonly last: number;
}

/** The turns in order; every segment is in exactly one. Each label opens a turn, even if it repeats the name. */
export function turns(transcript: Transcript): Turn[] {
  const found: Turn[] = [];
  transcript.segments.forEach((segment, i) => {
    const open = found.at(-1);
    if (segment.kind === "text" && open && open.kind !== "marker") {
      found[found.length - 1] = { ...open, last: i };
    } else if (segment.kind === "text") {
      found.push({ speaker: null, kind: "unattributed", first: i, last: i });
    } else {
      const speaker = segment.kind === "speech" ? segment.name : null;
      found.push({ speaker, kind: segment.kind, first: i, last: i });
    }
  });
  return found;
}
