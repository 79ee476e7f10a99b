import { expect, test } from "vitest";
import { parse, timeline, toVtt } from "../../transcript";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";
import { judgeCaptions, sumJudged } from "../support/judge-captions";

// The rules of subtitling for captions that are cut here: 1 to 7 seconds, two lines of 42 characters, 20 characters a
// second where the speech allows. `npm run bench -- captions` judges the whole collection.

test.skipIf(corpusSkipped)(corpusTitle("99 of 100 captions keep each rule"), () => {
  const folder = corpusFolder ?? "";
  const found = sumJudged(
    corpusPaths(folder)
      .filter((path) => !path.startsWith("news/"))
      .map((path) => {
        const transcript = parse(corpusText(folder, path));
        return judgeCaptions(toVtt(transcript, timeline(transcript)), 42);
      }),
  );
  expect(found.all).toBeGreaterThan(10_000);
  for (const rule of ["long", "short", "lines", "fast"] as const)
    expect(found[rule] / found.all, rule).toBeLessThan(0.01);
  expect((found.short + found.crowded) / found.all).toBeLessThan(0.01);
  // The rest, told apart: speech of more than 20 characters a second.
  expect(found.fastSpeech / found.all).toBeLessThan(0.15);
});
