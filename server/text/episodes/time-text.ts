import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { versionOf } from "@/server/text/documents/version-of";
import { type Timeline, type Transcript, words } from "@/transcript";
import { alignStarts } from "./align-starts";
import { type RenderedSegment, renderSegment } from "./render-segment";

/** Everything derived from one revision's text and the length of its audio. */
export interface TimedText {
  readonly transcript: Transcript;
  readonly time: Timeline;
  /** Each segment as the page shows it. */
  readonly rendered: readonly RenderedSegment[];
  readonly wordStarts: WordStarts;
}

/**
 * The start of each word on the page, for the browser: immutable, never decreasing. A paragraph that has
 * another number of words on the page is lit as a whole.
 */
export interface WordStarts {
  /** The number of words that each segment shows, in the order of the page. */
  readonly counts: readonly number[];
  /** Hundredths of a second since the word before; the first since 0. */
  readonly deltas: readonly number[];
  /**
   * Ends of words before silence, such as before a break, as pairs: the word's index, and the hundredths of a
   * second from its start to its end. Every other word ends when the next one begins.
   */
  readonly ends: readonly number[];
}

interface Wanted {
  readonly documentId: number;
  readonly revision: number;
  /** The audio's length in seconds, if known; the timeline ends there. */
  readonly duration: number | null;
  /** The document's path, which decides how labels are parsed. */
  readonly path: string;
}

// The key includes everything that the value depends on, so entries never have to be invalidated.
const cache = new LRUCache<string, TimedText>({ max: 100 });

/** Renders and times a revision's text; null if there is no such revision. */
export async function timeText(db: Reader, wanted: Wanted): Promise<TimedText | null> {
  const { documentId, revision, duration, path } = wanted;
  const version = await versionOf(db, documentId);
  const key = JSON.stringify([documentId, revision, duration, path, version]);
  const kept = cache.get(key);
  if (kept) return kept;
  const source = await readSource(db, { documentId, number: revision, path });
  if (!source) return null;
  const timed = derive(source.transcript, source.time(duration));
  cache.set(key, timed);
  return timed;
}

function derive(transcript: Transcript, time: Timeline): TimedText {
  const rendered = transcript.segments.map(({ body }) => renderSegment(body));
  const starts = rendered.map(({ words: shown }, index) =>
    alignStarts(shown, spokenWords(transcript, time, index), time.segmentStarts[index + 1] ?? time.end),
  );
  return {
    transcript,
    time,
    rendered,
    wordStarts: {
      counts: starts.map(({ length }) => length),
      deltas: toDeltas(starts.flat()),
      ends: endsBeforeMarkers(transcript, time, starts),
    },
  };
}

function spokenWords({ segments }: Transcript, time: Timeline, index: number) {
  const first = time.firstWord[index] ?? 0;
  return words(segments[index]?.body ?? "").map(({ text }, offset) => ({
    text,
    start: time.starts[first + offset] ?? time.end,
  }));
}

const hundredths = (seconds: number) => Math.round(seconds * 100);

/** Hundredths of a second between words; whole numbers, never below 0. */
function toDeltas(starts: readonly number[]): number[] {
  let before = 0;
  return starts.map((start) => {
    const delta = Math.max(0, hundredths(start) - before);
    before += delta;
    return delta;
  });
}

/** The last word before a break or jingle ends where the marker starts. */
function endsBeforeMarkers(
  { segments }: Transcript,
  time: Timeline,
  starts: readonly (readonly number[])[],
): number[] {
  let before = 0;
  return segments.flatMap(({ kind }, index) => {
    const last = before - 1;
    before += starts[index]?.length ?? 0;
    const start = starts
      .slice(0, index)
      .findLast(({ length }) => length > 0)
      ?.at(-1);
    if (kind !== "marker" || last < 0 || start === undefined) return [];
    const end = time.segmentStarts[index] ?? time.end;
    return [last, Math.max(0, hundredths(end) - hundredths(start))];
  });
}
