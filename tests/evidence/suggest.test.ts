import { describe, expect, it } from "vitest";
import { type Candidate, findQuantities, suggest } from "../../evidence";

const OTHER = { source: "other", wave: "same", question: "same", base: "same" } as const;
const percent = (question: string, wording: string | null, category: string, value: number): Candidate => ({
  question,
  wording,
  category,
  base: "respondents",
  responseType: null,
  context: OTHER,
  statistic: { statistic: "percent", unit: "percent", value, decimals: 0 },
});

const CANDIDATES: Candidate[] = [
  percent("pets", "Which animals live in your household?", "a cat", 30),
  percent("pets", "Which animals live in your household?", "a dog", 40),
  percent("breakfast", "What did you have for breakfast?", "porridge", 30),
  percent("travel", "How did you travel to work last week?", "bicycle", 12),
  {
    ...percent("households", null, "households", 2100),
    statistic: { statistic: "count", unit: "households", value: 2100, decimals: 0 },
  },
];

const asked = (quote: string, nearby: string[] = [], candidates = CANDIDATES) => {
  const quantity = findQuantities(quote)[0]?.quantity ?? { kind: "vague", unit: null, comparator: "none" };
  return suggest({ quote, nearby, quantity, scope: "sample", candidates });
};

describe("suggestions", () => {
  it("puts the question whose words were said first, and the answer that fits before its neighbours", () => {
    const [first] = asked("about 30% of households had a cat");
    expect(first?.question).toBe("pets");
    expect(first?.statistics.map(({ candidate }) => candidate.category)).toEqual(["a cat", "a dog"]);
    expect(first?.statistics[0]?.comparison.outcome).toBe("matches");
    expect(first?.statistics[1]?.comparison.outcome).toBe("differs");
  });

  it("offers a question whose number says otherwise, too", () => {
    const [first] = asked("80% of them ate porridge");
    expect(first?.question).toBe("breakfast");
    expect(first?.statistics[0]?.comparison.outcome).toBe("differs");
  });

  it("hears what was said just before", () => {
    expect(asked("12% did", ["And who took the bicycle?"])[0]?.question).toBe("travel");
  });

  it("looks for counts where the same is counted", () => {
    expect(asked("we asked 2,000 households")[0]?.question).toBe("households");
  });

  it("offers nothing where nothing is there or nothing was said", () => {
    expect(asked("30% of cats", [], [])).toEqual([]);
    expect(asked("")).toEqual([]);
  });

  it("does not depend on the order of the candidates", () => {
    const order = (candidates: Candidate[]) =>
      asked("a third had a dog", [], candidates).map(({ question, score }) => [question, score.toFixed(6)]);
    expect(order([...CANDIDATES].reverse())).toEqual(order(CANDIDATES));
  });
});
