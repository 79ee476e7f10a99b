import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignSegments, diff, diffWords, type Edit, parse, serialize } from "../../transcript";
import { changes } from "../../transcript/myers";
import { anyText, edited, talk } from "./arbitrary";

const before = (edits: readonly Edit[]) =>
  edits
    .filter(({ type }) => type !== "insert")
    .map(({ text }) => text)
    .join("");
const after = (edits: readonly Edit[]) =>
  edits
    .filter(({ type }) => type !== "delete")
    .map(({ text }) => text)
    .join("");
const pair = talk.chain((transcript) => fc.tuple(fc.constant(transcript), edited(transcript)));

describe("changes", () => {
  const items = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });

  it("make one sequence of the other, and are the fewest there can be", () => {
    const longestCommon = (a: readonly string[], b: readonly string[]): number => {
      const row = new Array(b.length + 1).fill(0);
      for (const x of a) {
        let diagonal = 0;
        b.forEach((y, j) => {
          const above = row[j + 1];
          row[j + 1] = x === y ? diagonal + 1 : Math.max(above, row[j]);
          diagonal = above;
        });
      }
      return row[b.length];
    };
    fc.assert(
      fc.property(items, items, (a, b) => {
        const made: string[] = [];
        let at = 0;
        let size = 0;
        for (const { aStart, aEnd, bStart, bEnd } of changes(a, b)) {
          made.push(...a.slice(at, aStart), ...b.slice(bStart, bEnd));
          at = aEnd;
          size += aEnd - aStart + bEnd - bStart;
        }
        expect([...made, ...a.slice(at)]).toEqual(b);
        expect(size).toBe(a.length + b.length - 2 * longestCommon(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it("settle for less than the fewest on hostile input, and are still right", () => {
    const noise = (seed: number) => {
      let state = seed;
      return Array.from({ length: 60_000 }, () => {
        state = (state * 1103515245 + 12345) & 0x7fffffff;
        return state % 7;
      });
    };
    const [a, b] = [
      [...noise(1), "here", ...noise(2)],
      [...noise(3), "here", ...noise(4)],
    ];
    let at = 0;
    const made: (string | number)[] = [];
    for (const { aStart, aEnd, bStart, bEnd } of changes<string | number>(a, b)) {
      for (let i = at; i < aStart; i++) made.push(a[i] ?? "");
      for (let i = bStart; i < bEnd; i++) made.push(b[i] ?? "");
      at = aEnd;
    }
    for (let i = at; i < a.length; i++) made.push(a[i] ?? "");
    expect(made).toEqual(b);
  });
});

describe("diffWords", () => {
  it("joined is either side, and nothing where they are the same", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const edits = diffWords(a, b);
        expect(before(edits)).toBe(a);
        expect(after(edits)).toBe(b);
        expect(edits.every(({ text }) => text !== "")).toBe(true);
        edits.forEach(({ type }, i) => {
          expect(type).not.toBe(edits[i - 1]?.type);
          if (type === "delete") expect(edits[i - 1]?.type).not.toBe("insert");
        });
        expect(diffWords(a, a).every(({ type }) => type === "equal")).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("changes whole words, and no more than has changed", () => {
    expect(diffWords("the big cat sat, on", "the cat sat on it")).toEqual([
      { type: "equal", text: "the " },
      { type: "delete", text: "big " },
      { type: "equal", text: "cat sat" },
      { type: "delete", text: "," },
      { type: "equal", text: " on" },
      { type: "insert", text: " it" },
    ]);
  });

  it("changes a mark as a whole", () => {
    expect(
      diffWords("over \\[unintelligible 00:10:00.00\\] revenue", "over seven figures of revenue"),
    ).toEqual([
      { type: "equal", text: "over " },
      { type: "delete", text: "\\[unintelligible 00:10:00.00\\]" },
      { type: "insert", text: "seven figures of" },
      { type: "equal", text: " revenue" },
    ]);
  });
});

describe("alignSegments", () => {
  it("never crosses, continues no segment twice, and every segment of the same transcript", () => {
    fc.assert(
      fc.property(fc.oneof(pair, fc.tuple(talk, talk)), ([a, b]) => {
        const aligned = alignSegments(a, b);
        expect(aligned).toHaveLength(b.segments.length);
        const continued = aligned.filter((from) => from !== null);
        continued.forEach((from, i) => {
          expect(from).toBeGreaterThan(continued[i - 1] ?? -1);
          expect(from).toBeLessThan(a.segments.length);
        });
        expect(alignSegments(a, a)).toEqual(a.segments.map((_, i) => i));
      }),
      { numRuns: 500 },
    );
  });

  const text = "**A:** one two three four\n\n**B:** five six seven eight\n\nnine ten eleven twelve\n";

  it.each([
    ["a word corrected", text.replace("six", "6"), [0, 1, 2]],
    ["a paragraph put in", text.replace("**B:**", "**C:** other words\n\n**B:**"), [0, null, 1, 2]],
    ["a paragraph taken out", text.replace("**B:** five six seven eight\n\n", ""), [0, 2]],
    ["a paragraph cut in two", text.replace("six ", "six\n\n"), [0, 1, null, 2]],
    ["a name corrected", text.replace("**B:**", "**Bea:**"), [0, 1, 2]],
    ["a paragraph rewritten under its label", text.replace("one two three four", "all else"), [0, 1, 2]],
  ])("recognises %s", (_, changed, expected) => {
    expect(alignSegments(parse(text), parse(changed))).toEqual(expected);
  });
});

describe("diff", () => {
  it("put in place of its runs makes the one of the other", () => {
    fc.assert(
      fc.property(fc.oneof(pair, fc.tuple(talk, talk)), ([a, b]) => {
        const segments = a.segments.slice();
        for (const hunk of diff(a, b).reverse()) {
          segments.splice(
            hunk.before[0],
            hunk.before[1] - hunk.before[0],
            ...b.segments.slice(...hunk.after),
          );
        }
        expect(serialize({ ...b, segments })).toBe(serialize(b));
        expect(diff(a, a)).toEqual([]);
      }),
    );
  });

  it("says what was changed, word by word", () => {
    const a = parse("**A:** one two\n\n**B:** three four\n\n**A:** five\n");
    const b = parse("**A:** one two\n\n**B:** three five four\n\n**A:** five\n");
    expect(diff(a, b)).toEqual([
      {
        before: [1, 2],
        after: [1, 2],
        edits: [
          { type: "equal", text: "**B:** three " },
          { type: "insert", text: "five " },
          { type: "equal", text: "four\n\n" },
        ],
      },
    ]);
  });
});
