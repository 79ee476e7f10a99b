import { describe, expect, test } from "vitest";
import { applySplices, countSteps, diffWords, merge, parse, serialize, splices } from "../../transcript";

// The work of a comparison is counted in steps, since no test measures time.

const MOST = 80_000_000;
const yes = (count: number, said = "Yes.") => `${Array(count).fill(said).join("\n\n")}\n`;
const everyThird = (count: number) =>
  `${Array.from({ length: count }, (_, i) => (i % 3 ? "Yes." : "Oh.")).join("\n\n")}\n`;

/** The same words in another order, which is the hardest to compare. */
function shuffled(words: number, seed: number): string {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const vocabulary = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];
  return Array.from({ length: words }, () => vocabulary[Math.floor(next() * 6)]).join(" ");
}

describe("a comparison takes no more steps than there are, however hard it is", () => {
  const [base, ours, theirs] = [yes(18_000), everyThird(18_000), yes(18_000, "Yes, yes.")].map((text) =>
    parse(text),
  );
  test.each([
    ["18,000 times “Yes.”, merged", () => merge(base!, ours!, theirs!)],
    ["every paragraph in other words", () => merge(ours!, base!, theirs!)],
    ["60,000 words in another order", () => diffWords(shuffled(60_000, 1), shuffled(60_000, 2))],
    [
      "a hundred paragraphs of 2,000 words in another order, merged",
      () => {
        const text = (seed: number) =>
          parse(Array.from({ length: 100 }, (_, i) => shuffled(2000, seed + i)).join("\n\n"));
        return merge(text(1), text(1000), text(5000));
      },
    ],
  ])("%s", (_, work) => {
    expect(countSteps(work)).toBeLessThanOrEqual(MOST);
  });
});

describe("with hardly any steps the result is coarser, and still right", () => {
  const texts = [
    [shuffled(300, 1), shuffled(300, 2)],
    [yes(50), everyThird(60)],
    ["**Ana:** One two three.\n\nFour.\n", "**Ana:** One 2 three.\n\nFive.\n\nFour.\n"],
  ] as const;
  test.each(texts)("%#", (before, after) => {
    for (const steps of [0, 10, 1000]) {
      const joined = { before: "", after: "" };
      countSteps(() => {
        for (const { type, text } of diffWords(before, after)) {
          if (type !== "insert") joined.before += text;
          if (type !== "delete") joined.after += text;
        }
      }, steps);
      expect(joined).toEqual({ before, after });
      const [b, a] = [parse(before), parse(after)];
      countSteps(() => {
        expect(applySplices(b, splices(b, a))).toBe(after);
        expect(merge(b, b, a)).toMatchObject({ ok: true, transcript: a });
        const twice = merge(b, a, a);
        expect(twice.ok && serialize(twice.transcript)).toBe(after);
      }, steps);
    }
  });
});
