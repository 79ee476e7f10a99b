import { claimedRange } from "./claimed-range";
import { type Compared, type Comparison, compare } from "./compare";
import type { Quantity } from "./quantity";
import { halfLastPlace, placesOf, type Statistic } from "./statistic";

/**
 * What is computed from several statistics of one question: the share of several answers together (`sum`), of all
 * others (`complement`), the points between two waves (`difference`, later less earlier) or how many times as much
 * (`ratio`, first by second).
 */
export type Operation = "sum" | "complement" | "difference" | "ratio";

/** An operation over statistics, in the order in which they are written out. */
export interface Expression {
  readonly operation: Operation;
  readonly terms: readonly Statistic[];
}

const MOST_TERMS = 20;

/**
 * The statistic that an expression comes to, with the rounding of all its terms; null where it makes no sense: the
 * wrong number of terms, a term without a value or with half a line, units that differ, a division by nothing, a sum
 * over 100 percent by more than rounding.
 */
export function evaluate({ operation, terms }: Expression): Statistic | null {
  const [first, second] = terms;
  if (!first || terms.length > MOST_TERMS) return null;
  const plain = terms.every(
    ({ value, unit, statistic, qualifier = "=", valueMax }) =>
      value !== null &&
      unit === first.unit &&
      statistic === first.statistic &&
      qualifier === "=" &&
      (valueMax ?? null) === null,
  );
  if (!plain || first.statistic === "rank") return null;
  const values = terms.map(({ value }) => value ?? 0);
  const roundedBy = terms.map(halfLastPlace).reduce((sum, half) => sum + half, 0);
  const made = (value: number, more: Partial<Statistic> = {}): Statistic => ({
    ...first,
    // What floating-point arithmetic adds to decimals is not part of the figure.
    value: Number(value.toFixed(6)),
    valueMax: null,
    qualifier: "=",
    roundedBy,
    ...more,
  });
  switch (operation) {
    case "sum": {
      const total = values.reduce((sum, value) => sum + value, 0);
      if (terms.length < 2 || (first.unit === "percent" && total > 100 + roundedBy)) return null;
      return made(total);
    }
    case "complement":
      return terms.length === 1 && first.statistic === "percent" ? made(100 - (first.value ?? 0)) : null;
    case "difference":
      return terms.length === 2 ? made((first.value ?? 0) - (second?.value ?? 0)) : null;
    case "ratio": {
      const by = second?.value ?? 0;
      if (terms.length !== 2 || by === 0) return null;
      const value = (first.value ?? 0) / by;
      const off = halfLastPlace(first) / by + (value * halfLastPlace(second as Statistic)) / by;
      return made(value, { statistic: "count", unit: "times", roundedBy: off });
    }
  }
}

/** Whether a claim agrees with what an expression comes to; by the same rules as with a single statistic. */
export function compareExpression({
  expression,
  ...compared
}: Omit<Compared, "statistic"> & { readonly expression: Expression }): Comparison | null {
  const statistic = evaluate(expression);
  if (!statistic) return null;
  // A change is said without its sign, "seven points", so a fall of seven is compared like a rise.
  const value = expression.operation === "difference" ? Math.abs(statistic.value ?? 0) : statistic.value;
  const quantity = asMeasured(compared.quantity, expression);
  return compare({ ...compared, quantity, statistic: { ...statistic, value } });
}

/** A change as the number it is compared as: points are percents, "times" and "15 to 1" are counted. */
function asMeasured(quantity: Quantity, { operation }: Expression): Quantity {
  if (operation === "difference" && quantity.kind === "change" && quantity.unit === "percent")
    return { ...quantity, kind: "percent", form: "digits" };
  if (operation === "ratio" && (quantity.unit === "times" || quantity.unit === "to 1"))
    return { ...quantity, kind: "count", unit: "times" };
  return quantity;
}

/** How the answers of one question say what a claim says, where no single one does. */
export interface SuggestedExpression {
  readonly expression: Expression;
  /** The places of the terms in the list that was given. */
  readonly of: readonly number[];
  readonly comparison: Comparison;
}

// "At least", "more than six years", "daily or more often": said of an answer, not of the number.
const SEVERAL =
  /\b(?:at least|at most|or (?:more|less|fewer|higher|lower|above|below|better|worse|longer|over|under|older|younger)|more than|less than|fewer than|longer than|over|under|up to|either|combined|together|altogether|in total|both|beyond|plus|\d\+)\b|\d\+/i;

/** Whether the words around its number speak of several answers at once. */
export function saysSeveral(quote: string, said: readonly [start: number, end: number]): boolean {
  return SEVERAL.test(`${quote.slice(0, said[0])} ${quote.slice(said[1])}`);
}

/**
 * Expressions over the answers of one question, with one base and in the order of the question, that come to what a
 * claim states; the closest first. Sums are of answers side by side, as on a scale.
 */
export function suggestExpressions({
  several,
  denied,
  statistics,
  ...compared
}: Omit<Compared, "statistic"> & {
  /** Whether the claim speaks of several answers at once. */
  readonly several: boolean;
  /** The places of the answers that the claim denies. */
  readonly denied: readonly number[];
  readonly statistics: readonly Statistic[];
}): SuggestedExpression[] {
  const found: SuggestedExpression[] = [];
  const offer = (operation: Operation, of: readonly number[], terms: readonly Statistic[]) => {
    const comparison = compareExpression({ ...compared, expression: { operation, terms } });
    if (comparison && (comparison.outcome === "matches" || comparison.outcome === "close"))
      found.push({ expression: { operation, terms }, of, comparison });
  };
  const { kind, unit } = compared.quantity;
  if (kind === "percent" && claimedRange(compared.quantity)) {
    for (const at of denied) {
      const denies = statistics[at];
      if (denies) offer("complement", [at], [denies]);
    }
    if (several)
      for (let from = 0; from < statistics.length; from += 1)
        for (let to = from + 1; to < Math.min(statistics.length, from + MOST_TERMS); to += 1) {
          const terms = statistics.slice(from, to + 1);
          offer(
            "sum",
            terms.map((_, i) => from + i),
            terms,
          );
        }
  }
  statistics.forEach((statistic, at) => {
    if (statistic.earlier === undefined || statistic.value === null) return;
    const earlier = { ...statistic, value: statistic.earlier };
    if (kind === "change" && unit === "percent") offer("difference", [at], [statistic, earlier]);
    if (kind === "change" && unit === "times") offer("ratio", [at], [statistic, earlier]);
  });
  if (unit === "to 1")
    statistics.forEach((first, a) => {
      statistics.forEach((second, b) => {
        if (a !== b) offer("ratio", [a, b], [first, second]);
      });
    });
  return found
    .sort((a, b) => (a.comparison.distance ?? 0) - (b.comparison.distance ?? 0) || a.of.length - b.of.length)
    .slice(0, 5);
}

/** Answers of which everybody gives one: only their shares add up to the share of those who gave any of them. */
const ONE_EACH = new Set(["single", "scale"]);

/** Whether the shares of a question's answers may be added. Where several answers could be given, a sum means nothing. */
export const addsUp = (responseType: string | null): boolean =>
  responseType !== null && ONE_EACH.has(responseType);

const number = (value: number, least: number) =>
  new Intl.NumberFormat("en", {
    minimumFractionDigits: least,
    maximumFractionDigits: Math.max(2, least),
  }).format(value);

/**
 * An expression written out: "31.43 + 33.06 + 12.21 = 76.70 %". What it comes to has as many decimals as its terms; a
 * ratio has two at most.
 */
export function sayExpression(expression: Expression): string {
  const made = evaluate(expression);
  const places = Math.max(0, ...expression.terms.map(placesOf));
  const [first = "", second = ""] = expression.terms.map((term) => number(term.value ?? 0, placesOf(term)));
  const unit = made?.unit === "percent" ? " %" : made?.unit === "times" ? " times" : "";
  const least = expression.operation === "ratio" ? 0 : places;
  const equals = made === null ? "?" : `${number(made.value ?? 0, least)}${unit}`;
  switch (expression.operation) {
    case "sum":
      return `${expression.terms.map((term) => number(term.value ?? 0, placesOf(term))).join(" + ")} = ${equals}`;
    case "complement":
      return `100 − ${first} = ${equals}`;
    case "difference":
      return `${first} − ${second} = ${equals.replace(" %", " points")}`;
    case "ratio":
      return `${first} ÷ ${second} = ${equals}`;
  }
}
