import { labelText } from "./markdown";
import type { Transcript } from "./model";

/** A label within a line. FORMAT.md reads it as words, but often another person speaks from there on. */
export interface MidLabel {
  /** The segment, and where the label begins in its body. */
  readonly segment: number;
  readonly at: number;
  readonly name: string;
}

// In prose, and in front of a colon, bold is emphasis far more often: only the usual spelling counts.
const LABEL = /\*\*(\p{Lu}[^*:\n]{0,60}):\*\*/gu;

/** Finds the labels that stand within a line. A newsletter has none: there, bold is emphasis. */
export function midLabels({ segments, newsletter }: Transcript): MidLabel[] {
  if (newsletter) return [];
  return segments.flatMap(({ body }, segment) =>
    body.includes(":**")
      ? Array.from(body.matchAll(LABEL), ({ index, 1: name = "" }) => ({ segment, at: index, name }))
      : [],
  );
}

/**
 * The text of a transcript in which the label begins a turn of its own; null if there is no label at that place. Only
 * the white space in front of it changes.
 */
export function splitAt(
  transcript: Transcript,
  { segment, at }: Pick<MidLabel, "segment" | "at">,
): string | null {
  if (!midLabels(transcript).some((label) => label.segment === segment && label.at === at)) return null;
  let text = transcript.lead;
  for (const [i, each] of transcript.segments.entries()) {
    const { body, sepAfter } = each;
    const split = i === segment ? `${body.slice(0, at).trimEnd()}\n\n${body.slice(at)}` : body;
    const label = i === segment && split.startsWith("\n") ? labelText(each).trimEnd() : labelText(each);
    text += label + split + (sepAfter ?? (i === transcript.segments.length - 1 ? "\n" : "\n\n"));
  }
  return text;
}
