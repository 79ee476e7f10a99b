import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  chooseQuantity,
  findQuantities,
  type Quantity,
  type Scope,
  suggest,
} from "../../evidence";
import { collectionTexts, corpusSkipped, corpusTitle, sharedRows, sharedText } from "../support/corpus";

interface Label {
  readonly id: string;
  readonly quote: string;
  readonly file: string;
  readonly line: number;
  readonly quantity: Quantity;
  readonly scope: Scope;
  readonly survey: string;
  readonly wave: string;
  readonly question: string | null;
  readonly category: string | null;
}

const same = (found: Quantity, label: Quantity): boolean =>
  found.kind === label.kind &&
  (label.value === undefined || Math.abs((found.value ?? Number.NaN) - label.value) < 0.01) &&
  JSON.stringify(found.range) === JSON.stringify(label.range) &&
  found.unit === label.unit &&
  found.comparator === label.comparator &&
  (found.from ?? "top") === (label.from ?? "top") &&
  (found.within ?? false) === (label.within ?? false);

/** A paragraph by its line, from 1, and those around it, nearest first. */
function around(text: string, line: number): string[] {
  const paragraphs = text
    .split("\n")
    .map((words, at) => ({ words, at }))
    .filter(({ words }) => words.trim() !== "");
  const here = paragraphs.findIndex(({ at }) => at === line - 1);
  return [0, -1, 1, -2].flatMap((by) => paragraphs[here + by]?.words ?? []);
}

describe.skipIf(corpusSkipped)(corpusTitle("claims that people have labelled"), () => {
  it("reads kind, value, unit and comparator of at least 95 % of them", () => {
    const labels = sharedRows<Label>("surveys/claims-corpus.jsonl");
    const misread = labels.filter(
      ({ quote, quantity }) => !findQuantities(quote).some((found) => same(found.quantity, quantity)),
    );
    expect(labels.length).toBeGreaterThanOrEqual(80);
    const share = 1 - misread.length / labels.length;
    expect(share, misread.map(({ id, quote }) => `${id}: ${quote}`).join("\n")).toBeGreaterThanOrEqual(0.95);
  });

  interface Row {
    readonly [column: string]: string;
  }
  interface Listed extends Candidate {
    readonly row: Row;
  }

  it("suggests their question first, and the figure or the expression among three", () => {
    const rows = ["stack-overflow-2024-2025.csv", "anaconda-state-of-data-science-2021.csv"].flatMap((file) =>
      parse<Row>(sharedText(`surveys/${file}`), { columns: true }),
    );
    const labels = sharedRows<Label>("surveys/claims-corpus.jsonl").filter(({ survey, wave, question }) =>
      rows.some((row) => row.survey === survey && row.wave === wave && row.question === question),
    );
    expect(labels.length).toBeGreaterThanOrEqual(20);
    const texts = collectionTexts([...new Set(labels.map(({ file }) => file))]);
    let first = 0;
    let three = 0;
    let exact = 0;
    for (const { file, line, quote, scope, survey, wave, question, category } of labels) {
      const quantity = chooseQuantity(findQuantities(quote));
      if (!quantity) continue;
      const candidates = rows.map(
        (row): Listed => ({
          row,
          question: `${row.survey}/${row.question}`,
          wording: row.wording || null,
          responseType: row.response_type || null,
          category: row.category ?? "",
          base: row.base ?? "",
          statistic: {
            statistic: row.statistic as Listed["statistic"]["statistic"],
            value: row.value === "" ? null : Number(row.value),
            unit: row.unit ?? "",
            decimals: row.decimals === "" ? null : Number(row.decimals),
            fieldStart: row.field_start || null,
          },
          context: {
            ...{ source: "other", question: "same", base: "same" },
            wave: row.survey === survey && row.wave !== wave ? "other" : "same",
          },
        }),
      );
      const suggested = suggest({
        quote,
        nearby: around(texts.get(file) ?? "", line),
        quantity,
        scope,
        candidates,
      });
      const at = suggested.findIndex((each) => each.question === `${survey}/${question}`);
      first += at === 0 ? 1 : 0;
      three += at >= 0 && at < 3 ? 1 : 0;
      const likely = suggested[at];
      const offered = [
        ...(likely?.statistics.slice(0, 3).map(({ candidate }) => candidate.category) ?? []),
        ...(likely?.expressions
          .slice(0, 3)
          .flatMap(({ candidates }) => candidates.map((one) => one.category)) ?? []),
      ];
      exact += category === null || offered.includes(category) ? 1 : 0;
    }
    expect(first / labels.length).toBeGreaterThanOrEqual(0.9);
    expect(three / labels.length).toBeGreaterThanOrEqual(0.97);
    expect(exact / labels.length).toBeGreaterThanOrEqual(0.9);
  });
});
