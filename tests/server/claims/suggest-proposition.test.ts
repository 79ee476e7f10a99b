import { describe, expect, test } from "vitest";
import { storedProposition, suggestProposition } from "../../../server/work/claims/suggest-proposition";

const TEXT =
  "We asked them. And so, you know, 66% of respondents say they use it, in the U.S.A at least 3.5 times! Then more";
const suggested = (quote: string, text = TEXT) => suggestProposition(text, text.indexOf(quote), quote);

describe("a claim as a sentence", () => {
  test("is the one in which its words stand, without what speech begins with", () => {
    expect(suggested("66% of respondents")).toBe(
      "66% of respondents say they use it, in the U.S.A at least 3.5 times!",
    );
    expect(suggested("We asked")).toBe("We asked them.");
    expect(suggested("more")).toBe("More.");
    expect(suggested("them. And so, you know, 66%")).toBe(
      "We asked them. And so, you know, 66% of respondents say they use it, in the U.S.A at least 3.5 times!",
    );
    expect(suggested("half of them", `${"word ".repeat(200)}half of them, `)).toBe("Half of them.");
  });

  test("is not stored where it says no more than the quote", () => {
    expect(storedProposition(" Half of them. ", "half of them,")).toBeNull();
    expect(storedProposition("  ", "half")).toBeNull();
    expect(storedProposition("Half of\n them read.", "half of them")).toBe("Half of them read.");
  });
});
