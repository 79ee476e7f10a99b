import { type Segment, sharedEnds, type Transcript } from "@/transcript";

/**
 * A text with the segments that it shares with the one before being the very same in memory: what is known of a segment
 * stays known (`countSpoken`, `measure`), and many revisions of a long text take little more room than one.
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

/** A piece of a string holds the whole of it in memory; a copy does not. */
const copyOf = (segment: Segment): Segment => JSON.parse(JSON.stringify(segment));
