import { type Measured, markerText, toMs } from "./cards-of";
import type { Transcript } from "./model";
import type { TextOrigin } from "./origin-note";
import { joinTokens, speakersOf, timedTokens } from "./timed-tokens";
import type { Timeline } from "./timeline";

/** A transcript as the Podcast Namespace's JSON. Times are seconds. */
export interface PodcastTranscript {
  readonly version: "1.0.0";
  readonly segments: readonly {
    readonly speaker?: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly body: string;
    /** True where the entry holds a place that could not be heard. */
    readonly unintelligible?: true;
    /** From 0 to 1: how sure a recogniser was of the word. */
    readonly confidence?: number;
  }[];
  /** Who made the text's first version; the namespace has no such field, and readers pass over it. */
  readonly origin?: TextOrigin["origin"];
  readonly recogniser?: string;
}

/** The Podcast Namespace's JSON: an entry for each segment that has text, or for each word. */
export function toJson(
  transcript: Transcript,
  timeline: Timeline,
  {
    words = false,
    ends = null,
    confidences = null,
    origin,
  }: Measured & { readonly words?: boolean; readonly origin?: TextOrigin } = {},
): PodcastTranscript {
  const pieces = words
    ? wordPieces(transcript, timeline, ends, confidences)
    : segmentPieces(transcript, timeline);
  const { starts, ends: until } = inOrder(pieces, timeline.end);
  const segments = pieces.map((piece, i) => entryOf(piece, starts[i] ?? 0, until[i] ?? 0));
  const said = origin && {
    origin: origin.origin,
    ...(origin.recogniser === null ? {} : { recogniser: origin.recogniser }),
  };
  return { version: "1.0.0", segments, ...said };
}

type Entry = PodcastTranscript["segments"][number];

/** There is one for each of tens of thousands of words: made at once, without the copies that spreading makes. */
function entryOf({ speaker, text, isGap, confidence }: Piece, start: number, end: number): Entry {
  const [startTime, endTime] = [start / 1000, end / 1000];
  const entry: { -readonly [Key in keyof Entry]: Entry[Key] } =
    speaker === null ? { startTime, endTime, body: text } : { speaker, startTime, endTime, body: text };
  if (isGap) entry.unintelligible = true;
  if (confidence !== null) entry.confidence = confidence;
  return entry;
}

/** A piece of text with its times in seconds. Its end depends on the next piece. */
interface Piece {
  readonly start: number;
  /** Its latest possible end: a break begins here, whatever the next piece is. */
  readonly until: number;
  readonly speaker: string | null;
  readonly text: string;
  readonly isGap: boolean;
  readonly confidence: number | null;
}

function segmentPieces(transcript: Transcript, timeline: Timeline): Piece[] {
  const speakers = speakersOf(transcript);
  const tokens = timedTokens(transcript, timeline);
  return transcript.segments.flatMap(({ kind, name }, i) => {
    const own = tokens[i] ?? [];
    const at = timeline.segmentStarts[i] ?? 0;
    const until = timeline.segmentStarts[i + 1] ?? timeline.end;
    const common = { until, speaker: speakers[i] ?? null, confidence: null };
    const first = timeline.firstWord[i] ?? 0;
    const wordless = first === timeline.firstWord[i + 1];
    const start = wordless ? at : (timeline.starts[first] ?? at);
    const marker = kind === "marker" ? [{ ...common, start: at, text: markerText(name), isGap: false }] : [];
    const said = joinTokens(own);
    if (!said) return marker;
    return [...marker, { ...common, start, text: said, isGap: own.some(({ isGap }) => isGap) }];
  });
}

function wordPieces(
  transcript: Transcript,
  timeline: Timeline,
  ends: Measured["ends"],
  confidences: Measured["confidences"],
): Piece[] {
  const speakers = speakersOf(transcript);
  return timedTokens(transcript, timeline).flatMap((tokens, i) => {
    const { kind, name } = transcript.segments[i] ?? {};
    const speaker = speakers[i] ?? null;
    const at = timeline.segmentStarts[i] ?? 0;
    const until = timeline.segmentStarts[i + 1] ?? timeline.end;
    const pieces: Piece[] = [];
    if (kind === "marker")
      pieces.push({
        start: at,
        until,
        speaker,
        text: markerText(name ?? null),
        isGap: false,
        confidence: null,
      });
    let open = false;
    for (const { text, start, word, isGap } of tokens) {
      const last = pieces.at(-1);
      // A dash or a sound stays with the word before it.
      if (word !== null || isGap || !last || !open) {
        const end = word === null ? null : (ends?.[word] ?? null);
        const confidence = word === null ? null : (confidences?.[word] ?? null);
        pieces.push({
          start,
          until: end !== null && end > start ? Math.min(end, until) : until,
          speaker,
          text,
          isGap,
          confidence,
        });
      } else pieces[pieces.length - 1] = { ...last, text: `${last.text} ${text}` };
      open = true;
    }
    return pieces;
  });
}

/** Gives pieces their bounds in milliseconds: strictly in order, never empty, never past the next start. */
function inOrder(pieces: readonly Piece[], end: number): { starts: Float64Array; ends: Float64Array } {
  const starts = new Float64Array(pieces.length);
  let before = -1;
  pieces.forEach(({ start }, i) => {
    before = Math.max(toMs(start), before + 1);
    starts[i] = before;
  });
  const ends = starts.map((start, i) => {
    const next = starts[i + 1] ?? toMs(end);
    const latest = Math.min(next, Math.max(start + 1, toMs(pieces[i]?.until ?? 0)));
    return Math.max(start + 1, latest);
  });
  return { starts, ends };
}
