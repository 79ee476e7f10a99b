/** What kind of thing a claim says of a number; `vague` states none that could be checked. */
export type QuantityKind =
  | "percent"
  | "count"
  | "duration"
  | "date-range"
  | "rank"
  | "trend"
  | "change"
  | "vague";

/** How the number was said: bare, "about", "almost", "between" and so on. */
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

/** A quantity as it was said on air. */
export interface Quantity {
  readonly kind: QuantityKind;
  /** A percent from 0 to 100, a count, a length in `unit`, or a rank from 1; none with a range or words alone. */
  readonly value?: number | undefined;
  /** Both ends of `between`; for a date range its first and last month, 1 to 12. */
  readonly range?: readonly [number, number] | undefined;
  /** `percent`, `persons`, `countries`, `day` to `year`, `rank`, or the plural noun that was counted. */
  readonly unit: string | null;
  readonly comparator: Comparator;
  readonly form?: "digits" | "fraction" | "words" | undefined;
  /** Which end a rank is counted from; the top where it is not said. */
  readonly from?: "top" | "bottom" | undefined;
  /** Of a rank: among the first `value`, rather than at that very place. */
  readonly within?: boolean | undefined;
}

/** Whom a claim is about: those who were asked, or people at large. */
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
