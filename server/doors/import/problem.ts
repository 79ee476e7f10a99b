/** Something that was not imported, or was imported but needs a look. */
export interface Problem {
  /** A file relative to the imported folder, or a feed's item by its title. */
  readonly path: string;
  /** The feed in which an item stands: its address or file. */
  readonly file?: string | undefined;
  /** The line in that file, from 1. */
  readonly line?: number | undefined;
  readonly reason: string;
}
