import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareExpression,
  evaluate,
  type Quantity,
  type Statistic,
  sayExpression,
  saysSeveral,
  suggestExpressions,
} from "../../evidence";

const percent = (value: number, more: Partial<Statistic> = {}): Statistic => ({
  ...{ statistic: "percent", unit: "percent", value, decimals: 2, ...more },
});
const context = { source: "other", wave: "same", question: "same", base: "same" } as const;
const said = (value: number, more: Partial<Quantity> = {}): Quantity => ({
  ...{ kind: "percent", unit: "percent", comparator: "stated", form: "digits", value, ...more },
});
const SCALE = [8.15, 16.68, 28, 29.51, 10.71].map((value) => percent(value));

describe("expressions over statistics", () => {
  it("come to one figure, and say how", () => {
    const sum = { operation: "sum", terms: [percent(31.43), percent(33.06), percent(12.21)] } as const;
    expect(evaluate(sum)).toMatchObject({ value: 76.7, unit: "percent" });
    expect(sayExpression(sum)).toBe("31.43 + 33.06 + 12.21 = 76.70 %");
    expect(sayExpression({ operation: "complement", terms: [percent(20)] })).toBe("100 − 20.00 = 80.00 %");
    expect(sayExpression({ operation: "difference", terms: [percent(37), percent(30)] })).toBe(
      "37.00 − 30.00 = 7.00 points",
    );
    expect(sayExpression({ operation: "difference", terms: [percent(30), percent(37)] })).toBe(
      "30.00 − 37.00 = -7.00 points",
    );
    expect(sayExpression({ operation: "ratio", terms: [percent(30), percent(15)] })).toBe(
      "30.00 ÷ 15.00 = 2 times",
    );
  });

  it("carry the rounding of all their terms", () => {
    const terms = [percent(10, { decimals: 0 }), percent(20, { decimals: 0 }), percent(30, { decimals: 0 })];
    expect(evaluate({ operation: "sum", terms })?.roundedBy).toBe(1.5);
    const outcome = compareExpression({
      ...{ quantity: said(62), scope: "sample", context, expression: { operation: "sum", terms } },
    });
    expect(outcome).toMatchObject({ outcome: "close", slack: 1.5 });
  });

  it("make no sense of what does not fit together", () => {
    expect(evaluate({ operation: "sum", terms: [percent(60), percent(70)] })).toBeNull();
    expect(evaluate({ operation: "sum", terms: [percent(60)] })).toBeNull();
    expect(evaluate({ operation: "sum", terms: [] })).toBeNull();
    expect(evaluate({ operation: "ratio", terms: [percent(60), percent(0)] })).toBeNull();
    expect(evaluate({ operation: "sum", terms: [percent(6), percent(7, { qualifier: ">" })] })).toBeNull();
    expect(
      evaluate({ operation: "complement", terms: [{ ...percent(6), statistic: "count", unit: "persons" }] }),
    ).toBeNull();
    expect(
      evaluate({
        operation: "difference",
        terms: [percent(6), { ...percent(6), unit: "persons", statistic: "count" }],
      }),
    ).toBeNull();
  });

  it("never come to more than a sum of parts, whatever the order", () => {
    const shares = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(shares, (values) => {
        const terms = values.map((value) => percent(value / 100));
        const there = evaluate({ operation: "sum", terms })?.value;
        const back = evaluate({ operation: "sum", terms: [...terms].reverse() })?.value;
        expect(there).toBe(back);
        expect(there).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 100, 6);
      }),
    );
  });

  const suggested = (
    quantity: Quantity,
    more: { several?: boolean; denied?: number[]; statistics?: Statistic[] } = {},
  ) =>
    suggestExpressions({
      ...{ quantity, scope: "sample", context, several: false, denied: [], statistics: SCALE, ...more },
    }).map(({ expression: { operation }, of }) => [operation, ...of]);

  it("are suggested where several answers were spoken of, and only there", () => {
    expect(suggested(said(82), { several: true })).toEqual([["sum", 0, 1, 2, 3]]);
    expect(suggested(said(25), { several: true })[0]).toEqual(["sum", 0, 1]);
    expect(suggested(said(82))).toEqual([]);
  });

  it("are suggested for what is denied, for changes and for how many to one", () => {
    expect(suggested(said(80), { denied: [0], statistics: [percent(20)] })).toEqual([["complement", 0]]);
    const waves = [percent(37, { earlier: 30 }), percent(20, { earlier: 10 })];
    expect(suggested(said(7, { kind: "change" }), { statistics: waves })).toEqual([["difference", 0]]);
    expect(suggested(said(2, { kind: "change", unit: "times" }), { statistics: waves })).toEqual([
      ["ratio", 1],
    ]);
    const votes = [percent(75), percent(5)];
    expect(suggested(said(15, { kind: "count", unit: "to 1" }), { statistics: votes })).toEqual([
      ["ratio", 0, 1],
    ]);
  });

  it.each([
    ["77% for more than six years", true],
    ["82% of them, at least a few times a month", true],
    ["with 25% visiting daily, or more often", true],
    ["more than 82% visit it", false],
    ["82% of people use it", false],
  ])("hear whether several answers are meant: %s", (quote, several) => {
    const number = /(?:more than )?\d+%/.exec(quote);
    const start = number?.index ?? 0;
    expect(saysSeveral(quote, [start, start + (number?.[0].length ?? 0)])).toBe(several);
  });
});
