import { counts, type Segment, type SegmentKind, type Transcript, turns } from "@/transcript";

/** What the database stores of a segment besides its id. */
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

/** Counts that the database stores for a text. They can always be computed again. */
export interface Measure {
  readonly words: number;
  readonly gaps: number;
  readonly segments: readonly SegmentMeasure[];
  readonly speakers: readonly SpeakerMeasure[];
}

// A label may be any text between asterisks. The longest of 1,798 real names has 60 characters; anything
// longer than this is not a name, and PostgreSQL cannot index more than 2,700 bytes.
const LONGEST_NAME = 200;

/** Counts a transcript's words and gaps (FORMAT.md section 8), by segment and by speaker. */
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

// By segment object: a text shares most of its segments with the one before (`continueFrom`).
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
