import { expect, test } from "vitest";
import { unsureStretches } from "../../../server/text/episodes/unsure-stretches";

const spoken = (confidences: (number | null)[], pace = 0.5) =>
  unsureStretches(
    { starts: confidences.map((_, i) => i * pace), end: confidences.length * pace },
    confidences,
  );
const many = (count: number, value: number | null) => Array<number | null>(count).fill(value);

test("words between sure ones close by are lit, whatever their own confidence", () => {
  expect(spoken([1, 1, 0.1, 0, null, 1, 1])).toEqual([]);
});

test("a long stretch is unsure if its words are so in the mean", () => {
  expect(spoken([1, ...many(8, 0.4), 1, 1])).toEqual([{ from: 0.5, to: 4.5 }]);
  expect(spoken([1, ...many(8, 0.95), 1, 1])).toEqual([]);
  expect(spoken([1, ...many(8, null), 1])).toEqual([{ from: 0.5, to: 4.5 }]);
});

test("so is one at the beginning and one at the end", () => {
  expect(spoken([...many(8, 0), 1, 1, ...many(8, 0)])).toEqual([
    { from: 0, to: 4 },
    { from: 5, to: 9 },
  ]);
  expect(spoken([])).toEqual([]);
});
