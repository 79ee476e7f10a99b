import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryQuotes, type Place } from "../../../server/text/quotes/carry-quotes";
import { paragraphText, quoteWords } from "../../../server/text/quotes/quote";
import { parse, type Transcript } from "../../../transcript";
import { shownWords } from "../../../transcript/shown-words";
import { corpusFolder, corpusSkipped, corpusText, corpusTitle, sharedRows } from "../../support/corpus";

const textOf = (transcript: Transcript, segment: number) =>
  paragraphText(transcript.segments[segment]?.body ?? "");

/** The place of words that occur once. */
function place(transcript: Transcript, quote: string): Place {
  for (const segment of transcript.segments.keys()) {
    const words = shownWords(textOf(transcript, segment)).map(({ text }) => text);
    const wanted = quote.split(" ");
    const firstWord = words.findIndex((_, at) => wanted.every((word, k) => words[at + k] === word));
    if (firstWord >= 0) return { segment, firstWord, lastWord: firstWord + wanted.length - 1 };
  }
  throw new Error(`not there: ${quote}`);
}

/** The quote and its paragraph after an edit; null if the quote is lost. */
function carried(before: string, after: string, quote: string): [number, string | undefined] | null {
  const [a, b] = [parse(before), parse(after)];
  const [found] = carryQuotes(a, b, [place(a, quote)]);
  return found
    ? [found.segment, quoteWords(textOf(b, found.segment), found.firstWord, found.lastWord)?.exact]
    : null;
}

const SAID =
  "**Ann:** We asked around. About a third of them said so, and half did not.\n\n**Bob:** A third of them?\n";

describe("a claim after an edit", () => {
  it.each([
    ["where nothing changed", SAID, [0, "a third of them"]],
    ["behind words that were put in", SAID.replace("around.", "all around, twice."), [0, "a third of them"]],
    [
      "with another comma and a capital letter",
      SAID.replace("About a third of them", "A third of them,"),
      [0, "A third of them"],
    ],
    ["in a paragraph behind a new one", `**Cy:** Hello.\n\n${SAID}`, [1, "a third of them"]],
    [
      "in the second half of a paragraph that was cut",
      SAID.replace(" About", "\n\nAbout"),
      [1, "a third of them"],
    ],
    ["under another speaker", SAID.replace("Ann", "Anna"), [0, "a third of them"]],
    ["with a timestamp in it", SAID.replace("third of", "third \\[04:15\\] of"), [0, "a third of them"]],
    [
      "in a paragraph that was joined to another",
      SAID.replace("\n\n**Bob:** A", " A"),
      [0, "a third of them"],
    ],
  ] as const)("is found %s", (_, after, expected) =>
    expect(carried(SAID, after, "a third of them")).toEqual(expected),
  );

  it.each([
    ["a word of it was changed", SAID.replace("About a third of them", "About a quarter of them")],
    ["a word was put into it", SAID.replace("a third of them said", "a third of all of them said")],
    [
      "it was taken out, though the like is said elsewhere",
      SAID.replace("About a third of them said so, and h", "H"),
    ],
    ["its paragraph was taken out", SAID.slice(SAID.indexOf("**Bob"))],
    ["everything was", "\n"],
    ["it was cut in two", SAID.replace("third of", "third\n\nof")],
  ])("is lost where %s", (_, after) => expect(carried(SAID, after, "a third of them")).toBeNull());

  it("is found in a sentence that was moved, by what stands around it", () => {
    const moved = SAID.replace(" About a third of them said so, and half did not.", "").replace(
      "**Bob:**",
      "**Bob:** About a third of them said so, and half did not.",
    );
    expect(carried(SAID, moved, "third of them said so,")).toEqual([1, "third of them said so"]);
  });

  const word = fc.constantFrom("one", "two", "three", "four", "five", "a", "third", "of", "them");
  const paragraph = fc.array(word, { minLength: 1, maxLength: 12 });

  it("is never put on other words, and not lost where nothing changed", () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.array(paragraph, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        (a, b, at, length) => {
          const write = (paragraphs: string[][]) =>
            parse(`${paragraphs.map((words) => words.join(" ")).join("\n\n")}\n`);
          const segment = at % a.length;
          const words = a[segment] as string[];
          const firstWord = at % words.length;
          const lastWord = Math.min(words.length - 1, firstWord + (length % 4));
          const quote = { segment, firstWord, lastWord };
          expect(carryQuotes(write(a), write(a), [quote])).toEqual([quote]);
          const [found] = carryQuotes(write(a), write(b), [quote]);
          if (found)
            expect(b[found.segment]?.slice(found.firstWord, found.lastWord + 1)).toEqual(
              words.slice(firstWord, lastWord + 1),
            );
        },
      ),
    );
  });

  it.skipIf(corpusSkipped)(corpusTitle("keeps to its words through the 150 real corrections"), () => {
    const rows = sharedRows<{ path: string; before: string; after: string }>("corpus/corrections.jsonl");
    const clean = (text: string) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}%$]+/gu, " ")
        .trim();
    let [survived, changed] = [0, 0];
    for (const { path, before, after } of rows) {
      // In its show, between similar paragraphs: the paragraph as it was, with its neighbours.
      const around = corpusText(corpusFolder ?? "", path)
        .split("\n\n")
        .slice(0, 12);
      const write = (text: string) =>
        parse(`${[...around.slice(0, 6), text, ...around.slice(6)].join("\n\n")}\n`);
      const [a, b] = [write(before), write(after)];
      const segment = a.segments.findIndex(({ body }) => before.endsWith(body) && body !== "");
      const words = shownWords(textOf(a, segment)).map(({ text }) => text);
      const said = shownWords(textOf(b, segment)).map(({ text }) => text);
      // Claims of four words all over the paragraph, including those next to the gap.
      const quotes = words.slice(3).map((_, firstWord) => ({ segment, firstWord, lastWord: firstWord + 3 }));
      const carried = carryQuotes(a, b, quotes);
      const fours = (all: readonly string[]) => all.map((_, at) => clean(all.slice(at, at + 4).join(" ")));
      const [were, are] = [fours(words), fours(said)];
      for (const [k, { firstWord }] of quotes.entries()) {
        const wanted = were[firstWord];
        const found = carried[k];
        const places = said.flatMap((_, at) => (are[at] === wanted ? [at] : []));
        if (found) {
          expect(found.segment).toBe(segment);
          expect(are[found.firstWord]).toBe(wanted);
          // Of several places, the one with the same words around it: no word on either side changed.
          const alike = (at: number) =>
            [-3, -2, -1, 4, 5, 6].filter((step) => were[firstWord + step] === are[at + step]).length;
          const most = Math.max(...places.map(alike));
          expect({ path, wanted, alike: alike(found.firstWord) }).toEqual({ path, wanted, alike: most });
        }
        // A quote that occurs once before and once now has survived. If it occurred twice (once over a gap
        // that was filled, for example), only one may survive.
        const once = quotes.filter((other) => were[other.firstWord] === wanted).length === 1;
        if (places.length === 1 && once) {
          survived += 1;
          expect({ path, wanted, found: found?.firstWord }).toEqual({ path, wanted, found: places[0] });
        }
        if (places.length === 0) {
          changed += 1;
          expect(found).toBeNull();
        }
      }
    }
    expect(survived).toBeGreaterThan(1000);
    expect(changed).toBeGreaterThan(100);
  });
});
