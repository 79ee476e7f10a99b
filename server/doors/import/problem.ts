/** Something that was not imported, or was and wants to be looked at. */
export interface Problem {
  /** Relative to the folder imported. */
  readonly path: string;
  readonly reason: string;
}
