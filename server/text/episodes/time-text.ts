import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { foundBesides } from "@/server/text/alignment/found-besides";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { versionOf } from "@/server/text/documents/version-of";
import { type Timeline, type Transcript, words } from "@/transcript";
import { wordAt } from "@/transcript/word-at";
import { alignStarts } from "./align-starts";
import { type RenderedSegment, renderSegment } from "./render-segment";
import { type Stretch, unsureStretches } from "./unsure-stretches";

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
   * Ends of words before a break, before music and before silence, as pairs: the word's index, and the hundredths of a
   * second from its start to its end. Every other word ends when the next one begins.
   */
  readonly ends: readonly number[];
  /** Stretches of words without a sure time, as pairs: the first word's index, and how many there are. */
  readonly unsure: readonly number[];
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
  const sound = await hearSilence(db, source);
  const timed = derive(source.transcript, source.time(duration), sound);
  cache.set(key, timed);
  return timed;
}

/** What was heard of the audio besides words. */
interface Heard {
  /** Stretches in which no word is lit: music, and where nobody speaks. */
  readonly silence: readonly Stretch[];
  /** How sure the time of each spoken word is; null where none was measured. */
  readonly confidences: readonly (number | null)[] | null;
}

async function hearSilence(db: Reader, { documentId, known }: Source): Promise<Heard> {
  if (known?.source !== "audio" || !known.audio) return { silence: [], confidences: null };
  const alignment = await db.alignment.findUnique({
    where: { documentId },
    select: { audio: true, found: true },
  });
  // Of another audio file, its stretches say nothing.
  const isSame = alignment?.audio && Buffer.compare(alignment.audio, known.audio) === 0;
  const { stretches } = foundBesides.parse(isSame ? alignment.found : {});
  return { silence: stretches.filter(({ kind }) => kind !== "foreign"), confidences: known.confidences };
}

function derive(transcript: Transcript, time: Timeline, { silence, confidences }: Heard): TimedText {
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
      ends: endsBefore(breaksOf(transcript, time, starts), silence, starts.flat()),
      unsure: confidences
        ? wordsWithin([...unsureStretches(time, confidences), ...silence], starts.flat())
        : [],
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

/** Pairs of a word and what it lasts: the last word before a break ends where that begins, and one before silence too. */
function endsBefore(
  breaks: ReadonlyMap<number, number>,
  silence: readonly Stretch[],
  starts: readonly number[],
) {
  const ends = new Map(breaks);
  for (const { from, to } of silence) {
    // The words that begin in the silence were not heard there, so they end at once.
    for (let word = wordAt(starts, from); word >= 0 && (starts[word] ?? to) < to; word += 1)
      ends.set(word, Math.min(ends.get(word) ?? from, Math.max(from, starts[word] ?? 0)));
  }
  return [...ends]
    .sort(([a], [b]) => a - b)
    .flatMap(([word, end]) => [word, Math.max(0, hundredths(end) - hundredths(starts[word] ?? 0))]);
}

/** Pairs of a word and how many follow it, of the words that begin in these stretches. */
function wordsWithin(stretches: readonly Stretch[], starts: readonly number[]): number[] {
  const within = starts.map((start) => stretches.some(({ from, to }) => from <= start && start < to));
  return within.flatMap((isWithin, first) => {
    if (!isWithin || within[first - 1]) return [];
    const behind = within.indexOf(false, first);
    return [first, (behind < 0 ? within.length : behind) - first];
  });
}

/** The last word before each break or jingle, and the second at which that begins. */
function breaksOf(
  { segments }: Transcript,
  time: Timeline,
  starts: readonly (readonly number[])[],
): Map<number, number> {
  let before = 0;
  const found = new Map<number, number>();
  segments.forEach(({ kind }, index) => {
    const last = before - 1;
    before += starts[index]?.length ?? 0;
    if (kind === "marker" && last >= 0) found.set(last, time.segmentStarts[index] ?? time.end);
  });
  return found;
}
