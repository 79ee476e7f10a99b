import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseQuantity, findQuantities } from "../../evidence";
import { display, parse } from "../../transcript";
import { corpusFolder, corpusPaths, corpusSkipped, corpusText, corpusTitle } from "../support/corpus";

/** The quantities found in a sentence, one line each: words | kind value unit comparator. */
const found = (text: string) =>
  findQuantities(text).map(
    ({ start, end, quantity: { kind, value, range, unit, comparator, from, within } }) =>
      [
        text.slice(start, end),
        "|",
        kind,
        value ?? range?.join("–"),
        unit,
        comparator,
        from,
        within && "within",
      ]
        .filter((part) => part !== undefined && part !== null && part !== false)
        .join(" "),
  );

describe("quantities in speech", () => {
  it.each([
    ["Forty two percent of them left.", "Forty two percent | percent 42 percent stated"],
    ["Almost 42% of them left", "Almost 42% | percent 42 percent almost"],
    ["it was around 7.5 per cent", "around 7.5 per cent | percent 7.5 percent about"],
    ["only 9% wrote tests", "9% | percent 9 percent stated"],
    ["exactly 9% wrote tests", "exactly 9% | percent 9 percent exactly"],
    ["only about 9% wrote tests", "about 9% | percent 9 percent about"],
    ["no more than 9% wrote tests", "no more than 9% | percent 9 percent at_most"],
    ["no less than 9% wrote tests", "no less than 9% | percent 9 percent at_least"],
    ["just under 9% wrote tests", "just under 9% | percent 9 percent almost"],
    ["a little more than 9% wrote tests", "a little more than 9% | percent 9 percent just_over"],
    ["9% or so wrote tests", "9% or so | percent 9 percent about"],
    ["9% or more wrote tests", "9% or more | percent 9 percent at_least"],
    ["between 20 and 30 percent", "between 20 and 30 percent | percent 20–30 percent between"],
    ["20-30% of us", "20-30% | percent 20–30 percent between"],
    ["from 20% to 30% of us", "from 20% to 30% | percent 20–30 percent between"],
    ["that made it 30% faster", "30% | change 30 percent stated"],
    ["it went from 20% to 30%", "from 20% to 30% | change 20–30 percent between"],
  ])("reads percents: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it.each([
    ["Two thirds of the respondents", "Two thirds | percent 66.67 percent stated"],
    ["more than two-thirds said so", "more than two-thirds | percent 66.67 percent more_than"],
    ["half our users", "half | percent 50 percent stated"],
    ["more than half of them", "more than half | percent 50 percent more_than"],
    ["under half of them", "under half | percent percent minority"],
    ["one in five developers", "one in five | percent 20 percent stated"],
    ["nine out of ten developers", "nine out of ten | percent 90 percent stated"],
    ["a fifth of it", "a fifth | percent 20 percent stated"],
    ["nearly a quarter were asked", "nearly a quarter | percent 25 percent almost"],
    ["the majority of people", "the majority | percent percent majority"],
    ["an overwhelming majority", "an overwhelming majority | percent percent vast_majority"],
    ["a small minority", "a small minority | percent percent minority"],
    ["most of our users", "most of our users | percent percent majority"],
  ])("reads shares: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it.each([
    [
      "twelve hundred and fifty subscribers",
      "twelve hundred and fifty subscribers | count 1250 persons stated",
    ],
    ["over 1.5 million downloads", "over 1.5 million downloads | count 1500000 downloads more_than"],
    ["50k users", "50k users | count 50000 persons stated"],
    ["seventy-five different countries", "seventy-five different countries | count 75 countries stated"],
    ["up to 300 of our respondents", "up to 300 of our respondents | count 300 persons at_most"],
    ["a couple of hundred thousand, well, 200,000 rows", "200,000 rows | count 200000 rows stated"],
    ["they paid $5 million for it", "$5 million | count 5000000 dollars stated"],
    ["5 to 10 people", "5 to 10 people | count 5–10 persons between"],
    ["100+ repositories", "100+ repositories | count 100 repositories at_least"],
  ])("reads counts: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it.each([
    ["for roughly three weeks", "roughly three weeks | duration 3 week about"],
    ["an hour and a half later", "an hour and a half | duration 1.5 hour stated"],
    ["two and a half years", "two and a half years | duration 2.5 year stated"],
    ["this past year and a half", "year and a half | duration 1.5 year stated"],
    ["half an hour", "half an hour | duration 0.5 hour stated"],
    ["a six-month project", "six-month | duration 6 month stated"],
    ["6-12 months", "6-12 months | duration 6–12 month between"],
    ["over the next five years", "five years | duration 5 year stated"],
    ["it took a week", "a week | duration 1 week stated"],
    ["over a decade ago", "over a decade | duration 1 decade more_than"],
  ])("reads lengths of time: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it.each([
    ["the most common answer", "the most common answer | rank 1 rank rank top"],
    ["our second biggest challenge", "second biggest challenge | rank 2 rank rank top"],
    ["the top five languages", "the top five languages | rank 5 rank rank top within"],
    ["the least of our worries", "the least of our worries | rank 1 rank rank bottom"],
    ["it is at the bottom of the list", "at the bottom of the list | rank 1 rank rank bottom"],
    ["Kotlin ranked third", "ranked third | rank 3 rank rank top"],
    ["they were 12th of 14", "12th of 14 | rank 12 rank rank top"],
    ["the next to least popular choice", "the next to least popular choice | rank 2 rank rank bottom"],
  ])("reads ranks: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it.each([
    ["it has doubled since then", "doubled | change 2 times stated"],
    ["they've more than tripled our numbers", "more than tripled | change 3 times more_than"],
    ["nearly two times higher than the other", "nearly two times | change 2 times almost"],
    ["three times as many of them", "three times | change 3 times stated"],
    ["twice as likely to leave", "twice | change 2 times stated"],
    ["a four-point increase", "four-point | change 4 percent stated"],
    ["up 7 points this year", "7 points | change 7 percent stated"],
    ["by 3 percentage points", "3 percentage points | change 3 percent stated"],
    ["the firm lost around 12% of it", "around 12% | change 12 percent about"],
    ["it increased its sales by 20%", "20% | change 20 percent stated"],
    ["is used by 44% of them", "44% | percent 44 percent stated"],
    ["it dropped to 44%", "44% | percent 44 percent stated"],
  ])("tells changes from shares: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it.each([
    ["a fifth of a percent", "a fifth of a percent | percent 0.2 percent stated"],
    ["it is half a percent", "half a percent | percent 0.5 percent stated"],
    ["two-tenths, a fifth of a percent", "two-tenths, a fifth of a percent | percent 0.2 percent stated"],
    [
      "between a half and two thirds of us",
      "between a half and two thirds | percent 50–66.67 percent between",
    ],
    ["a quarter to a third of them", "a quarter to a third | percent 25–33.33 percent between"],
    ["14,400 out of 20,000", "14,400 out of 20,000 | percent 72 percent stated"],
    ["while almost half survive it", "almost half | percent 50 percent almost"],
    ["the vote was 9 to 1.", "9 to 1 | count 9 to 1 stated"],
    ["41,300 responded to it", "41,300 | count 41300 persons stated"],
    ["only 442 respondent disagree", "442 respondent | count 442 persons stated"],
    ["over a million Vue.js users", "over a million Vue.js users | count 1000000 persons more_than"],
    ["that's up to 51% of them", "51% | percent 51 percent stated"],
    ["up to 51% from 40% last year", "51% | percent 51 percent stated ; 40% | percent 40 percent stated"],
    ["up to 51% of them could", "up to 51% | percent 51 percent at_most"],
  ])("reads what people make of numbers: %s", (text, expected) =>
    expect(found(text).join(" ; ")).toBe(expected),
  );

  it.each([
    ["it was the second most listened to show", "the second most listened | rank 2 rank rank top"],
    ["it is third from the bottom", "third from the bottom | rank 3 rank rank bottom"],
    ["up from number four last year", "up from number four | rank 4 rank rank top"],
    ["It's number five on the list", "It's number five | rank 5 rank rank top"],
    ["it came in at number 2", "came in at number 2 | rank 2 rank rank top"],
  ])("reads places: %s", (text, expected) => expect(found(text)).toEqual([expected]));

  it("chooses the number that a quote is about", () => {
    const chosen = (text: string) => chooseQuantity(findQuantities(text))?.value;
    expect(chosen("Most respondents do not. 72.2%")).toBe(72.2);
    expect(chosen("it tripled out to close to 10%")).toBe(10);
    expect(chosen("it tripled")).toBe(3);
    expect(chosen("most developers do")).toBeUndefined();
    expect(chooseQuantity([])).toBeNull();
  });

  it.each([
    "doubled down on it, twice a week, number one, we need it",
    "move to number four. from 3 to 1",
    "pick a number",
    "a third party library, a third time",
    "the first half, last quarter, in half, half-baked",
    "one of the things, one day, one or more",
    "Covid-19, Python 3 and x86, HTTP/2, version 12",
    "in 2019, back in the '90s, 5:30, 24/7, April 14",
    "twice a week, every day, per year, wait a second",
    "episode 147 and chapter 12",
    "this week, next month, last year",
    "two things, three ways",
    "the most important thing, at most, for the most part",
    "more than that, about it, up to you",
    "a hundred percent. I told you a thousand times",
    "",
  ])("finds no quantity in: %s", (text) => expect(found(text)).toEqual([]));

  it("reads typographic signs and hidden markup like plain ones", () => {
    expect(found("we’ve had 12%–13% of “half the people”")).toEqual([
      "12%–13% | percent 12–13 percent between",
      "half | percent 50 percent stated",
    ]);
    expect(found("about \0\u000030\0\0 people")).toHaveLength(1);
  });

  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        "half",
        "a",
        "third",
        "of",
        "the",
        "12",
        "%",
        "-",
        "13",
        "years",
        "and",
        "between",
        "million",
      ),
      fc.constantFrom(
        "twenty",
        "people",
        "most",
        "majority",
        "about",
        "ago",
        "top",
        "in",
        "one",
        "to",
        "$",
        "\0",
        "’",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    ),
    { maxLength: 40 },
  );

  it("finds spans inside the text, apart and in order, with values that are numbers", () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(" ", "", "  \n"), (words, glue) => {
        const text = words.join(glue);
        let end = 0;
        for (const each of findQuantities(text)) {
          expect(each.start).toBeGreaterThanOrEqual(end);
          expect(each.end).toBeGreaterThan(each.start);
          end = each.end;
          const { value, range, comparator } = each.quantity;
          for (const number of [value, ...(range ?? [])])
            if (number !== undefined) expect(Number.isFinite(number)).toBe(true);
          expect(comparator === "between").toBe(range !== undefined);
          if (range) expect(range[0]).toBeLessThan(range[1]);
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it("finds the same, at its place, with unrelated sentences around it", () => {
    fc.assert(
      fc.property(pieces, (words) => {
        const text = words.join(" ").replaceAll("\0", "");
        const before = "Well. ";
        const alone = findQuantities(text);
        const within = findQuantities(`${before}${text}`).map(({ start, end, quantity }) => ({
          start: start - before.length,
          end: end - before.length,
          quantity,
        }));
        expect(within).toEqual(alone);
      }),
    );
  });

  it("takes no longer than a text is long", () => {
    for (const text of [
      "a ",
      "one in ",
      "12 to ",
      "most of the ",
      "the next to ",
      "two and a half ",
      "top-",
      "9",
    ])
      expect(Array.isArray(findQuantities(text.repeat(20_000)))).toBe(true);
  });

  it.skipIf(corpusSkipped)(corpusTitle("reads every paragraph of the corpus"), () => {
    for (const path of corpusPaths(corpusFolder ?? ""))
      for (const { body } of parse(corpusText(corpusFolder ?? "", path)).segments) {
        const { text } = display(body);
        for (const { start, end } of findQuantities(text)) expect(text.slice(start, end).trim()).not.toBe("");
      }
  });
});
