import { type Segment, sharedEnds, type Transcript } from "@/transcript";

/**
 * The new text, with segments that it shares with the text before as the same objects in memory: caches by
 * segment (`countSpoken`, `measure`) stay valid, and many revisions of a long text take little more memory
 * than one.
 */
export function continueFrom(before: Transcript, after: Transcript): Transcript {
  const { first, last } = sharedEnds(before, after);
  const { segments } = before;
  return {
    ...after,
    segments: [
      ...segments.slice(0, first),
      ...after.segments.slice(first, after.segments.length - last).map(copyOf),
      ...segments.slice(segments.length - last),
    ],
  };
}

/** A substring keeps its whole source string in memory; a copy does not. */
const copyOf = (segment: Segment): Segment => JSON.parse(JSON.stringify(segment));
