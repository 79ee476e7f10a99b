import {
  carryAlignment,
  countSpoken,
  marks,
  type Segment,
  sharedEnds,
  type Transcript,
  timeline,
  words,
} from "@/transcript";
import { toMilliseconds } from "./pack-starts";

interface Edit {
  readonly before: Transcript;
  readonly after: Transcript;
  /** The starts of `before`'s words, in seconds to the millisecond. */
  readonly starts: Float64Array;
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
}

/**
 * Computes the starts of `after`'s words. Unchanged words keep theirs to the millisecond; new words are
 * spread between them. Around a new or changed timestamp, the words from the timestamp before it to the one
 * after it are timed again. Reads only the changed paragraphs and those around them, so a long text takes no
 * longer than a short one.
 */
export function carryStarts({ before, after, starts, duration }: Edit): Float64Array {
  const fresh = freshSeconds(before, after);
  const { first, last } = windowOf(before, after, fresh);
  const part = (transcript: Transcript): Transcript => ({
    ...transcript,
    segments: transcript.segments.slice(first, transcript.segments.length - last),
  });
  const [old, young] = [part(before), part(after)];
  const from = spokenIn(before.segments.slice(0, first));
  const to = from + spokenIn(old.segments);
  const between = carryThrough(old, young, starts.subarray(from, to), fresh, duration);

  const carried = new Float64Array(from + between.length + starts.length - to);
  carried.set(starts.subarray(0, from));
  carried.set(between.map(toMilliseconds), from);
  carried.set(starts.subarray(to), from + between.length);
  return carried;
}

const spokenIn = (segments: readonly Segment[]) =>
  segments.reduce((sum, segment) => sum + countSpoken(segment), 0);

/** The timestamps of `after` that `before` does not have, in seconds. */
function freshSeconds(before: Transcript, after: Transcript): ReadonlySet<number> {
  const { first, last } = sharedEnds(before, after);
  const said = new Map<number, number>();
  const count = ({ segments }: Transcript, by: number) => {
    for (const { body } of segments.slice(first, segments.length - last)) {
      for (const { type, seconds } of marks(body)) {
        if (type === "timestamp" && seconds !== null) said.set(seconds, (said.get(seconds) ?? 0) + by);
      }
    }
  };
  count(after, 1);
  count(before, -1);
  return new Set([...said].flatMap(([seconds, times]) => (times > 0 ? [seconds] : [])));
}

/**
 * How many segments at the start and end the edit cannot affect. Between them are the edit, the turns it
 * belongs to, one spoken segment on either side as an anchor, and, if a timestamp is new, the timestamps on
 * either side.
 */
function windowOf(before: Transcript, after: Transcript, fresh: ReadonlySet<number>) {
  let { first, last } = sharedEnds(before, after);
  const { segments } = after;
  const isStamp = (segment: Segment) => marks(segment.body).some(({ type }) => type === "timestamp");
  const back = (found: (segment: Segment) => boolean) => {
    while (first > 0) {
      first -= 1;
      const segment = segments[first];
      if (segment && found(segment)) return;
    }
  };
  const on = (found: (segment: Segment) => boolean) => {
    while (last > 0) {
      const segment = segments[segments.length - last];
      last -= 1;
      if (segment && found(segment)) return;
    }
  };
  if (fresh.size > 0) {
    back(isStamp);
    on(isStamp);
  }
  back((segment) => countSpoken(segment) > 0);
  on((segment) => countSpoken(segment) > 0);
  // The label at the start of a turn names its speaker.
  if (segments[first]?.kind === "text") back(({ kind }) => kind !== "text");
  return { first, last };
}

function carryThrough(
  before: Transcript,
  after: Transcript,
  starts: Float64Array,
  fresh: ReadonlySet<number>,
  duration: number | null,
): Float64Array {
  const alignment = alignmentOf(before, after, starts);
  for (const [from, to] of retimed(after, fresh)) alignment.fill(null, from, to);
  const carried = timeline(after, { alignment, duration }).starts;
  // Where a gap's time contradicts a word's, the timeline prefers the gap. Here unchanged words keep their
  // starts, and new words are clamped between those around them.
  let least = 0;
  for (let i = 0; i < carried.length; i += 1)
    carried[i] = least = Math.max(least, alignment[i] ?? carried[i] ?? 0);
  let most = Number.POSITIVE_INFINITY;
  for (let i = carried.length - 1; i >= 0; i -= 1)
    carried[i] = most = Math.min(most, alignment[i] ?? carried[i] ?? 0);
  return carried;
}

/** The starts of unchanged words; null for new ones. */
function alignmentOf(before: Transcript, after: Transcript, starts: Float64Array): (number | null)[] {
  const { first, last } = sharedEnds(before, after);
  const changed = (transcript: Transcript): Transcript => ({
    ...transcript,
    segments: transcript.segments.slice(first, transcript.segments.length - last),
  });
  const from = spokenIn(before.segments.slice(0, first));
  const to = from + spokenIn(changed(before).segments);
  return [
    ...starts.subarray(0, from),
    ...carryAlignment(changed(before), changed(after), starts.subarray(from, to)),
    ...starts.subarray(to),
  ];
}

/** The word ranges [from, to) around each new timestamp. */
function retimed(after: Transcript, fresh: ReadonlySet<number>): [from: number, to: number][] {
  if (fresh.size === 0) return [];
  // Each timestamp with the number of words before it.
  const stamps: { word: number; seconds: number }[] = [];
  let first = 0;
  for (const { body } of after.segments) {
    const spoken = words(body);
    for (const { type, seconds, start } of marks(body)) {
      if (type !== "timestamp" || seconds === null) continue;
      stamps.push({ seconds, word: first + spoken.filter((word) => word.start < start).length });
    }
    first += spoken.length;
  }
  return stamps.flatMap(({ seconds }, i): [number, number][] =>
    fresh.has(seconds) ? [[stamps[i - 1]?.word ?? 0, stamps[i + 1]?.word ?? first]] : [],
  );
}
