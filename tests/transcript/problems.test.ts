import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ProblemCache, problems } from "../../transcript/problems";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";
import { formatText } from "./arbitrary";

const found = (text: string, newsletter = false) =>
  problems(text, { newsletter }).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe("what is nearly a label", () => {
  test.each([
    ["**Matt Biilmann** Yeah, you can", "**Matt Biilmann**"],
    ["***Jerod Santo:** Every lash*", "***Jerod Santo:**"],
    ["**Break: \\[43:56\\]**", "**Break: \\[43:56\\]**"],
    ["They shout. **Mat Ryer:** They did", "**Mat Ryer:**"],
    ["**Ana:** One.\n\nAna: Two.", "Ana:"],
  ])("%s", (text, near) => expect(found(text)).toEqual([`label: ${near}`]));

  test.each([
    "**Ana:** One.",
    "# **Break:** \\[25:59\\] to \\[27:14\\]",
    "**Break** : \\[13:14\\]",
    "Break: \\[57:26\\] to \\[58:16\\]",
    "**Ana:** It is *very* **Important** to me.",
    "Remember: this is no label.",
  ])("nothing is wrong with %s", (text) => expect(found(text)).toEqual([]));

  test("in a newsletter bold is emphasis", () => expect(found("**Big News** for all.", true)).toEqual([]));
});

describe("times", () => {
  test.each([
    ["\\[00:27:20.28\n\nwords", "time: \\[00:27:20.28"],
    ["g0:47:03.17\\] Is it", "time: g0:47:03.17\\]"],
    ["so \\[unintelligible 00:01:02.03 he said", "gap: \\[unintelligible 00:01:02.03"],
    ["\\[04:10\\] a\n\n\\[04:09\\] b", "backwards: \\[04:09\\]"],
  ])("%s", (text, kind) => expect(found(text)).toEqual([kind]));

  test("what the tolerant reader reads is no problem", () => {
    for (const fine of [
      "[01:00:05.11]",
      "\\[00:11: 57.25\\]",
      "\\[\\\\00:39:46.14\\]",
      "\\[1:00:17\\]",
      "at 4:26 or 10:15:20",
    ])
      expect(found(`so ${fine} it is`), fine).toEqual([]);
    expect(found("\\[04:10\\] a \\[00:04:10.00\\] b \\[04:10\\]")).toEqual([]);
  });
});

test("an address with a space, and what nobody sees", () => {
  expect(found("[a](https://open sourcefriday.com)")).toEqual(["link: ](https://open sourcefriday.com)"]);
  expect(found('[a](https://example.org "A title")')).toEqual([]);
  expect(found("so\u200b \u0007 it")).toEqual(["control: \u0007"]);
});

test.skipIf(corpusSkipped)(corpusTitle("in the real record it finds what is wrong, and little else"), () => {
  const folder = corpusFolder ?? "";
  const kinds: Record<string, number> = {};
  for (const path of corpusPaths(folder)) {
    for (const { kind } of problems(corpusText(folder, path), { newsletter: path.startsWith("news/") }))
      kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  // FORMAT.md says where timestamps run backwards: in three places.
  expect(kinds.backwards).toBe(3);
  expect(kinds.label).toBeLessThan(12);
});

test("law: kept lines change nothing, and every place lies within the text", () => {
  const cache: ProblemCache = new Map();
  fc.assert(
    fc.property(formatText, (text) => {
      const all = problems(text);
      expect(problems(text, {}, cache)).toEqual(all);
      expect(problems(text, {}, cache)).toEqual(all);
      for (const { start, end } of all) expect(0 <= start && start < end && end <= text.length).toBe(true);
    }),
  );
});
