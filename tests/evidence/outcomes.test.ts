import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import {
  chooseQuantity,
  compare,
  findQuantities,
  mayBeAbout,
  mayRefute,
  type Scope,
  type Statistic,
} from "../../evidence";
import { collectionTexts, corpusSkipped, corpusTitle, sharedRows, sharedText } from "../support/corpus";

interface Label {
  readonly id: string;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly file: string;
  readonly line: number;
  readonly scope: Scope;
  readonly survey: string;
  readonly wave: string;
  readonly question: string | null;
  readonly category: string | null;
}
type Row = Readonly<Record<string, string>>;

/** A paragraph by its line, from 1, and those around it, nearest first, as the form has them. */
function around(text: string, line: number): string[] {
  const paragraphs = text
    .split("\n")
    .map((words, at) => ({ words, at }))
    .filter(({ words }) => words.trim() !== "");
  const here = paragraphs.findIndex(({ at }) => at === line - 1);
  return [0, -1, 1, -2, -3, -4, -5, -6, -7, -8, 2].flatMap((by) => paragraphs[here + by]?.words ?? []);
}

describe.skipIf(corpusSkipped)(corpusTitle("the outcomes of labelled claims"), () => {
  const rows = ["stack-overflow-2024-2025.csv", "anaconda-state-of-data-science-2021.csv"].flatMap((file) =>
    parse<Row>(sharedText(`surveys/${file}`), { columns: true }),
  );
  const labels = sharedRows<Label>("surveys/claims-corpus.jsonl");
  const texts = collectionTexts([...new Set(labels.map(({ file }) => file))]);
  const context = { source: "other", wave: "same", question: "same", base: "same" } as const;

  /** The outcome of a claim that states no base, held against one row with this value, as the form shows it. */
  function outcome(label: Label, row: Row, value = Number(row.value)) {
    const quantity = chooseQuantity(findQuantities(label.quote));
    if (!quantity) throw new Error(label.id);
    const { scope, quote, prefix, suffix } = label;
    const statistic = {
      ...{ statistic: row.statistic as Statistic["statistic"], value, unit: row.unit ?? "" },
      decimals: row.decimals === "" ? null : Number(row.decimals),
    };
    const compared = compare({ quantity, scope, statistic, context });
    if (compared.outcome !== "differs") return compared.outcome;
    const nearby = around(texts.get(label.file) ?? "", label.line);
    const { category = "", wording = null, base = "" } = row;
    const others = rows
      .filter((other) =>
        ["survey", "wave", "question", "category", "statistic"].every((name) => other[name] === row[name]),
      )
      .flatMap((other) => (other.base && other.base !== base ? [other.base] : []));
    return mayRefute({ quote, nearby, quantity, category, wording }) &&
      mayBeAbout(
        { quote, sentence: `${prefix}${quote}${suffix}`, paragraph: nearby[0] ?? "" },
        { base, others },
      )
      ? "differs"
      : "not comparable";
  }

  const linkable = labels
    .map((label) => ({
      label,
      figures: rows.filter(({ survey, wave, question, category }) =>
        [
          survey === label.survey,
          wave === label.wave,
          question === label.question,
          category === label.category,
        ].every(Boolean),
      ),
    }))
    .filter(({ figures }) => figures.length > 0);

  it("never differ from a figure of the answer that was meant, whoever it counts", () => {
    expect(linkable.length).toBeGreaterThanOrEqual(15);
    const wrong = linkable.flatMap(({ label, figures }) =>
      figures
        .filter((row) => outcome(label, row) === "differs")
        .map((row) => `${label.id}: ${label.quote} | ${row.category}, ${row.base}: ${row.value}`),
    );
    expect(wrong).toEqual([]);
    // And each is true of one of them.
    const untrue = linkable.filter(
      ({ label, figures }) => !figures.some((row) => ["matches", "close"].includes(outcome(label, row))),
    );
    expect(untrue.map(({ label }) => label.id)).toEqual([]);
  });

  it("differ from a wrong figure of that answer, for at least 90 %", () => {
    const planted = linkable.flatMap(({ label, figures }) => {
      const own = figures.find((row) => ["matches", "close"].includes(outcome(label, row)));
      if (!own) return [];
      const value = Number(own.value);
      const wrong = own.unit === "percent" ? (value > 50 ? value - 17 : value + 17) : Math.round(value * 0.4);
      return [{ id: label.id, quote: label.quote, outcome: outcome(label, own, wrong) }];
    });
    const missed = planted.filter((one) => one.outcome !== "differs");
    expect(1 - missed.length / planted.length, JSON.stringify(missed)).toBeGreaterThanOrEqual(0.9);
  });
});

describe("whom a claim may be about", () => {
  const all = "all respondents";
  const professionals = "professional developers";
  const [young, old] = ["age 18-24", "age 55-64"];
  it.each([
    ["60% of professional developers use it", professionals, [all], true],
    ["60% of respondents use it", professionals, [all], false],
    ["60% of respondents use it", all, [professionals], true],
    ["60% use it", all, [professionals], true],
    ["60% use it", professionals, [all], false],
    ["60% use it", professionals, ["people learning to code"], false],
    ["60% use it", professionals, [], true],
    ["37% of 18 to 24-year-olds want it", all, [young, old], false],
    ["37% of 18 to 24-year-olds want it", young, [all, old], true],
    ["37% of 18 to 24-year-olds want it", old, [all, young], false],
    ["60% of the professional developers among all respondents use it", all, [professionals], false],
    ["60% of the professional developers among all respondents use it", professionals, [all], true],
    ["60% of professional developers use it", "developers", [professionals, all], false],
    ["60% of developers use it", "developers", [professionals, all], true],
    ["over 49,000 responses", all, [young], true],
  ])("%s: %s, beside %j: %s", (quote, base, others, may) => {
    expect(mayBeAbout({ quote, sentence: "", paragraph: "" }, { base, others })).toBe(may);
  });

  it("is said by the nearest words that name somebody", () => {
    const quote = "60% use it";
    const paragraph = "Of all respondents it is fewer. Now professional developers. There 60% use it.";
    const spoken = { quote, sentence: "There 60% use it", paragraph };
    expect(mayBeAbout(spoken, { base: professionals, others: [all] })).toBe(true);
    expect(mayBeAbout(spoken, { base: all, others: [professionals] })).toBe(false);
    const other = { ...spoken, sentence: "Of all respondents, 60% use it" };
    expect(mayBeAbout(other, { base: all, others: [professionals] })).toBe(true);
  });
});
