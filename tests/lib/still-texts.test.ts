import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { holdStill, stillName } from "../../lib/hold-still";
import { takeStill } from "../../lib/still-texts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a text on its way into a page", () => {
  test("is there for each page in the making, and a moment longer", () => {
    const one = holdStill("<p>One</p>");
    expect(holdStill("<p>One</p>")).toBe(one);
    expect(takeStill(one)).toBe("<p>One</p>");
    vi.advanceTimersByTime(30_000);
    // The second page took its time.
    expect(takeStill(one)).toBe("<p>One</p>");
    expect(takeStill(one), "drawn again").toBe("<p>One</p>");
    vi.advanceTimersByTime(5_000);
    expect(() => takeStill(one)).toThrow("was not held");
  });

  test("is forgotten where nobody comes for it", () => {
    const two = holdStill("<p>Two</p>");
    vi.advanceTimersByTime(120_000);
    expect(() => takeStill(two)).toThrow("was not held");
  });

  test("that was never held makes no page without a text", () => {
    expect(() => takeStill(stillName("<p>Three</p>"))).toThrow(
      /^The text \S{22} was not held for this page$/,
    );
  });
});
