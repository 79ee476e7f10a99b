/** A document whose text there is not our newest. */
export interface MirroredFile {
  readonly document: number;
  /** The number of our newest. */
  readonly head: number;
  readonly path: string;
  /** Which of our revisions it is there; 0 where it is not there; null where it is none of them. */
  readonly known: number | null;
  /** What it is there, where that is no revision of ours and can be one. */
  readonly text: string | null;
  readonly blob: string;
}
