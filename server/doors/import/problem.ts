/** A file that was not imported, or was imported but needs a look. */
export interface Problem {
  /** Relative to the imported folder. */
  readonly path: string;
  readonly reason: string;
}
