import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shownWords } from "../../transcript/shown-words";
import { anyText } from "./arbitrary";

describe("shownWords", () => {
  it("are the runs of non-white-space with a letter or digit, where they stand", () => {
    const text = 'He said "hi" -- 37%\u00a0of naïve 日本語 (…) ½';
    expect(shownWords(text).map((word) => word.text)).toEqual([
      ...["He", "said", '"hi"', "37%", "of", "naïve", "日本語", "½"],
    ]);
  });

  it("stand where they say, and leave no letter or digit out", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = shownWords(text);
        for (const { start, end, text: word } of words) expect(text.slice(start, end)).toBe(word);
        const joined = words.map((word) => word.text).join("");
        expect(joined.match(/[\p{L}\p{N}]/gu)).toEqual(text.match(/[\p{L}\p{N}]/gu));
        expect(words.every((word) => !/\s/.test(word.text))).toBe(true);
      }),
    );
  });

  it("gets through a long run of signs", () => {
    expect(shownWords(`${"-".repeat(500_000)} end`).map((word) => word.text)).toEqual(["end"]);
  });
});
