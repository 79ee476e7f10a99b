import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Comparison, compare, type Quantity, type Scope, type Statistic } from "../../evidence";
import { corpusSkipped, corpusTitle, sharedRows } from "../support/corpus";

interface Row {
  readonly id: string;
  readonly claim: { readonly quantity: Quantity; readonly scope: Scope };
  readonly statistic: Omit<Statistic, "baseN" | "earlier"> & { base_n?: number | null; from?: number };
  readonly context: { source: "same" | "other"; wave: "same"; question: "same"; base: "same" };
  readonly expect: Record<string, unknown>;
}

const twoPlaces = (n: number | null) => (n === null ? null : Math.round(n * 100 + 1e-7) / 100);

/** The answer in the terms of the labelled file. */
const labelled = (found: Comparison) => ({
  outcome: found.outcome,
  reason: found.reason,
  range: found.range?.map(twoPlaces),
  open: found.open,
  distance: twoPlaces(found.distance),
  slack: twoPlaces(found.slack),
  moe: twoPlaces(found.marginOfError),
});

describe("comparison", () => {
  it.skipIf(corpusSkipped)(corpusTitle("agrees with every labelled case"), () => {
    const rows = sharedRows<Row>("surveys/comparison.jsonl");
    expect(rows.length).toBeGreaterThanOrEqual(15);
    for (const { id, claim, statistic, context, expect: expected } of rows) {
      const { base_n, from, ...rest } = statistic;
      const found = compare({
        ...claim,
        statistic: { ...rest, baseN: base_n ?? null, ...(from === undefined ? {} : { earlier: from }) },
        context,
      });
      expect({ id, ...labelled(found) }).toMatchObject({ id, ...expected });
    }
  });

  const SAME = { source: "other", wave: "same", question: "same", base: "same" } as const;
  const percent = (value: number | null, more: Partial<Statistic> = {}): Statistic => ({
    statistic: "percent",
    unit: "percent",
    decimals: 0,
    value,
    ...more,
  });
  const said = (value: number, comparator: Quantity["comparator"] = "stated", more: Partial<Quantity> = {}) =>
    ({ kind: "percent", unit: "percent", form: "digits", value, comparator, ...more }) as const;
  const outcome = (quantity: Quantity, statistic: Statistic, scope: Scope = "sample") =>
    compare({ quantity, statistic, scope, context: SAME }).outcome;

  it("compares a small percent by its own last place", () => {
    expect(outcome(said(0.2), percent(0.2, { decimals: 1 }))).toBe("matches");
    expect(outcome(said(0.2), percent(0.3, { decimals: 1 }))).toBe("close");
    expect(outcome(said(0.2), percent(0.7, { decimals: 1 }))).toBe("differs");
    expect(outcome(said(0.2, "about"), percent(0.3, { decimals: 1 }))).toBe("matches");
    expect(outcome(said(7.3), percent(7.34, { decimals: 2 }))).toBe("matches");
    expect(outcome(said(7.3), percent(7.9, { decimals: 1 }))).toBe("close");
    expect(outcome(said(3), percent(3.4, { decimals: 1 }))).toBe("matches");
  });

  it("counts respondents, responses and people as the same, and nothing else", () => {
    const counted = (unit: string, other: string) =>
      outcome(
        { kind: "count", value: 500, unit, comparator: "stated", form: "digits" },
        {
          ...percent(500),
          statistic: "count",
          unit: other,
        },
      );
    expect(counted("responses", "respondents")).toBe("matches");
    expect(counted("persons", "responses")).toBe("matches");
    expect(counted("persons", "developers")).toBe("matches");
    expect(counted("countries", "respondents")).toBe("not comparable");
  });

  it("names the first reason that holds", () => {
    const reason = (quantity: Quantity, statistic: Statistic, context: object = {}) =>
      compare({ quantity, statistic, scope: "sample", context: { ...SAME, ...context } }).reason;
    const all = { source: "same", wave: "other", question: "other", base: "other" };
    const vague: Quantity = { kind: "vague", unit: null, comparator: "none" };
    const count: Quantity = { kind: "count", value: 5, unit: "persons", comparator: "stated" };
    expect(reason(vague, percent(null), all)).toBe("no-quantity");
    expect(reason(count, percent(null), all)).toBe("no-value");
    expect(reason(count, percent(5), all)).toBe("same-source");
    expect(reason(count, percent(5), { ...all, source: "other" })).toBe("wave");
    expect(reason(count, percent(5), { question: "other", base: "other" })).toBe("question");
    expect(reason(count, percent(5), { base: "other" })).toBe("base");
    expect(reason(count, percent(5))).toBe("unit");
    expect(reason({ ...count, unit: "countries" }, { statistic: "count", unit: "persons", value: 5 })).toBe(
      "unit",
    );
    expect(reason({ kind: "trend", unit: "percent", comparator: "up" }, percent(5))).toBe("wave");
    expect(reason({ kind: "change", value: 20, unit: "percent", comparator: "stated" }, percent(5))).toBe(
      "unit",
    );
  });

  it("meets an end that is left out only closely", () => {
    expect(outcome(said(20, "less_than"), percent(20))).toBe("close");
    expect(outcome(said(20, "at_most"), percent(20))).toBe("matches");
    expect(outcome(said(50, "more_than"), percent(50))).toBe("close");
    expect(outcome(said(50, "at_least"), percent(50))).toBe("matches");
    expect(outcome(said(30, "just_over"), percent(32))).toBe("matches");
    expect(outcome(said(30, "just_over"), percent(30))).toBe("close");
  });

  it("takes half-lines as what they are", () => {
    expect(outcome(said(140, "more_than"), percent(140, { qualifier: ">" }))).toBe("matches");
    expect(outcome(said(20, "less_than"), percent(15, { qualifier: "<" }))).toBe("matches");
    expect(outcome(said(20, "more_than"), percent(20, { qualifier: "<" }))).toBe("differs");
    expect(outcome(said(20), percent(10, { qualifier: ">" }))).toBe("close");
    expect(outcome(said(50, "majority"), percent(60, { qualifier: ">" }))).toBe("matches");
  });

  it("widens by a source's own about", () => {
    expect(outcome(said(30), percent(34))).toBe("differs");
    expect(outcome(said(30), percent(34, { qualifier: "~" }))).toBe("differs");
    expect(outcome(said(30), percent(35, { qualifier: "~" }))).toBe("differs");
    expect(outcome(said(31), percent(35, { qualifier: "~" }))).toBe("close");
  });

  it("gives a margin of error to probability samples and people at large alone", () => {
    const statistic = percent(58, { baseN: 100, sampling: "probability" });
    const far = said(50, "about");
    expect(compare({ quantity: far, statistic, scope: "population", context: SAME })).toMatchObject({
      slack: 5,
      outcome: "differs",
    });
    expect(outcome(said(54), statistic, "population")).toBe("close");
    expect(outcome(said(54), statistic, "sample")).toBe("differs");
    expect(outcome(said(54), { ...statistic, sampling: "nonprobability" }, "population")).toBe("differs");
  });

  it("counts ranks from either end", () => {
    const rank = (value: number, more: Partial<Quantity> = {}): Quantity => ({
      kind: "rank",
      unit: "rank",
      comparator: "rank",
      value,
      ...more,
    });
    const at = (value: number, more: Partial<Statistic> = {}): Statistic => ({
      statistic: "rank",
      unit: "rank",
      value,
      of: 14,
      ...more,
    });
    expect(outcome(rank(1), at(1))).toBe("matches");
    expect(outcome(rank(1), at(2))).toBe("close");
    expect(outcome(rank(1), at(4))).toBe("differs");
    expect(outcome(rank(1), at(4, { gap: 1 }))).toBe("close");
    expect(outcome(rank(2, { from: "bottom" }), at(13))).toBe("matches");
    expect(outcome(rank(3, { within: true }), at(2))).toBe("matches");
    expect(outcome(rank(3, { within: true, from: "bottom" }), at(13))).toBe("matches");
    expect(
      compare({
        quantity: rank(1, { from: "bottom" }),
        statistic: at(14, { of: undefined }),
        scope: null,
        context: SAME,
      }).reason,
    ).toBe("no-value");
  });

  it("sees trends in two waves", () => {
    const trend = (comparator: "up" | "down" | "stable"): Quantity => ({
      kind: "trend",
      unit: "percent",
      comparator,
    });
    expect(outcome(trend("up"), percent(12, { earlier: 10 }))).toBe("matches");
    expect(outcome(trend("up"), percent(11, { earlier: 10 }))).toBe("close");
    expect(outcome(trend("up"), percent(9, { earlier: 10 }))).toBe("close");
    expect(outcome(trend("up"), percent(8.9, { earlier: 10 }))).toBe("differs");
    expect(outcome(trend("down"), percent(8, { earlier: 10 }))).toBe("matches");
    expect(outcome(trend("stable"), percent(11, { earlier: 10 }))).toBe("matches");
    expect(outcome(trend("stable"), percent(12.5, { earlier: 10 }))).toBe("close");
    expect(outcome(trend("stable"), percent(13, { earlier: 10 }))).toBe("differs");
  });

  it("holds dates against the months that were said", () => {
    const dates = (from: number, to: number): Quantity => ({
      kind: "date-range",
      unit: "month",
      comparator: "between",
      range: [from, to],
    });
    const field = percent(null, { fieldStart: "2021-04-14", fieldEnd: "2021-05-05" });
    expect(outcome(dates(4, 5), field)).toBe("matches");
    expect(outcome(dates(11, 4), field)).toBe("close");
    expect(outcome(dates(6, 7), field)).toBe("differs");
  });

  it("compares a range with a range", () => {
    const range = (lo: number, hi: number): Quantity => ({
      kind: "percent",
      unit: "percent",
      form: "digits",
      comparator: "between",
      range: [lo, hi],
    });
    expect(outcome(range(12, 13), percent(12, { valueMax: 13 }))).toBe("matches");
    expect(outcome(range(12, 13), percent(13, { valueMax: 15 }))).toBe("close");
    expect(outcome(range(12, 13), percent(20, { valueMax: 25 }))).toBe("differs");
    expect(
      compare({ quantity: range(13, 12), statistic: percent(12), scope: null, context: SAME }).range,
    ).toEqual([11.5, 13.5]);
  });

  const anyNumber = fc.oneof(fc.double(), fc.integer({ min: -5, max: 120 }), fc.constant(Number.NaN));
  const anyQuantity: fc.Arbitrary<Quantity> = fc.record({
    kind: fc.constantFrom("percent", "count", "duration", "rank", "trend", "change", "vague", "date-range"),
    value: fc.option(anyNumber, { nil: undefined }),
    range: fc.option(fc.tuple(anyNumber, anyNumber), { nil: undefined }),
    unit: fc.constantFrom("percent", "persons", "month", "rank", null),
    comparator: fc.constantFrom(
      "exactly",
      "stated",
      "about",
      "almost",
      "just_over",
      "more_than",
      "less_than",
      "at_least",
      "at_most",
      "between",
      "majority",
      "minority",
      "vast_majority",
      "rank",
      "up",
      "down",
      "stable",
      "none",
    ),
    form: fc.constantFrom("digits", "fraction", "words", undefined),
    from: fc.constantFrom("top", "bottom", undefined),
  });
  const anyStatistic: fc.Arbitrary<Statistic> = fc.record({
    statistic: fc.constantFrom("percent", "count", "mean", "rank"),
    value: fc.option(anyNumber),
    qualifier: fc.constantFrom("=", ">", "<", "~"),
    unit: fc.constantFrom("percent", "persons", "day", "rank"),
    decimals: fc.constantFrom(0, 1, null),
    baseN: fc.option(anyNumber),
    sampling: fc.constantFrom("probability", "nonprobability", null),
    fieldStart: fc.option(fc.constantFrom("2021-04-14", "nonsense")),
    fieldEnd: fc.option(fc.constantFrom("2021-05-05", "")),
  });

  it("answers whatever it is asked, with a reason or without numbers that are none", () => {
    fc.assert(
      fc.property(
        anyQuantity,
        anyStatistic,
        fc.constantFrom("sample", "population", null),
        (quantity, statistic, scope) => {
          const found = compare({ quantity, statistic, scope, context: SAME });
          expect(found.reason === null).toBe(found.outcome !== "not comparable");
          expect(Number.isNaN(found.distance)).toBe(false);
        },
      ),
    );
  });

  it("only ever gets better as a value comes nearer to a bare number", () => {
    const order = ["matches", "close", "differs"];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (v, a, b) => {
          const [nearer, farther] = [Math.min(a, b), Math.max(a, b)];
          expect(order.indexOf(outcome(said(v), percent(v + nearer)))).toBeLessThanOrEqual(
            order.indexOf(outcome(said(v), percent(v + farther))),
          );
        },
      ),
    );
  });
});
