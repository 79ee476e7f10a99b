import fc from "fast-check";
import { expect, test } from "vitest";
import { trimEndWhere, trimWhere } from "@/lib/trim-where";

const SIGN = /^[^\p{L}\p{N}]$/u;

test("takes off what a pattern with +$ takes off", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "-", "ß", "𝒜", "🎙", " ", "\ud800"), maxLength: 20 });
  fc.assert(
    fc.property(text, (given) => {
      expect(trimWhere(given, (c) => SIGN.test(c))).toBe(
        given.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""),
      );
      expect(trimEndWhere(given, (c) => SIGN.test(c))).toBe(given.replace(/[^\p{L}\p{N}]+$/u, ""));
    }),
  );
});

test("looks at each character at an end once, and at none in the middle", () => {
  const looked = (count: number) => {
    let times = 0;
    trimWhere(`a${"-".repeat(count)}a${"-".repeat(count)}`, (c) => {
      times += 1;
      return c === "-";
    });
    return times;
  };
  expect(looked(2000)).toBeLessThanOrEqual(2 * looked(1000));
});
