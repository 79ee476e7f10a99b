import { counts, type Segment, type SegmentKind, type Transcript, turns } from "@/transcript";

/** What is kept of a segment beside its id. */
export interface SegmentMeasure {
  readonly kind: SegmentKind;
  readonly words: number;
  readonly gaps: number;
}

/** How much one person says in an episode. */
export interface SpeakerMeasure {
  readonly name: string;
  readonly turns: number;
  readonly words: number;
}

/** What the database keeps of a text so that it need not be read again: all of it can be made anew. */
export interface Measure {
  readonly words: number;
  readonly gaps: number;
  readonly segments: readonly SegmentMeasure[];
  readonly speakers: readonly SpeakerMeasure[];
}

// A label may be any text between asterisks. The longest of 1,798 real names has 60 characters; what is longer
// than this is no name, and an index of PostgreSQL could not hold what is longer than 2,700 bytes.
const LONGEST_NAME = 200;

/** Counts a transcript's words and gaps (FORMAT.md section 8), segment by segment and speaker by speaker. */
export function measure(transcript: Transcript): Measure {
  const segments = transcript.segments.map(measureSegment);
  const speakers = new Map<string, { turns: number; words: number }>();
  for (const { speaker, first, last } of turns(transcript)) {
    if (speaker === null || speaker.length > LONGEST_NAME) continue;
    const said = speakers.get(speaker) ?? { turns: 0, words: 0 };
    speakers.set(speaker, {
      turns: said.turns + 1,
      words: said.words + sum(segments.slice(first, last + 1), "words"),
    });
  }
  return {
    words: sum(segments, "words"),
    gaps: sum(segments, "gaps"),
    segments,
    speakers: [...speakers].map(([name, said]) => ({ name, ...said })),
  };
}

// Kept as long as the segment is: a text shares most of them with the one before (`continueFrom`).
const measured = new WeakMap<Segment, SegmentMeasure>();

function measureSegment(segment: Segment): SegmentMeasure {
  const known = measured.get(segment);
  if (known) return known;
  const { words, gaps } = counts({ lead: "", newsletter: false, segments: [segment] });
  const measure = { kind: segment.kind, words, gaps };
  measured.set(segment, measure);
  return measure;
}

const sum = (segments: readonly SegmentMeasure[], what: "words" | "gaps") =>
  segments.reduce((total, segment) => total + segment[what], 0);
