/** What kind of number a claim states; `vague` states none that can be checked. */
export type QuantityKind =
  | "percent"
  | "count"
  | "duration"
  | "date-range"
  | "rank"
  | "trend"
  | "change"
  | "vague";

/** How the number was stated: bare, or with "about", "almost", "between" and so on. */
export type Comparator =
  | "exactly"
  | "stated"
  | "about"
  | "almost"
  | "just_over"
  | "more_than"
  | "less_than"
  | "at_least"
  | "at_most"
  | "between"
  | "majority"
  | "minority"
  | "vast_majority"
  | "rank"
  | "up"
  | "down"
  | "stable"
  | "none";

/** A quantity as stated on air. */
export interface Quantity {
  readonly kind: QuantityKind;
  /**
   * A percent from 0 to 100, a count, a duration in `unit`, or a rank from 1; absent for ranges and for words
   * alone.
   */
  readonly value?: number | undefined;
  /** Both ends of `between`; for a date range its first and last month, 1 to 12. */
  readonly range?: readonly [number, number] | undefined;
  /** `percent`, `persons`, `countries`, `day` to `year`, `rank`, or the plural of the counted noun. */
  readonly unit: string | null;
  readonly comparator: Comparator;
  readonly form?: "digits" | "fraction" | "words" | undefined;
  /** The end from which a rank is counted; the top unless stated otherwise. */
  readonly from?: "top" | "bottom" | undefined;
  /** For a rank: true if it means one of the first `value` places rather than exactly that place. */
  readonly within?: boolean | undefined;
}

/** Whom a claim is about: the respondents, or people at large. */
export type Scope = "sample" | "population";

/** Days in a unit of time (a month and a year as in the Julian calendar); undefined for any other unit. */
export function daysIn(unit: string | null): number | undefined {
  return unit === null ? undefined : DAYS.get(unit.replace(/s$/, ""));
}

const DAYS = new Map([
  ["second", 1 / 86_400],
  ["minute", 1 / 1440],
  ["hour", 1 / 24],
  ["day", 1],
  ["week", 7],
  ["month", 30.44],
  ["quarter", 91.31],
  ["year", 365.25],
  ["decade", 3652.5],
  ["century", 36_525],
]);
