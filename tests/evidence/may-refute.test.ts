import { describe, expect, it } from "vitest";
import {
  chooseQuantity,
  findQuantities,
  mayComputedRefute,
  mayRefute,
  type Operation,
  saysOtherWay,
} from "../../evidence";

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
    expect(refutes("76% for more than five years", "more than 20 years")).toBe(false);
    expect(refutes("76% for more than five years", "less than 2 years")).toBe(false);
    expect(refutes("76% for more than five years", "less than 5 years")).toBe(false);
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

describe("what several figures come to, against a claim", () => {
  const computed = (operation: Operation, quote: string, ...categories: string[]) => {
    const quantity = chooseQuantity(findQuantities(quote));
    if (!quantity) throw new Error(quote);
    return mayComputedRefute({ operation, quote, nearby: [quote], quantity, categories, wording: null });
  };

  it("refutes only what speaks of what was computed", () => {
    const long = ["6 to 10 years", "11 to 20 years"];
    expect(computed("sum", "76% for more than six years", ...long)).toBe(true);
    expect(computed("sum", "76% for some years", ...long)).toBe(false);
    expect(computed("sum", "76% for more than six months", "daily", "weekly")).toBe(false);
    expect(computed("complement", "80% are not happy at work", "happy at work")).toBe(true);
    expect(computed("complement", "80% are happy at work", "happy at work")).toBe(false);
    expect(computed("complement", "80% are not rich", "happy at work")).toBe(false);
    expect(computed("difference", "Python is up 7 percentage points", "Python")).toBe(true);
    // Of what it was before, perhaps.
    expect(computed("difference", "Python is up 7%", "Python")).toBe(false);
    expect(computed("ratio", "Python users have doubled", "Python")).toBe(true);
    expect(computed("ratio", "Python users have doubled", "JavaScript")).toBe(false);
  });

  it("knows which way a change was said to go, where the words tell", () => {
    expect(saysOtherWay("it rose by 7 points", -7)).toBe(true);
    expect(saysOtherWay("it rose by 7 points", 7)).toBe(false);
    expect(saysOtherWay("it fell by 7 points", 7)).toBe(true);
    expect(saysOtherWay("it dropped 7 points", -7)).toBe(false);
    expect(saysOtherWay("up or down by 7 points", -7)).toBe(false);
    expect(saysOtherWay("7 points of difference", -7)).toBe(false);
  });
});
