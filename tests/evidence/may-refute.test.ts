import { describe, expect, it } from "vitest";
import { chooseQuantity, findQuantities, mayRefute } from "../../evidence";

const refutes = (quote: string, category: string, nearby?: string[], wording: string | null = null) => {
  const quantity = chooseQuantity(findQuantities(quote));
  if (!quantity) throw new Error(quote);
  return mayRefute({ quote, nearby, quantity, category, wording });
};

describe("one answer against a claim", () => {
  it("may refute what was said of it", () => {
    expect(refutes("52% use Python", "Python", ["52% use Python"])).toBe(true);
    expect(refutes("It's there, 43%", "TypeScript", ["It's there, 43%", "", "Is TypeScript in it?"])).toBe(
      true,
    );
    expect(refutes("72% said no", "No", ["72% said no", "And vibe coding?"], "Do you do vibe coding?")).toBe(
      true,
    );
  });

  it("knows how people say that something grew", () => {
    expect(refutes("40% said it went up", "increased", ["40% said it went up"])).toBe(true);
    expect(refutes("40% said it went up", "decreased", ["40% said it went up"])).toBe(false);
  });

  it("is context for a claim about several answers", () => {
    expect(refutes("76% for more than six years", "6 - 10 years")).toBe(false);
    expect(refutes("12% for more than 15 years", "More than 15 years")).toBe(true);
  });

  it("is context for a claim that denies what it affirms", () => {
    expect(refutes("80% of developers are unhappy", "Happy at work")).toBe(false);
    expect(refutes("8 in 10 don't use it", "use it")).toBe(false);
    expect(refutes("8 in 10 don't use it", "I do not use it")).toBe(true);
  });

  it("is context where none of its words was said", () => {
    expect(refutes("52% use Python", "Long-form articles", ["52% use Python"])).toBe(false);
  });
});
