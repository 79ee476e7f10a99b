/** One measured number, as far as a comparison needs it. */
export interface Statistic {
  readonly statistic: "percent" | "count" | "mean" | "median" | "rank";
  /** Null where the source prints none. */
  readonly value: number | null;
  /** The upper end, where the source prints a range. */
  readonly valueMax?: number | null | undefined;
  /** `>` and `<` make it a half-line; `~` is the source's own "about". */
  readonly qualifier?: "=" | ">" | "<" | "~" | undefined;
  readonly unit: string;
  /** Printed places after the point; those of the value where it is not stated. */
  readonly decimals?: number | null | undefined;
  /** How many answered. */
  readonly baseN?: number | null | undefined;
  readonly sampling?: "probability" | "nonprobability" | null | undefined;
  /** Of a rank: how many were ranked, and the points to the next rank's value. */
  readonly of?: number | undefined;
  readonly gap?: number | undefined;
  /** The value of an earlier wave, for a trend. */
  readonly earlier?: number | undefined;
  /** YYYY-MM-DD. */
  readonly fieldStart?: string | null | undefined;
  readonly fieldEnd?: string | null | undefined;
}

/** How a statistic stands to the claim: whether it is from the same episode, wave, question and base. */
export interface Context {
  readonly source: "same" | "other";
  readonly wave: "same" | "other";
  readonly question: "same" | "other";
  /** `other` only where both are stated and differ. */
  readonly base: "same" | "other";
}

/** Half of the last place the source printed. */
export function halfLastPlace({ value, decimals }: Statistic): number {
  const places = decimals ?? /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 0.5 / 10 ** places;
}
