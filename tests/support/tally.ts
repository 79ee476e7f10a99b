/**
 * Counts the cases for which a law made a statement. A law that skips some cases would pass even if it
 * skipped all: count the cases it does not skip, and expect a minimum.
 */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** Counts one more case of a kind. */
  add(kind: string): void {
    this.#counts.set(kind, this.of(kind) + 1);
  }

  /** The number of cases of a kind. */
  of(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }
}
