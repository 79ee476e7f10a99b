/**
 * Counts the cases that a law was asked about. A law that says nothing of some cases passes where all cases have become
 * such ones: count the others, and expect as many as there have to be.
 */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** Counts one more case of a kind. */
  add(kind: string): void {
    this.#counts.set(kind, this.of(kind) + 1);
  }

  /** How many cases of a kind there were. */
  of(kind: string): number {
    return this.#counts.get(kind) ?? 0;
  }
}
