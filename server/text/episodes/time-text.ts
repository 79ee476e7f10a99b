import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { redactionsOf } from "@/server/text/documents/redactions-of";
import { type Timeline, type Transcript, words } from "@/transcript";
import { alignStarts } from "./align-starts";
import { type RenderedSegment, renderSegment } from "./render-segment";

/** What is derived from the text of one revision alone, and the length of its audio. */
export interface TimedText {
  readonly transcript: Transcript;
  readonly time: Timeline;
  /** Each segment as the page shows it. */
  readonly rendered: readonly RenderedSegment[];
  readonly wordStarts: WordStarts;
}

/**
 * When each word of the page begins, for the browser: immutable, and never going backwards.
 * A paragraph whose words in the page are not as many as here is lit as a whole.
 */
export interface WordStarts {
  /** How many words each segment shows, in the order of the page. */
  readonly counts: readonly number[];
  /** Hundredths of a second since the word before; the first since the beginning. */
  readonly deltas: readonly number[];
  /**
   * Where nothing is said, as after the last word before a break: index of the word, and hundredths of a second
   * from its start to its end, in turn. All others are said until the next one begins.
   */
  readonly ends: readonly number[];
}

interface Wanted {
  readonly documentId: number;
  readonly revision: number;
  /** Seconds, where known; it is where the timeline ends. */
  readonly duration: number | null;
  /** The document's path, which says how its labels are written. */
  readonly path: string;
}

// What is derived is kept under all it depends on, so nothing here has ever to be invalidated.
const cache = new LRUCache<string, TimedText>({ max: 100 });

/** Renders and times the text of a revision; none where there is no such revision. */
export async function timeText(db: Reader, wanted: Wanted): Promise<TimedText | null> {
  const { documentId, revision, duration, path } = wanted;
  const redactions = await redactionsOf(db, documentId);
  const key = JSON.stringify([documentId, revision, duration, path, redactions]);
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

/** Hundredths of a second between one word and the next; whole, and never below 0. */
function toDeltas(starts: readonly number[]): number[] {
  let before = 0;
  return starts.map((start) => {
    const delta = Math.max(0, hundredths(start) - before);
    before += delta;
    return delta;
  });
}

/** The words after which a break or a jingle begins end where it does. */
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
