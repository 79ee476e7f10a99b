import { describe, expect, it } from "vitest";
import { checkability, type Found, findQuantities, titleWords } from "../../evidence";
import { collectionTexts, corpusSkipped, corpusTitle, sharedRows } from "../support/corpus";

const SURVEYS = ["Stack Overflow Developer Survey", "Anaconda State of Data Science"].map(titleWords);
const score = (text: string, around: readonly string[] = []) =>
  Math.max(...checkability({ found: findQuantities(text), text, around, surveys: SURVEYS }));

describe("how likely a number can be checked", () => {
  it.each([
    ["In the survey 62% of developers use it.", "It took me like three hours."],
    ["62% of developers use it.", "Let's say you have 62% of your traffic there."],
    ["Respondents said 62%.", "I agree with that 100%."],
    ["On Stack Overflow 62% of people answered so.", "There are 12 of them in the box."],
  ])("%s is likelier than %s", (likely, other) => {
    expect(score(likely)).toBeGreaterThan(score(other));
  });

  it("counts a survey that is named in the paragraphs around", () => {
    const around = ["We read the Stack Overflow developer survey."];
    expect(score("62% of them use it.", around)).toBeGreaterThan(score("62% of them use it."));
  });
});

interface Label {
  readonly quote: string;
  readonly file: string;
  readonly line: number;
}

describe.skipIf(corpusSkipped)(corpusTitle("the places of episodes with labelled claims"), () => {
  it("have three quarters of the claims among their first ten, twice as many as in the order of the text", () => {
    const labels = sharedRows<Label>("surveys/claims-corpus.jsonl");
    const texts = collectionTexts([...new Set(labels.map(({ file }) => file))]);
    const sums = { ranked: 0, flat: 0, all: 0 };
    for (const [file, text] of texts) {
      const mine = labels.filter((label) => label.file === file);
      const paragraphs = text
        .split("\n")
        .map((words, at) => ({ words, at }))
        .filter(({ words }) => words.trim() !== "");
      const places = paragraphs.flatMap(({ words, at }, i) => {
        const around = [i - 1, i + 1, i - 2].flatMap((j) => paragraphs[j]?.words ?? []);
        const all = findQuantities(words);
        const scores = checkability({ found: all, text: words, around, surveys: SURVEYS });
        return all.map((found, nth) => ({ at, words, found, score: scores[nth] ?? 0 }));
      });
      const isLabelled = ({ at, words, found }: { at: number; words: string; found: Found }) =>
        mine.some(({ line, quote }) => {
          const start = line - 1 === at ? words.indexOf(quote) : -1;
          return start >= 0 && found.start < start + quote.length && start < found.end;
        });
      const most = Math.min(10, mine.length);
      const count = (some: typeof places) => Math.min(most, some.slice(0, 10).filter(isLabelled).length);
      sums.ranked += count(places.toSorted((a, b) => b.score - a.score));
      sums.flat += count(places);
      sums.all += most;
    }
    expect(sums.ranked / sums.all, JSON.stringify(sums)).toBeGreaterThanOrEqual(0.75);
    expect(sums.ranked, JSON.stringify(sums)).toBeGreaterThanOrEqual(2 * sums.flat);
  });
});
