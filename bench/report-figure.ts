import { appendFileSync } from "node:fs";

/** One result of a bench: a row of the table that `npm run bench` prints at the end. */
export interface Figure {
  /** What was measured, in a few words. */
  readonly what: string;
  /** The result, with its unit. */
  readonly figure: string;
  /** The value to reach, with its unit. */
  readonly bar: string;
  /** What the result is compared with. */
  readonly against: string;
  readonly reached: boolean;
}

/**
 * Prints a figure and passes it to `npm run bench`, which lists the figures of all benches at the end. A
 * figure that misses its bar makes the bench exit with code 1.
 */
export function reportFigure(found: Figure): void {
  const { what, figure, bar, against, reached } = found;
  console.log(`${what}: ${figure} (bar: ${bar}), against ${against}: ${reached ? "reached" : "MISSED"}`);
  if (!reached) process.exitCode = 1;
  // A file, not a pipe: an appended row survives even if the bench exits in its next line.
  const rows = process.env.ONRECORD_BENCH_FIGURES;
  if (rows) appendFileSync(rows, `${JSON.stringify(found)}\n`);
}
