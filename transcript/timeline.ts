import type { Transcript } from "./model";
import { longestChain } from "./myers";
import { type Pin, paceOf } from "./pace";
import { type Anchor, BREAK, type Row, readRow, WORD } from "./row";
import { wordAt } from "./word-at";

/** Measured word starts in seconds, one for each spoken word of the document; null for a word without one. */
export type Alignment = ArrayLike<number | null>;

/** When each word of a document is spoken. Times are seconds from the start of the audio and never run backwards. */
export interface Timeline {
  /** The start of each spoken word of the document (`words` of each body), in order. */
  readonly starts: Float64Array;
  /** The start of each segment, even without words: a break starts where the words before it end. */
  readonly segmentStarts: Float64Array;
  /** The index of each segment's first word, and at the end the number of words. */
  readonly firstWord: Uint32Array;
  /** The end of the last word; not later than the duration, if that is known. */
  readonly end: number;
  /** The last word that has started at a moment; -1 before the first. */
  wordAt(seconds: number): number;
}

/** What a timeline can use besides the text. */
export interface TimelineOptions {
  /** Replaces `anchors(transcript)`. */
  readonly anchors?: readonly Anchor[] | undefined;
  readonly alignment?: Alignment | null | undefined;
  /** The audio's length in seconds. */
  readonly duration?: number | null | undefined;
}

/**
 * Computes when each word is spoken. The times pass through the anchors (the longest chain of them that does
 * not run backwards) and through the alignment, if there is one. Between two of them, words take time in
 * proportion to their syllables and pauses. A break takes the time that is left when the words around it run
 * at the episode's own pace; so does the time before the first word and after the last. See
 * docs/decisions/0003-time-is-a-function.md.
 */
export function timeline(transcript: Transcript, options: TimelineOptions = {}): Timeline {
  const row = readRow(transcript);
  const duration = validDuration(options.duration);
  const pins = pinsOf(row, options, duration);
  const { at, end } = spread(row, pins, duration);

  const words = row.firstWord.at(-1) ?? 0;
  const starts = new Float64Array(words);
  let word = 0;
  row.kinds.forEach((kind, thing) => {
    if (kind === WORD) starts[word++] = at[thing] ?? 0;
  });
  const segmentStarts = Float64Array.from(transcript.segments, (_, i) => at[row.firstThing[i] ?? 0] ?? end);
  return timelineOf(starts, segmentStarts, row.firstWord, end);
}

/** Makes a timeline from its arrays, as a browser receives them. */
export function timelineOf(
  starts: Float64Array,
  segmentStarts: Float64Array,
  firstWord: Uint32Array,
  end: number,
): Timeline {
  return {
    starts,
    segmentStarts,
    firstWord,
    end,
    wordAt: (seconds) => wordAt(starts, seconds),
  };
}

function validDuration(duration: number | null | undefined): number | null {
  return duration && Number.isFinite(duration) && duration > 0 ? duration : null;
}

// The best guess for a moment within a second is its middle.
const HALF_SECOND = 0.5;

// A gap's time is early: transcribers wind back to listen again and note where they stop, before the gap. 1.5
// s is the median for the 292 gaps of 59 episodes that lie between two timestamps, measured against the times
// that the timestamps alone give (docs/decisions/0003).
const GAP_LEAD = 1.5;

/** The largest consistent set of anchors and measured starts, in order of place and time. */
function pinsOf(row: Row, options: TimelineOptions, duration: number | null): Pin[] {
  const candidates: { thing: number; key: number; seconds: number; late: number }[] = [];
  const measured = measuredThings(row, options.alignment);
  const within = (seconds: number) =>
    Number.isFinite(seconds) && seconds >= 0 && (duration === null || seconds <= duration);

  // A known start is better than a typed time: what contradicts one of its neighbours is left out.
  const { before, after } = neighbours(row, measured);
  const given = options.anchors ?? row.anchors;
  given.forEach((anchor, i) => {
    const thing = options.anchors ? thingAt(row, anchor) : (row.anchored[i] ?? 0);
    if (measured.has(thing) || !within(anchor.seconds)) return;
    if (Math.floor(anchor.seconds) < (before[thing] ?? 0) || anchor.seconds > (after[thing] ?? Infinity))
      return;
    // Compare whole seconds: a coarse anchor may come before or after any other anchor of the same second.
    const { type, seconds, coarse } = anchor;
    const late = (coarse ? HALF_SECOND : 0) + (type === "gap" ? GAP_LEAD : 0);
    candidates.push({ thing, key: Math.floor(seconds), seconds, late });
  });
  for (const [thing, seconds] of measured) {
    if (within(seconds)) candidates.push({ thing, key: seconds, seconds, late: 0 });
  }
  if (measured.size > 0 || options.anchors) candidates.sort((a, b) => a.thing - b.thing);

  const chain = longestChain(candidates.map(({ key }) => key)).flatMap((i) => candidates[i] ?? []);
  let least = 0;
  return chain.map(({ thing, seconds, late }, i) => {
    // Use the best guess of the moment, but not past the next anchor.
    const next = chain[i + 1]?.seconds ?? duration ?? Number.POSITIVE_INFINITY;
    least = Math.max(least, seconds, Math.min(seconds + late, next));
    return { thing, seconds: least };
  });
}

/** For each thing, the latest known start up to it and the earliest known one behind it. */
function neighbours(row: Row, measured: ReadonlyMap<number, number>) {
  const count = row.kinds.length + 1;
  const before = new Float64Array(count);
  const after = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  if (measured.size === 0) return { before, after };
  for (let i = 1; i < count; i++) before[i] = Math.max(before[i - 1] ?? 0, measured.get(i - 1) ?? 0);
  for (let i = count - 2; i >= 0; i--)
    after[i] = Math.min(
      after[i + 1] ?? Number.POSITIVE_INFINITY,
      measured.get(i) ?? Number.POSITIVE_INFINITY,
    );
  return { before, after };
}

function measuredThings(row: Row, alignment: Alignment | null | undefined): Map<number, number> {
  const measured = new Map<number, number>();
  if (!alignment) return measured;
  let word = 0;
  row.kinds.forEach((kind, thing) => {
    if (kind !== WORD) return;
    const seconds = alignment[word++];
    if (seconds !== null && seconds !== undefined) measured.set(thing, seconds);
  });
  return measured;
}

/** The first thing at or behind an anchor's place. */
function thingAt(row: Row, anchor: Anchor): number {
  const end = row.firstThing[anchor.segment + 1] ?? row.kinds.length;
  let thing = row.firstThing[anchor.segment] ?? row.kinds.length;
  while (thing < end && (row.offsets[thing] ?? 0) < anchor.offset) thing++;
  return thing;
}

/** The start of each thing, and the end of the last word. */
function spread(row: Row, pins: readonly Pin[], duration: number | null): { at: Float64Array; end: number } {
  const { kinds, costs, voices } = row;
  const count = kinds.length;
  const pace = paceOf(row, pins);
  // Before each thing: the seconds all things before it take at their speakers' paces, and the number of
  // breaks.
  const said = new Float64Array(count + 1);
  const breaks = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) {
    said[i + 1] = (said[i] ?? 0) + (costs[i] ?? 0) * (pace.voices[voices[i] ?? 0] ?? pace.usual);
    breaks[i + 1] = (breaks[i] ?? 0) + (kinds[i] === BREAK ? 1 : 0);
  }
  const at = new Float64Array(count);
  const total = said[count] ?? 0;

  /** Spreads the things [from, to) between two moments. */
  const fill = (from: number, to: number, begin: number, finish: number) => {
    const [saidBefore, breaksBefore] = [said[from] ?? 0, breaks[from] ?? 0];
    const needed = (said[to] ?? 0) - saidBefore;
    const broken = (breaks[to] ?? 0) - breaksBefore;
    const room = Math.max(0, finish - begin);
    // With breaks, words run at their pace and the breaks share the rest; without, the words fill the whole
    // interval.
    const spoken = broken > 0 ? Math.min(room, needed) : room;
    const rate = needed > 0 ? spoken / needed : 0;
    const breakLength = broken > 0 ? (room - spoken) / broken : 0;
    for (let i = from; i < to; i++) {
      const since = ((said[i] ?? 0) - saidBefore) * rate + ((breaks[i] ?? 0) - breaksBefore) * breakLength;
      // Rounding must not push a start past the next one.
      at[i] = Math.min(begin + since, Math.max(begin, finish));
    }
  };

  const first = pins[0];
  const last = pins.at(-1);
  if (!first || !last) {
    const end = duration ?? total;
    fill(0, count, 0, end);
    return { at, end };
  }
  // Before the first anchor, music comes first and words follow at their pace, or faster if time is short.
  const opening = Math.min(first.seconds, said[first.thing] ?? 0);
  fill(0, first.thing, first.seconds - opening, first.seconds);
  for (let i = 1; i < pins.length; i++) {
    const from = pins[i - 1];
    const to = pins[i];
    if (from && to) fill(from.thing, to.thing, from.seconds, to.seconds);
  }
  // Behind the last anchor, words fill the rest of the audio, but no slower than this episode's slowest pace;
  // the remainder is music.
  const rest = total - (said[last.thing] ?? 0);
  const room = duration === null ? Number.POSITIVE_INFINITY : Math.max(0, duration - last.seconds);
  const fits = room <= rest * (pace.slowest / pace.usual);
  const end = last.seconds + (fits ? room : rest);
  fill(last.thing, count, last.seconds, end);
  return { at, end };
}
