import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeFinder } from "../../components/reading/make-finder";

const found = (phrase: string, text: string) =>
  makeFinder(phrase)?.(text).map(({ start, end }) => text.slice(start, end));

describe("a phrase is found in a text", () => {
  test.each([
    ["python", "Python, PYTHON and pythons", ["Python", "PYTHON", "python"]],
    ["cafe", "The café; the CAFÉ", ["café", "CAFÉ"]],
    ["café", "a cafe", ["cafe"]],
    ["data  science", "data\nscience", ["data\nscience"]],
    ["don't", "They don’t", ["don’t"]],
    ['"almost"', "the word “almost” for", ["“almost”"]],
    ["a.b", "a.b axb", ["a.b"]],
    ["ﬁ", "five finds", ["fi", "fi"]],
    ["e", "ﬁ é", ["é"]],
    ["strasse", "Straße", []],
    ["😀", "so 😀!", ["😀"]],
  ])("%j in %j", (phrase, text, hits) => {
    expect(found(phrase, text)).toEqual(hits);
  });

  test("nothing is looked for where nothing was typed", () => {
    expect(makeFinder("")).toBeUndefined();
    expect(makeFinder(" \n ")).toBeUndefined();
  });
});

test("every hit is a part of the text, in order, and what is there is found", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "B", "é", "ﬁ", " ", ".", "*", "😀", "’", "İ"),
    maxLength: 30,
  });
  fc.assert(
    fc.property(letters, letters, letters, (before, phrase, after) => {
      const text = before + phrase + after;
      const hits = makeFinder(phrase)?.(text);
      expect(hits === undefined).toBe(phrase.trim() === "");
      if (hits === undefined) return;
      let last = 0;
      for (const { start, end } of hits) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
      expect(hits.length).toBeGreaterThan(0);
    }),
  );
});
