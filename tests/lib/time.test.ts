import { describe, expect, test } from "vitest";
import { countOf, formatClock, momentQuery, parseMoment } from "../../lib/time";

describe("a moment is read", () => {
  test.each([
    ["255", 255],
    ["0", 0],
    ["4:15", 255],
    ["1:02:03.5", 3723.5],
    ["npt:255", 255],
    ["30,60", 30],
    [" 12.25 ", 12.25],
  ])("%j as %d seconds", (text, seconds) => expect(parseMoment(text)).toBe(seconds));

  test.each(["", "-1", "abc", "NaN", "1e9", "4:75", "1:2:3:4", ",60", "99999999999", "4:5", null, undefined])(
    "%j as none",
    (text) => expect(parseMoment(text)).toBeUndefined(),
  );
});

test("what is written can be read again", () => {
  for (const seconds of [0, 9, 59, 60, 255, 3599, 3600, 3723, 360_000]) {
    expect(parseMoment(formatClock(seconds))).toBe(seconds);
    expect(parseMoment(momentQuery(seconds).slice("?t=".length))).toBe(seconds);
  }
});

test("a link to a moment opens at the word, not at its second", () => {
  expect(momentQuery(188.5333)).toBe("?t=188.5");
});

test("counts have their unit", () => {
  expect(countOf(1, "gap")).toBe("1 gap");
  expect(countOf(9276, "gap")).toBe("9,276 gaps");
});
