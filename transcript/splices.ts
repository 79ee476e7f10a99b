import { sharedEnds } from "./diff";
import { serialize, serializeRange, sourceBlocks } from "./markdown";
import type { Transcript } from "./model";
import { changes } from "./myers";
import { withinSteps } from "./steps";

/** A replaced run of segments, as source text; a proposal is stored as these. */
export interface Splice {
  /** The first segment it replaces, from 0; -1 if it begins with the text before the first segment. */
  readonly start: number;
  /** One past the last segment. */
  readonly end: number;
  /** The replaced source, separators included, and its replacement. */
  readonly before: string;
  readonly after: string;
}

/**
 * The splices that turn `before` into `after`, in whole segments, byte for byte: `applySplices(before,
 * splices(before, after))` is `serialize(after)`.
 */
export function splices(before: Transcript, after: Transcript): Splice[] {
  const { first, last } = before.lead === after.lead ? sharedEnds(before, after) : { first: 0, last: 0 };
  // Compare the last shared segment too: its separator is written differently at the end of a text.
  const from = Math.max(0, first - 1);
  const blocks = (transcript: Transcript) => {
    const between = transcript.segments.slice(from, transcript.segments.length - last);
    const written = between.map((_, i) => serializeRange(transcript, from + i, from + i + 1));
    return from === 0 ? [transcript.lead, ...written] : written;
  };
  const [a, b] = [blocks(before), blocks(after)];
  // The lead counts as a block in front of the first segment.
  const shift = from === 0 ? -1 : from;
  return withinSteps(() => changes(a, b)).map(({ aStart, aEnd, bStart, bEnd }) => ({
    start: aStart + shift,
    end: aEnd + shift,
    before: a.slice(aStart, aEnd).join(""),
    after: b.slice(bStart, bEnd).join(""),
  }));
}

/** Applies the splices to a text; null if the text does not contain what one of them replaces. */
export function applySplices(before: Transcript, all: readonly Splice[]): string | null {
  if (all.length === 0) return serialize(before);
  const blocks = [before.lead, ...sourceBlocks(before)];
  let text = "";
  let at = 0;
  for (const splice of all) {
    const [start, end] = [splice.start + 1, splice.end + 1];
    if (start < at || end < start || end > blocks.length) return null;
    if (blocks.slice(start, end).join("") !== splice.before) return null;
    text += blocks.slice(at, start).join("") + splice.after;
    at = end;
  }
  return text + blocks.slice(at).join("");
}
