import { gapRanges, timestampRanges, without } from "./marks";
import type { Transcript } from "./model";

/** What FORMAT.md section 8 counts in a transcript. */
export interface Counts {
  readonly words: number;
  readonly turns: number;
  readonly paragraphs: number;
  readonly timestamps: number;
  readonly gaps: number;
  readonly speakers: number;
  readonly markers: number;
  readonly unlabelled: number;
  readonly timestampsCanonical: number;
  readonly gapsCanonical: number;
}

const CANONICAL_GAP = /\\\[unintelligible \d\d:\d\d:\d\d\.\d\d\\\]/g;
const CANONICAL_TIMESTAMP = /\\\[(?:\d\d:\d\d|\d\d:\d\d:\d\d\.\d\d)\\\]/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

const matches = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
const runs = (text: string) => text.split(/\s+/).filter((run) => LETTER_OR_DIGIT.test(run)).length;

/**
 * Counts a transcript by the rules of FORMAT.md section 8, so that two implementations can be compared. A
 * word here is a run of source text, including link URLs and `\[laughs\]`; `words` counts spoken words.
 */
export function counts(transcript: Transcript): Counts {
  let words = 0;
  let timestamps = 0;
  let gaps = 0;
  let timestampsCanonical = 0;
  let gapsCanonical = 0;
  const kinds = { speech: 0, marker: 0, text: 0 };
  const speakers = new Set<string | null>();

  for (const { kind, name, body } of transcript.segments) {
    kinds[kind]++;
    if (kind === "speech") speakers.add(name);
    const found = gapRanges(body);
    gaps += found.length;
    gapsCanonical += matches(body, CANONICAL_GAP);
    const heard = without(body, found, () => " ");
    const stamps = timestampRanges(heard);
    timestamps += stamps.length;
    timestampsCanonical += matches(heard, CANONICAL_TIMESTAMP);
    words += runs(without(heard, stamps, () => " "));
  }
  return {
    words,
    turns: kinds.speech,
    paragraphs: transcript.segments.length,
    timestamps,
    gaps,
    speakers: speakers.size,
    markers: kinds.marker,
    unlabelled: kinds.text,
    timestampsCanonical,
    gapsCanonical,
  };
}
