import { describe, expect, test } from "vitest";
import { parseDocument } from "../../../server/text/documents/parse-document";
import { alignStarts } from "../../../server/text/episodes/align-starts";
import { renderSegment } from "../../../server/text/episodes/render-segment";
import { words } from "../../../transcript";
import {
  corpusFolder,
  corpusMissing,
  corpusPaths,
  corpusSkipped,
  corpusText,
  corpusTitle,
} from "../../support/corpus";

const spoken = (...texts: string[]) => texts.map((text, index) => ({ text, start: index }));

describe("a shown word takes the start of the spoken word it shows", () => {
  test("one for one", () => {
    expect(alignStarts(["So,", "well."], spoken("So", "well"), 9)).toEqual([0, 1]);
  });

  test("one shown word that holds two spoken ones starts with the first", () => {
    expect(alignStarts(["so...then", "on"], spoken("so", "then", "on"), 9)).toEqual([0, 2]);
  });

  test("a spoken word that is shown in two parts", () => {
    expect(alignStarts(["4,", "300", "people"], spoken("4,300", "people"), 9)).toEqual([0, 0, 1]);
  });

  test("a sound takes the time of the word after it, and the last one that of what follows", () => {
    expect(alignStarts(["[laughs]", "Carry", "on", "[laughter]"], spoken("Carry", "on"), 9)).toEqual([
      0, 0, 1, 9,
    ]);
  });

  test("a spoken word that is not shown is passed over", () => {
    expect(alignStarts(["one", "three"], spoken("one", "two", "three"), 9)).toEqual([0, 2]);
  });
});

test.skipIf(corpusSkipped)(
  corpusTitle(
    "in the whole corpus: as many starts as shown words, never backwards, and nearly every word found",
  ),
  () => {
    if (!corpusFolder) throw new Error(corpusMissing);
    let shown = 0;
    let found = 0;
    for (const path of corpusPaths(corpusFolder)) {
      const { segments } = parseDocument({ path, text: corpusText(corpusFolder, path) });
      for (const { body } of segments) {
        const rendered = renderSegment(body);
        const said = words(body).map((word, index) => ({ text: word.text, start: index }));
        const starts = alignStarts(rendered.words, said, said.length);
        expect(starts).toHaveLength(rendered.words.length);
        expect(starts.every((start, index) => index === 0 || start >= (starts[index - 1] ?? 0))).toBe(true);
        shown += said.length;
        found += new Set(starts.filter((start) => start < said.length)).size;
      }
    }
    // The others are second halves of words joined by dashes or dots, which are lit with the first half.
    expect(found / shown).toBeGreaterThan(0.98);
  },
);
