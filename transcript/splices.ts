import { serialize, sourceBlocks } from "./markdown";
import type { Transcript } from "./model";
import { changes } from "./myers";

/** A run of segments' source that is replaced; what is kept of a proposal. */
export interface Splice {
  /** The first segment it replaces, from 0; -1 where it begins with what stands before the first segment. */
  readonly start: number;
  /** Behind the last one. */
  readonly end: number;
  /** The source it replaces, separators included, and what takes its place. */
  readonly before: string;
  readonly after: string;
}

/**
 * What makes `after`'s text of `before`'s, as runs of whole segments, byte for byte:
 * `applySplices(before, splices(before, after))` is `serialize(after)`.
 */
export function splices(before: Transcript, after: Transcript): Splice[] {
  const a = [before.lead, ...sourceBlocks(before)];
  const b = [after.lead, ...sourceBlocks(after)];
  return changes(a, b).map(({ aStart, aEnd, bStart, bEnd }) => ({
    start: aStart - 1,
    end: aEnd - 1,
    before: a.slice(aStart, aEnd).join(""),
    after: b.slice(bStart, bEnd).join(""),
  }));
}

/** The text with the splices put in; null where one does not find what it replaces. */
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
