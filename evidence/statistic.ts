/** One measured number, with what a comparison needs. */
export interface Statistic {
  readonly statistic: "percent" | "count" | "mean" | "median" | "rank";
  /** Null if the source prints none. */
  readonly value: number | null;
  /** The upper end, if the source prints a range. */
  readonly valueMax?: number | null | undefined;
  /** `>` and `<` make it a half-line; `~` is the source's own "about". */
  readonly qualifier?: "=" | ">" | "<" | "~" | undefined;
  readonly unit: string;
  /** The number of decimals printed; if absent, those of `value`. */
  readonly decimals?: number | null | undefined;
  /** How far rounding may have moved the value, where it was computed from several printed ones. */
  readonly roundedBy?: number | undefined;
  /** How many people answered. */
  readonly baseN?: number | null | undefined;
  readonly sampling?: "probability" | "nonprobability" | null | undefined;
  /** For a rank: how many were ranked, and the points to the next rank's value. */
  readonly of?: number | undefined;
  readonly gap?: number | undefined;
  /** The value of an earlier wave, for a trend. */
  readonly earlier?: number | undefined;
  /** YYYY-MM-DD. */
  readonly fieldStart?: string | null | undefined;
  readonly fieldEnd?: string | null | undefined;
}

/** Whether the statistic and the claim share episode, wave, question and base. */
export interface Context {
  readonly source: "same" | "other";
  readonly wave: "same" | "other";
  readonly question: "same" | "other";
  /** `other` only if both are stated and differ. */
  readonly base: "same" | "other";
}

// A source that prints more decimals does not know them.
const MOST_PLACES = 6;

/** How many decimals the source printed. */
export function placesOf({ value, decimals }: Statistic): number {
  const places = decimals ?? /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return Math.min(Math.max(places, 0), MOST_PLACES);
}

/** Half of the last decimal that the source printed; of all terms together where it was computed. */
export function halfLastPlace(statistic: Statistic): number {
  return statistic.roundedBy ?? 0.5 / 10 ** placesOf(statistic);
}
