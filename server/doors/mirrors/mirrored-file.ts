/** A document whose text in the mirror differs from its head. */
export interface MirroredFile {
  readonly document: number;
  /** The number of the head. */
  readonly head: number;
  /** Its name there. */
  readonly path: string;
  /**
   * The revision that the mirror has: 0 if the file is missing there, null if its text is not a revision of
   * the document.
   */
  readonly known: number | null;
  /** The mirror's text, if it is not a revision of the document and can become one. */
  readonly text: string | null;
  readonly blob: string;
}
