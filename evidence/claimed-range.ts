import { daysIn, type Quantity } from "./quantity";

/** A range of numbers; a null end is unbounded. */
export interface Interval {
  readonly lo: number | null;
  readonly hi: number | null;
  /** True if the end itself is excluded. */
  readonly openLo: boolean;
  readonly openHi: boolean;
}

/** The three words that state a share without a number, in percent. */
const WORDS = {
  majority: { lo: 50, hi: 100, openLo: true, openHi: false },
  minority: { lo: 0, hi: 50, openLo: false, openHi: true },
  vast_majority: { lo: 75, hi: 100, openLo: false, openHi: false },
} as const;

/**
 * How precise the stated number is. Percents: 2.5 for a fraction or a multiple of five, the last decimal that was
 * said ("0.2 %": 0.1), else 1. Counts: the
 * largest power of ten that divides the number, at most a tenth of it. Durations: a quarter, in days. A range
 * takes the width of its more precise end.
 */
export function widthOf(quantity: Quantity): number {
  const values = quantity.range ?? [quantity.value ?? Number.NaN];
  return Math.min(...values.map((value) => widthOfValue(quantity, value)));
}

function widthOfValue({ kind, unit, form }: Quantity, value: number): number {
  if (kind === "duration") return (value * (daysIn(unit) ?? 1)) / 4;
  if (kind === "count") return countWidth(value);
  return percentWidth(value, form === "fraction");
}

/** In percentage points. */
export function percentWidth(value: number, fraction = false): number {
  const place = fraction ? 1 : lastPlace(value);
  if (place < 1) return place;
  return fraction || (Number.isFinite(value) && near(value % 5, 0)) ? 2.5 : 1;
}

/** The last decimal place of a percent as it was said: 1 for "7 %", 0.1 for "7.3 %". */
export function lastPlace(value: number): number {
  let place = 1;
  while (place > 1e-3 && !near(value / place, Math.round(value / place))) place /= 10;
  return place;
}

/** In the unit of the count. */
export function countWidth(value: number): number {
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size === 0) return 0;
  let power = 10 ** Math.floor(Math.log10(size));
  // Nobody says more than six decimals.
  while (power > 1e-6 && !near(size / power, Math.round(size / power))) power /= 10;
  return Math.min(power, size / 10);
}

/**
 * The measured values that would support a claim, in percent, in the counted unit, or in days; null if the
 * quantity states none. See SURVEYS.md, section 5.3.
 */
export function claimedRange(quantity: Quantity): Interval | null {
  const { comparator, kind, form } = quantity;
  if (comparator === "majority" || comparator === "minority" || comparator === "vast_majority")
    return kind === "percent" ? WORDS[comparator] : null;
  const days = kind === "duration" ? daysIn(quantity.unit) : 1;
  if (days === undefined) return null;
  if (comparator === "between") return quantity.range ? between(quantity, days) : null;
  if (quantity.value === undefined || !Number.isFinite(quantity.value)) return null;
  const v = quantity.value * days;
  const w = widthOf(quantity);
  switch (comparator) {
    case "exactly":
      return closed(v, v);
    case "stated":
      if (kind === "percent" && form === "digits") {
        const half = lastPlace(v) / 2;
        return closed(v - half, v + half);
      }
      return form === "fraction" ? closed(v - w, v + w) : closed(v - w / 2, v + w / 2);
    case "about":
      return closed(v - w, v + w);
    case "almost":
      return { ...closed(v - w, v), openHi: true };
    case "just_over":
      return { ...closed(v, v + w), openLo: true };
    case "more_than":
      return { ...closed(v, null), openLo: true };
    case "less_than":
      return { ...closed(null, v), openHi: true };
    case "at_least":
      return closed(v, null);
    case "at_most":
      return closed(null, v);
    default:
      return null;
  }
}

function between({ range = [0, 0], kind }: Quantity, days: number): Interval {
  const [a, b] = range;
  const around = kind === "percent" ? Math.max(0, Math.min(...range.map(lastPlace)) / 2) : 0;
  return closed(Math.min(a, b) * days - around, Math.max(a, b) * days + around);
}

const closed = (lo: number | null, hi: number | null): Interval => ({ lo, hi, openLo: false, openHi: false });

/** Equal within floating-point precision. */
export const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
