/**
 * The kind of a block: `speech` opens a turn with a speaker's label, `marker` has a structural label (Break,
 * Jingle, …), `text` has no label and continues the current speaker.
 */
export type SegmentKind = "speech" | "marker" | "text";

/** One block of a transcript: a paragraph, with the label where it has one. */
export interface Segment {
  readonly kind: SegmentKind;
  /** The label's name, trimmed; null for `text`. */
  readonly name: string | null;
  /** The text after the label, verbatim, including inner line breaks and outer spaces. */
  readonly body: string;
  /** The source of the label up to the body; null for the usual spelling, `**Name:**` and one space before a body. */
  readonly labelRaw: string | null;
  /** The text between this body and the next segment; null for the usual one: a blank line, or "\n" at the end. */
  readonly sepAfter: string | null;
}

/** A transcript as its segments. It holds every byte of the text it was parsed from. */
export interface Transcript {
  /**
   * The text before the first segment: YAML front matter, a byte order mark, blank lines, or the whole text if it has no
   * words.
   */
  readonly lead: string;
  readonly segments: readonly Segment[];
  /** Whether labels were read by the rule for `news/`: `**Name**:` is emphasis unless it names a marker. */
  readonly newsletter: boolean;
}

/** The names that make a label structural. Every other name is a speaker, including clips and machines. */
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
