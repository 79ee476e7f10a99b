import type { Transcript } from "./model";
import { shownTokens } from "./shown-tokens";
import type { Timeline } from "./timeline";
import { turns } from "./turns";

/** A piece of a paragraph's text; `isGap` marks a place that could not be heard. */
export interface Run {
  readonly text: string;
  readonly isGap: boolean;
}

/** A paragraph as documents show it: words, or a marker such as `[Break]`. */
export interface Paragraph {
  /** Who begins to speak with it; null in markers, and where the one before goes on or nobody is named. */
  readonly speaker: string | null;
  readonly isMarker: boolean;
  /** In seconds. */
  readonly start: number;
  /** Its text in order, with the spaces between. */
  readonly runs: readonly Run[];
}

/** The paragraphs of a transcript that have text, and its markers, in order. */
export function paragraphsOf(transcript: Transcript, timeline: Timeline): Paragraph[] {
  const speakers = new Map(
    turns(transcript).flatMap(({ kind, speaker, first }) =>
      kind === "speech" ? [[first, speaker] as const] : [],
    ),
  );
  const found: Paragraph[] = [];
  // A label without words names who says the next paragraph.
  let begins: string | null = null;
  transcript.segments.forEach(({ kind, name, body }, index) => {
    const start = timeline.segmentStarts[index] ?? timeline.end;
    if (kind === "marker") {
      begins = null;
      found.push({ speaker: null, isMarker: true, start, runs: [{ text: `[${name ?? ""}]`, isGap: false }] });
    }
    begins = speakers.get(index) ?? begins;
    const runs = runsOf(body);
    if (runs.length === 0) return;
    found.push({ speaker: begins, isMarker: false, start, runs });
    begins = null;
  });
  return found;
}

function runsOf(body: string): Run[] {
  const found: { text: string; isGap: boolean }[] = [];
  shownTokens(body).forEach(({ text, spaced, isGap }, i) => {
    const space = spaced && i > 0 ? " " : "";
    const last = found.at(-1);
    if (last && !last.isGap) last.text += isGap ? space : space + text;
    if (isGap) found.push({ text: last?.isGap ? space + text : text, isGap });
    else if (!last || last.isGap) found.push({ text: space + text, isGap });
  });
  return found;
}
