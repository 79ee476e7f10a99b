import { appendFileSync } from "node:fs";

/** One thing a bench has found, as a row of the table that `npm run bench` ends with. */
export interface Figure {
  /** What was measured, in a few words. */
  readonly what: string;
  /** What came of it, with its unit. */
  readonly figure: string;
  /** What it must reach, with its unit. */
  readonly bar: string;
  /** What it is measured against. */
  readonly against: string;
  readonly reached: boolean;
}

/**
 * Prints a figure, and hands it to `npm run bench`, which lists those of all benches in the end. One that misses
 * its bar makes the bench end with code 1.
 */
export function reportFigure(found: Figure): void {
  const { what, figure, bar, against, reached } = found;
  console.log(`${what}: ${figure} (bar: ${bar}), against ${against}: ${reached ? "reached" : "MISSED"}`);
  if (!reached) process.exitCode = 1;
  // A file and not a pipe: what is appended is there even where the bench ends itself in the next line.
  const rows = process.env.ONRECORD_BENCH_FIGURES;
  if (rows) appendFileSync(rows, `${JSON.stringify(found)}\n`);
}
