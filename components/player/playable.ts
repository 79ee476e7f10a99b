/** An episode as the player needs it. */
export interface PlayableEpisode {
  /** Its address, which also names it: two pages of one address are one episode. */
  readonly href: string;
  readonly title: string;
  readonly show: string;
  /** Where the audio is. Where nobody has linked any there is no bar: links still open the text at their moment. */
  readonly audio: { readonly url: string; readonly type: string | null } | null;
  /** Seconds, where known; the audio itself says it later. */
  readonly duration: number | null;
  /** Where the starts of the words are: immutable, named by the revision. */
  readonly wordStartsUrl: string;
  /** What the bar shows on its line. */
  readonly marks: readonly BarMark[];
  /** How loud the audio is along its length: 200 bars, a digit from 0 to f each; none where it is not measured. */
  readonly waveform: string | null;
}

/** A place on the bar's line: a break or a chapter has a name to go to, a gap is a dot. */
export interface BarMark {
  readonly kind: "break" | "chapter" | "gap";
  readonly start: number;
  readonly name: string;
}
