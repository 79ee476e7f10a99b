/**
 * What a block of a transcript is: `speech` opens a turn with a speaker's label, `marker` has a structural
 * label (Break, Jingle, …), `text` has none and goes on with the current speaker.
 */
export type SegmentKind = "speech" | "marker" | "text";

/** One block of a transcript: a paragraph, with the label where it has one. */
export interface Segment {
  readonly kind: SegmentKind;
  /** The label's name, trimmed; null for `text`. */
  readonly name: string | null;
  /** What stands after the label, verbatim: inner line breaks and outer spaces included. */
  readonly body: string;
  /** The label as it is spelled, up to the body; null where it is `**Name:**` and one space before a body. */
  readonly labelRaw: string | null;
  /** What stands between this body and the next segment; null where it is one blank line, or at the end "\n". */
  readonly sepAfter: string | null;
}

/** A transcript as its segments. It holds every byte of the text it was parsed from. */
export interface Transcript {
  /** What stands before the first segment: blank lines, or a whole text without any words. */
  readonly lead: string;
  readonly segments: readonly Segment[];
  /** Whether labels were read as in `news/`, where `**Name**:` is emphasis unless it names a marker. */
  readonly newsletter: boolean;
}

/** The names that make a label structural. Every other name is a speaker, also a clip's or a machine's. */
export const MARKER_NAMES: ReadonlySet<string> = new Set([
  "Break",
  "Jingle",
  "Outro",
  "Intro",
  "Sample",
  "Song",
  "Remix",
  "Audio",
]);
