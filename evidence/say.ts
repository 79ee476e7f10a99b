import type { Comparison } from "./compare";
import type { Quantity } from "./quantity";
import type { Statistic } from "./statistic";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

const BEFORE: Partial<Record<Quantity["comparator"], string>> = {
  exactly: "exactly ",
  about: "about ",
  almost: "almost ",
  just_over: "just over ",
  more_than: "more than ",
  less_than: "less than ",
  at_least: "at least ",
  at_most: "at most ",
};
const WORDS: Partial<Record<Quantity["comparator"], string>> = {
  majority: "the majority",
  minority: "a minority",
  vast_majority: "the vast majority",
  up: "that it goes up",
  down: "that it goes down",
  stable: "that it stays the same",
  none: "no number",
};
const FRACTIONS = new Map([
  [50, "half"],
  [33.33, "a third"],
  [66.67, "two thirds"],
  [25, "a quarter"],
  [75, "three quarters"],
  [20, "a fifth"],
  [10, "a tenth"],
]);

/** Words a quantity: "about a third", "almost 4,300 persons", "12 % to 13 %". */
export function sayQuantity(quantity: Quantity): string {
  const { comparator, kind, value, range, unit, form, from } = quantity;
  const words = WORDS[comparator];
  if (words !== undefined) return words;
  if (kind === "rank") {
    const end = from === "bottom" ? "from the bottom" : "from the top";
    return `${quantity.within ? "among the first" : "place"} ${value ?? "?"} ${end}`;
  }
  if (range) return `${sayNumber(range[0], unit)} to ${sayNumber(range[1], unit)}`;
  const fraction = form === "fraction" && value !== undefined ? FRACTIONS.get(value) : undefined;
  return `${BEFORE[comparator] ?? ""}${fraction ?? (value === undefined ? "no number" : sayNumber(value, unit))}`;
}

/** Words a measured value: "37 %", "more than 140 countries", "12th place of 14". */
export function sayStatistic({ statistic, value, valueMax, qualifier, unit, of }: Statistic): string {
  if (value === null) return "no value";
  if (statistic === "rank") return `place ${value}${of === undefined ? "" : ` of ${of}`}`;
  const before = { ">": "more than ", "<": "less than ", "~": "about ", "=": "" }[qualifier ?? "="];
  const upper = valueMax === null || valueMax === undefined ? "" : ` to ${sayNumber(valueMax, unit)}`;
  return `${before}${sayNumber(value, unit)}${upper}`;
}

function sayNumber(value: number, unit: string | null): string {
  if (unit === "percent") return `${grouped.format(value)}\u00a0%`;
  if (unit === null || unit === "rank") return grouped.format(value);
  const named = value === 1 || unit.endsWith("s") || unit === "feet" ? unit : `${unit}s`;
  return `${grouped.format(value)} ${named}`;
}

const REASONS: Record<string, string> = {
  "no-quantity": "the claim states no number",
  "no-value": "the source prints no value",
  "same-source": "the figure was only ever read off this very episode",
  wave: "it needs figures of another wave of the survey",
  question: "it answers another question",
  base: "it counts other people",
  category: "the claim is about another answer, or about several at once",
  unit: "it is counted in another unit",
  direction: "it went the other way",
};

/**
 * Explains an outcome in a sentence without its full stop: "what was said holds for 30.83 to 35.83; it is
 * 1.17 beyond, within the slack of 1.25". Durations are compared in days.
 */
export function sayWhy({ outcome, reason, range, distance, slack }: Comparison): string {
  if (reason !== null) return sayReason(reason);
  if (range === null) return outcome === "matches" ? "they say the same" : "they do not say the same";
  const [low, high] = range.map((end) => (end === null ? null : grouped.format(end)));
  const said =
    low === null
      ? `anything up to ${high}`
      : high === null
        ? `anything from ${low}`
        : low === high
          ? `${low}`
          : `${low} to ${high}`;
  const holds = `what was said holds for ${said}`;
  if (outcome === "matches") return holds;
  // Only one end of a half-line is known.
  if (distance === null) return `${holds}; the source names one end alone, and only a part of that is in it`;
  const away = distance === 0 ? "it is the end that is left out" : `it is ${grouped.format(distance)} beyond`;
  return `${holds}; ${away}, ${outcome === "close" ? "within" : "more than"} the slack of ${grouped.format(slack ?? 0)}`;
}

/** Words the reason why a claim and a statistic cannot be compared. */
export const sayReason = (reason: string): string => REASONS[reason] ?? reason;
