import {
  claimedRange,
  countWidth,
  type Interval,
  lastPlace,
  near,
  percentWidth,
  widthOf,
} from "./claimed-range";
import { daysIn, type Quantity, type Scope } from "./quantity";
import { type Context, halfLastPlace, type Statistic } from "./statistic";
import { countsTheSame } from "./units";

export type Outcome = "matches" | "close" | "differs" | "not comparable";

/** Why a claim and a statistic cannot be compared. */
export type Reason =
  | "no-quantity"
  | "no-value"
  | "same-source"
  | "wave"
  | "question"
  | "base"
  | "unit"
  /** It rose where the claim says that it fell, or the other way round. */
  | "direction"
  /** One answer is held against a claim about another, or about several: see `mayRefute`. */
  | "category";

/** The result of a comparison. Percents in points, durations in days. */
export interface Comparison {
  readonly outcome: Outcome;
  /** Set only if the two are not comparable. */
  readonly reason: Reason | null;
  /** The claimed range; a null end is unbounded. Null as a whole for ranks, trends and dates. */
  readonly range: readonly [number | null, number | null] | null;
  /** The ends of the range that are excluded. */
  readonly open: readonly ("lo" | "hi")[];
  /** From the range to the value, 0 inside it. For a trend: later minus earlier. Null against a half-line. */
  readonly distance: number | null;
  /** The largest distance that still counts as close. */
  readonly slack: number | null;
  /** The margin of error, if the statistic has one. */
  readonly marginOfError: number | null;
}

/** What is compared. */
export interface Compared {
  readonly quantity: Quantity;
  readonly scope: Scope | null;
  readonly statistic: Statistic;
  readonly context: Context;
}

/** Whether a claim agrees with a statistic, by the rules of SURVEYS.md, section 5. Never throws. */
export function compare({ quantity, scope, statistic, context }: Compared): Comparison {
  const reason = whyNot(quantity, statistic, context);
  if (reason) return { ...NOTHING, outcome: "not comparable", reason };
  switch (quantity.kind) {
    case "rank":
      return compareRank(quantity, statistic);
    case "trend":
      return compareTrend(quantity, statistic);
    case "date-range":
      return compareDates(quantity, statistic);
    default:
      return compareNumber(quantity, scope, statistic);
  }
}

/** The relation that the outcome suggests; a person decides. */
export function suggestRelation(outcome: Outcome): "supports" | "refutes" | "context" {
  if (outcome === "not comparable") return "context";
  return outcome === "differs" ? "refutes" : "supports";
}

const NOTHING = {
  reason: null,
  range: null,
  open: [],
  distance: null,
  slack: null,
  marginOfError: null,
} as const;

function whyNot(quantity: Quantity, statistic: Statistic, context: Context): Reason | null {
  if (!statesQuantity(quantity)) return "no-quantity";
  const dated = quantity.kind === "date-range";
  if (dated ? askedMonths(statistic).length === 0 : !isNumber(statistic.value)) return "no-value";
  if (context.source === "same") return "same-source";
  if (context.wave === "other") return "wave";
  // A single wave shows no trend.
  if (quantity.kind === "trend" && !isNumber(statistic.earlier)) return "wave";
  if (context.question === "other") return "question";
  if (context.base === "other") return "base";
  return dated || sameUnit(quantity, statistic) ? null : "unit";
}

const isNumber = (value: number | null | undefined): value is number => Number.isFinite(value);

function statesQuantity(quantity: Quantity): boolean {
  if (quantity.kind === "vague" || quantity.comparator === "none") return false;
  if (quantity.kind === "trend") return ["up", "down", "stable"].includes(quantity.comparator);
  if (quantity.kind === "rank") return isNumber(quantity.value) && quantity.value >= 1;
  if (quantity.kind === "date-range") return quantity.range?.every(isNumber) ?? false;
  // A change is not a share or a count, so it can only be compared with a trend.
  if (quantity.kind === "change") return true;
  const range = claimedRange(quantity);
  return range !== null && [range.lo, range.hi].every((end) => end === null || Number.isFinite(end));
}

function sameUnit(quantity: Quantity, statistic: Statistic): boolean {
  switch (quantity.kind) {
    case "percent":
      return statistic.unit === "percent" && statistic.statistic !== "rank";
    case "trend":
      return quantity.unit === null || quantity.unit === statistic.unit;
    case "rank":
      return statistic.statistic === "rank";
    case "duration":
      return daysIn(statistic.unit) !== undefined;
    case "count":
      return (
        statistic.unit !== "percent" &&
        statistic.statistic !== "rank" &&
        countsTheSame(quantity.unit, statistic.unit)
      );
    default:
      return false;
  }
}

function compareNumber(quantity: Quantity, scope: Scope | null, statistic: Statistic): Comparison {
  const range = claimedRange(quantity) as Interval;
  const marginOfError = marginOf(quantity, scope, statistic);
  const slack = Math.max(slackOf(quantity, statistic), Math.min(marginOfError ?? 0, 5));
  const measured = measuredInterval(quantity, statistic);
  const halfLine = statistic.qualifier === ">" || statistic.qualifier === "<";
  const distance = gap(range, measured);
  const outcome = within(measured, range)
    ? "matches"
    : halfLine
      ? apart(range, measured)
        ? "differs"
        : "close"
      : distance <= slack || near(distance, slack)
        ? "close"
        : "differs";
  return {
    outcome,
    reason: null,
    range: [range.lo, range.hi],
    open: [...(range.openLo ? (["lo"] as const) : []), ...(range.openHi ? (["hi"] as const) : [])],
    distance: halfLine ? null : distance,
    slack,
    marginOfError,
  };
}

/** The measured value: a point, the range that the source prints, or the half-line of `>` and `<`. */
function measuredInterval(quantity: Quantity, statistic: Statistic): Interval {
  const days = quantity.kind === "duration" ? (daysIn(statistic.unit) ?? 1) : 1;
  const lo = (statistic.value ?? 0) * days;
  const hi = isNumber(statistic.valueMax) ? statistic.valueMax * days : lo;
  // A share is between 0 and 100 percent, and a count is never below 0.
  const most = statistic.unit === "percent" ? 100 : null;
  if (statistic.qualifier === ">") return { lo, hi: most, openLo: true, openHi: false };
  if (statistic.qualifier === "<") return { lo: 0, hi: lo, openLo: false, openHi: true };
  return { lo, hi, openLo: false, openHi: false };
}

function slackOf(quantity: Quantity, statistic: Statistic): number {
  const percent = quantity.kind === "percent";
  const place = halfLastPlace(statistic);
  const own = statistic.qualifier === "~" ? ownWidth(quantity, statistic) : 0;
  if (quantity.comparator === "exactly") return (percent ? place : 0) + own;
  const half = widthOf(quantity) / 2;
  return (percent ? Math.max(leastSlack(quantity), half, place) : half) + own;
}

/** Below this many percent a whole point is too much to be "close". */
const SMALL_PERCENT = 5;

/** A point; of a small percent that was said with decimals, its own last place. */
function leastSlack({ value, range }: Quantity): number {
  const said = range ? Math.max(...range) : (value ?? Number.NaN);
  return said < SMALL_PERCENT ? lastPlace(said) : 1;
}

/** The width of a value that the source itself calls approximate. */
function ownWidth({ kind }: Quantity, { value, unit }: Statistic): number {
  const v = value ?? 0;
  if (kind === "percent") return percentWidth(v);
  return kind === "duration" ? (v * (daysIn(unit) ?? 1)) / 4 : countWidth(v);
}

/**
 * The 95 % margin of error, in points. Only a probability sample has one (AAPOR). A claim about the
 * respondents themselves needs none: their value is known exactly.
 */
function marginOf(
  { kind }: Quantity,
  scope: Scope | null,
  { value, baseN, sampling }: Statistic,
): number | null {
  if (kind !== "percent" || scope !== "population" || sampling !== "probability") return null;
  if (!isNumber(baseN) || baseN <= 0) return null;
  const p = Math.min(Math.max((value ?? 0) / 100, 0), 1);
  return 196 * Math.sqrt((p * (1 - p)) / baseN);
}

/** Whether all of `inner` lies in `outer`. */
function within(inner: Interval, outer: Interval): boolean {
  return (
    startsIn(inner.lo, inner.openLo, outer.lo, outer.openLo) &&
    startsIn(negated(inner.hi), inner.openHi, negated(outer.hi), outer.openHi)
  );
}

const negated = (end: number | null) => (end === null ? null : -end);

function startsIn(
  inner: number | null,
  innerOpen: boolean,
  outer: number | null,
  outerOpen: boolean,
): boolean {
  if (outer === null) return true;
  if (inner === null) return false;
  return near(inner, outer) ? innerOpen || !outerOpen : inner > outer;
}

/** The distance between two ranges; 0 if they touch or overlap. */
function gap(a: Interval, b: Interval): number {
  const above = b.lo !== null && a.hi !== null ? b.lo - a.hi : 0;
  const below = a.lo !== null && b.hi !== null ? a.lo - b.hi : 0;
  const distance = Math.max(above, below, 0);
  return near(distance, 0) ? 0 : distance;
}

function apart(a: Interval, b: Interval): boolean {
  return isBefore(a, b) || isBefore(b, a);
}

function isBefore(a: Interval, b: Interval): boolean {
  if (a.hi === null || b.lo === null) return false;
  return near(a.hi, b.lo) ? a.openHi || b.openLo : a.hi < b.lo;
}

function compareRank(quantity: Quantity, statistic: Statistic): Comparison {
  const rank = statistic.value ?? 0;
  const k = quantity.value ?? 1;
  const bottom = quantity.from === "bottom";
  if (bottom && !isNumber(statistic.of)) return { ...NOTHING, outcome: "not comparable", reason: "no-value" };
  // Counts from the top, so that "among the last two" is a place and everything below it.
  const place = bottom ? (statistic.of ?? 0) + 1 - k : k;
  const inside = quantity.within && (bottom ? rank >= place : rank <= place);
  const distance = inside ? 0 : Math.abs(place - rank);
  const tied = isNumber(statistic.gap) && statistic.gap <= 1;
  const outcome = distance === 0 ? "matches" : distance <= 1 || tied ? "close" : "differs";
  return { ...NOTHING, outcome, distance };
}

function compareTrend({ comparator }: Quantity, statistic: Statistic): Comparison {
  const distance = (statistic.value ?? 0) - (statistic.earlier ?? 0);
  // Up and down mirror each other; stable has no direction.
  const [matches, close] =
    comparator === "stable"
      ? [atMost(Math.abs(distance), 1), atMost(Math.abs(distance), 2.5)]
      : [
          !atMost(comparator === "up" ? distance : -distance, 1),
          atMost(-1, comparator === "up" ? distance : -distance),
        ];
  return { ...NOTHING, outcome: matches ? "matches" : close ? "close" : "differs", distance };
}

const atMost = (a: number, b: number) => a <= b || near(a, b);

function compareDates({ range = [1, 12] }: Quantity, statistic: Statistic): Comparison {
  const asked = askedMonths(statistic);
  const said = monthsFrom(...range);
  const held = asked.filter((month) => said.includes(month)).length;
  return { ...NOTHING, outcome: held === asked.length ? "matches" : held > 0 ? "close" : "differs" };
}

/** The months when the survey was in the field; none if its dates are not stated. */
function askedMonths({ fieldStart, fieldEnd }: Statistic): number[] {
  return monthsFrom(Number(fieldStart?.slice(5, 7)), Number(fieldEnd?.slice(5, 7)));
}

/** The months from one to another, across the turn of the year if the second comes first. */
function monthsFrom(first: number, last: number): number[] {
  return Array.from(
    { length: ((((last - first) % 12) + 12) % 12) + 1 },
    (_, i) => ((first - 1 + i) % 12) + 1,
  );
}
