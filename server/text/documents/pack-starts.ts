import { packVarints, unpackVarints } from "@/lib/varints";
import type { CaptionInText } from "@/transcript";

/** Packs word starts in seconds for storage: the differences in whole milliseconds, none below 0. */
export function packStarts(starts: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const deltas = new Float64Array(starts.length);
  let before = 0;
  for (let index = 0; index < starts.length; index += 1) {
    const now = Math.max(before, Math.round((starts[index] ?? 0) * 1000));
    deltas[index] = now - before;
    before = now;
  }
  return packVarints(deltas);
}

/** Rounds seconds as `packStarts` does. */
export const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** Unpacks what `packStarts` wrote: seconds, to the millisecond. */
export function unpackStarts(bytes: Uint8Array): Float64Array {
  let milliseconds = 0;
  return unpackVarints(bytes).map((delta) => {
    milliseconds += delta;
    return milliseconds / 1000;
  });
}

/** Packs values that may be unknown, as whole numbers from 0: each plus 1, and 0 for one that is not known. */
function packKnown(values: ArrayLike<number | null>): Uint8Array<ArrayBuffer> {
  return packVarints(
    Array.from(values, (value) => (value === null ? 0 : Math.max(0, Math.round(value)) + 1)),
  );
}

const unpackKnown = (bytes: Uint8Array): (number | null)[] =>
  Array.from(unpackVarints(bytes), (value) => (value === 0 ? null : value - 1));

/** Packs the ends of words, in seconds, as what each takes in milliseconds; null if none is known. */
export function packEnds(
  ends: ArrayLike<number | null>,
  starts: ArrayLike<number>,
): Uint8Array<ArrayBuffer> | null {
  const lengths = Array.from(ends, (end, i) => (end === null ? null : (end - (starts[i] ?? 0)) * 1000));
  return lengths.every((length) => length === null) ? null : packKnown(lengths);
}

export const unpackEnds = (bytes: Uint8Array, starts: ArrayLike<number>): (number | null)[] =>
  unpackKnown(bytes).map((length, i) =>
    length === null ? null : toMilliseconds((starts[i] ?? 0) + length / 1000),
  );

/** Packs how sure a recogniser was of each word, from 0 to 1, in hundredths; null if it did not say. */
export function packConfidences(confidences: ArrayLike<number | null>): Uint8Array<ArrayBuffer> | null {
  const hundredths = Array.from(confidences, (value) => (value === null ? null : value * 100));
  return hundredths.every((value) => value === null) ? null : packKnown(hundredths);
}

export const unpackConfidences = (bytes: Uint8Array): (number | null)[] =>
  unpackKnown(bytes).map((value) => (value === null ? null : value / 100));

/**
 * Packs captions: for each its start as the difference from the one before (doubled, and odd where it is earlier), its
 * length plus 1 (both in milliseconds; 0 where it has no bounds, and then no start), and how many tokens each line has.
 */
export function packCaptions(captions: readonly CaptionInText[]): Uint8Array<ArrayBuffer> | null {
  if (captions.every(({ start }) => start === null)) return null;
  let before = 0;
  return packVarints(
    captions.flatMap(({ start, end, lines }) => {
      if (start === null || end === null) return [0, lines.length, ...lines];
      const from = Math.round(start * 1000);
      const difference = from - before;
      before = from;
      const length = Math.max(0, Math.round(end * 1000) - from);
      return [length + 1, difference < 0 ? -difference * 2 - 1 : difference * 2, lines.length, ...lines];
    }),
  );
}

export function unpackCaptions(bytes: Uint8Array): CaptionInText[] {
  const numbers = unpackVarints(bytes);
  const found: CaptionInText[] = [];
  let before = 0;
  for (let at = 0; at < numbers.length; ) {
    const length = numbers[at++] ?? 0;
    let start: number | null = null;
    if (length > 0) {
      const packed = numbers[at++] ?? 0;
      before += packed % 2 === 1 ? -(packed + 1) / 2 : packed / 2;
      start = before / 1000;
    }
    const count = numbers[at++] ?? 0;
    const lines = Array.from(numbers.subarray(at, at + count));
    at += count;
    found.push({ start, end: start === null ? null : (before + length - 1) / 1000, lines });
  }
  return found;
}

/** A revision's times as they are stored. */
export interface StoredTimes {
  /** Where they are from: computed from the text, read from a file, measured from audio. */
  readonly source: "text" | "file" | "audio";
  readonly deltas: Uint8Array<ArrayBuffer>;
  readonly ends?: Uint8Array<ArrayBuffer> | null | undefined;
  readonly confidences?: Uint8Array<ArrayBuffer> | null | undefined;
  readonly captions?: Uint8Array<ArrayBuffer> | null | undefined;
  /** SHA-256 of the audio that they were measured from; only then has it one. */
  readonly audio?: Uint8Array<ArrayBuffer> | null | undefined;
}
