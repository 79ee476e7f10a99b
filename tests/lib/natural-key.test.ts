import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNaturally, naturalKey } from "../../lib/natural-key";

const sorted = (names: string[]) => names.toSorted(compareNaturally);

describe("a natural key", () => {
  test("puts episodes in the order they are counted in", () => {
    expect(sorted(["10", "9", "bonus-77", "100", "s1e10", "s1e9", "s2e1", "1"])).toEqual([
      "1",
      "9",
      "10",
      "100",
      "bonus-77",
      "s1e9",
      "s1e10",
      "s2e1",
    ]);
  });

  test("agrees with the numbers in a name", () => {
    const number = fc.integer({ min: 0, max: 999_999_999_999 });
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(Math.sign(compareNaturally(`s${a}-x`, `s${b}-x`))).toBe(Math.sign(a - b));
      }),
    );
  });

  test("does not care for leading zeros and upper case, yet no two names are equal", () => {
    expect(naturalKey("S01")).toBe(naturalKey("s1"));
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(compareNaturally(a, b) === 0).toBe(a === b);
        expect(compareNaturally(a, b) + compareNaturally(b, a)).toBe(0);
      }),
    );
  });
});
