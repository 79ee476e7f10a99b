/** An episode as the player needs it. */
export interface PlayableEpisode {
  /** Its address, which identifies it. */
  readonly href: string;
  readonly title: string;
  readonly show: string;
  /** The audio file; null where none is linked. Without it there is no bar, but links still open their moment. */
  readonly audio: { readonly url: string; readonly type: string | null } | null;
  /** In seconds; null where unknown: the audio reports it after loading. */
  readonly duration: number | null;
  /** The address of the times of the words. It names the revision and is immutable. */
  readonly wordStartsUrl: string;
  /** The marks on the seek bar. */
  readonly marks: readonly BarMark[];
  /** The waveform: 200 hexadecimal digits; null until it is measured. */
  readonly waveform: string | null;
}

/** A mark on the seek bar: a break or a chapter has a name and seeks when pressed, a gap is a dot. */
export interface BarMark {
  readonly kind: "break" | "chapter" | "gap";
  readonly start: number;
  readonly name: string;
}
