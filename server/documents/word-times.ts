import {
  type Alignment,
  carryAlignment,
  marks,
  splices,
  type Transcript,
  timeline,
  words,
} from "../../transcript";

/** Word starts in seconds as they are kept: milliseconds from one to the next, 7 bits a byte, low first. */
export function packStarts(starts: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let before = 0;
  for (let i = 0; i < starts.length; i++) {
    const now = Math.max(before, Math.round((starts[i] ?? 0) * 1000));
    let delta = now - before;
    before = now;
    while (delta > 127) {
      bytes.push((delta & 127) | 128);
      delta = Math.floor(delta / 128);
    }
    bytes.push(delta);
  }
  return Uint8Array.from(bytes);
}

/** Reads what `packStarts` wrote: seconds, to the millisecond. */
export function unpackStarts(bytes: Uint8Array): number[] {
  const starts: number[] = [];
  let [milliseconds, delta, factor] = [0, 0, 1];
  for (const byte of bytes) {
    delta += (byte & 127) * factor;
    if (byte > 127) {
      factor *= 128;
      continue;
    }
    milliseconds += delta;
    starts.push(milliseconds / 1000);
    [delta, factor] = [0, 1];
  }
  return starts;
}

interface Edit {
  readonly before: Transcript;
  readonly after: Transcript;
  /** The starts of `before`'s words, in seconds. */
  readonly starts: Alignment;
  /** The audio's length in seconds, where known. */
  readonly duration: number | null;
}

/**
 * The starts of `after`'s words: those that stayed keep theirs to the millisecond, new ones are spread between them.
 * Where the edit says a moment anew, the words from the timestamp before it to the one behind are timed anew.
 */
export function carryStarts({ before, after, starts, duration }: Edit): Float64Array {
  const alignment = carryAlignment(before, after, starts).map((start) =>
    start === null ? null : Math.round(start * 1000) / 1000,
  );
  for (const [from, to] of retimed(before, after)) alignment.fill(null, from, to);
  return timeline(after, { alignment, duration }).starts;
}

/** The words of `after`, [from, to), around each timestamp that says something new. */
function retimed(before: Transcript, after: Transcript): [from: number, to: number][] {
  const said = new Map<number, number>();
  const count = (text: string, by: number) => {
    for (const { type, seconds } of marks(text)) {
      if (type === "timestamp" && seconds !== null) said.set(seconds, (said.get(seconds) ?? 0) + by);
    }
  };
  for (const splice of splices(before, after)) {
    count(splice.after, 1);
    count(splice.before, -1);
  }
  const fresh = new Set([...said].flatMap(([seconds, times]) => (times > 0 ? [seconds] : [])));
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
