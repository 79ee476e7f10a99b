import { describe, expect, it } from "vitest";
import { compare, type Quantity, type Statistic, sayQuantity, sayStatistic, sayWhy } from "../../evidence";

const SAME = { source: "other", wave: "same", question: "same", base: "same" } as const;
const percent = (value: number, more: Partial<Statistic> = {}): Statistic => ({
  ...{ statistic: "percent", unit: "percent", value, decimals: 0 },
  ...more,
});
const third: Quantity = {
  ...{ kind: "percent", value: 33.33, unit: "percent", comparator: "about", form: "fraction" },
};
const why = (
  quantity: Quantity,
  statistic: Statistic,
  context: Parameters<typeof compare>[0]["context"] = SAME,
) => sayWhy(compare({ quantity, scope: "sample", statistic, context }));

describe("why an outcome is what it is", () => {
  it.each([
    ["matches", third, percent(34), "what was said holds for 30.83 to 35.83"],
    [
      "close",
      third,
      percent(37),
      "what was said holds for 30.83 to 35.83; it is 1.17 beyond, within the slack of 1.25",
    ],
    [
      "differs",
      third,
      percent(65),
      "what was said holds for 30.83 to 35.83; it is 29.17 beyond, more than the slack of 1.25",
    ],
    [
      "close at an end that is left out",
      { kind: "percent", unit: "percent", comparator: "majority" } as Quantity,
      percent(50),
      "what was said holds for 50 to 100; it is the end that is left out, within the slack of 1",
    ],
    [
      "close to a half-line",
      { kind: "count", value: 140, unit: "countries", comparator: "stated" } as Quantity,
      percent(140, { statistic: "count", unit: "countries", qualifier: ">" }),
      "what was said holds for 135 to 145; the source names one end alone, and only a part of that is in it",
    ],
    [
      "without an end",
      { kind: "count", value: 140, unit: "countries", comparator: "more_than" } as Quantity,
      percent(150, { statistic: "count", unit: "countries" }),
      "what was said holds for anything from 140",
    ],
    [
      "equal ranks",
      { kind: "rank", value: 3, unit: "rank", comparator: "rank", from: "bottom" } as Quantity,
      percent(12, { statistic: "rank", unit: "rank", of: 14 }),
      "they say the same",
    ],
  ])("is told where it %s", (_, quantity, statistic, said) => expect(why(quantity, statistic)).toBe(said));

  it("is the reason where the two cannot be compared", () => {
    expect(why(third, percent(34), { ...SAME, source: "same" })).toBe(
      "the figure was only ever read off this very episode",
    );
    expect(why(third, percent(34), { ...SAME, base: "other" })).toBe("it counts other people");
  });
});

it("a quantity and a statistic are said in a few words", () => {
  expect(sayQuantity(third)).toBe("about a third");
  expect(sayQuantity({ kind: "percent", range: [12, 13], unit: "percent", comparator: "between" })).toBe(
    "12\u00a0% to 13\u00a0%",
  );
  expect(sayStatistic(percent(37))).toBe("37\u00a0%");
  expect(sayStatistic(percent(12, { statistic: "rank", unit: "rank", of: 14 }))).toBe("place 12 of 14");
  expect(sayStatistic(percent(140, { statistic: "count", unit: "countries", qualifier: ">" }))).toBe(
    "more than 140 countries",
  );
});
