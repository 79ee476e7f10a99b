import { createReadStream } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_ROWS, readSurveyCsv } from "../../../server/work/surveys/read-survey-csv";
import { corpusFolder, corpusSkipped, corpusTitle } from "../../support/corpus";
import { csvOf } from "./csv";

const bytes = (text: string) => [new TextEncoder().encode(text)];
const read = (text: string) => readSurveyCsv(bytes(text));
const told = async (text: string) =>
  (await read(text)).errors.map(({ line, column, code, cell }) => [line, column, code, cell]);

describe("a survey's CSV file", () => {
  it("is read, whatever the order of its columns, with a byte order mark and Windows' line ends", async () => {
    const { rows, errors, warnings } = await read(
      '\ufeffunit,value,statistic,base,category,question,wave,survey,source_type,source\r\npercent,37,percent,all,"yes, ""often""",q1,2026,s-1,primary,https://example.org/a\r\n',
    );
    expect(errors).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(["base-n-missing"]);
    expect(rows).toMatchObject([
      { line: 2, survey: "s-1", category: 'yes, "often"', value: 37, qualifier: "=", baseN: null },
    ]);
  });

  it("keeps HTML as the text it is", async () => {
    const { rows, errors } = await read(
      csvOf({ category: "<script>alert(1)</script>", wording: "<b>Why?</b>" }),
    );
    expect(errors).toEqual([]);
    expect(rows[0]).toMatchObject({ category: "<script>alert(1)</script>", wording: "<b>Why?</b>" });
  });

  it.each([
    ["survey", "Two Words", "constraint-error"],
    ["question", "q_1", "constraint-error"],
    ["category", "", "constraint-error"],
    ["category", "=cmd|' /C calc'!A0", "constraint-error"],
    ["category", "a\0b", "constraint-error"],
    ["category", "x".repeat(2001), "constraint-error"],
    ["statistic", "average", "constraint-error"],
    ["qualifier", ">=", "constraint-error"],
    ["response_type", "many", "constraint-error"],
    ["source_type", "rumour", "constraint-error"],
    ["value", "", "constraint-error"],
    ["value", "NaN", "type-error"],
    ["value", "1e309", "type-error"],
    ["value", "Infinity", "type-error"],
    ["value", `1${"0".repeat(400)}`, "constraint-error"],
    ["value", "-1", "constraint-error"],
    ["value", "100.1", "constraint-error"],
    ["value_max", "101", "constraint-error"],
    ["value_max", "36", "range-reversed"],
    ["base_n", "12.5", "type-error"],
    ["base_n", "0", "constraint-error"],
    ["base_n", "99999999999", "constraint-error"],
    ["decimals", "-1", "constraint-error"],
    ["unit", "persons", "unit-mismatch"],
    ["field_start", "14.4.26", "type-error"],
    ["field_start", "44300", "type-error"],
    ["value", "37,5,1", "type-error"],
    ["value", "37.5.1", "type-error"],
    ["value", "½", "type-error"],
    ["base_n", "~4300", "type-error"],
    ["field_end", "2026-02-30", "type-error"],
    ["field_end", "2026-01-01", "dates-reversed"],
    ["source", "a friend", "source-form"],
    ["source", "javascript:alert(1)", "source-form"],
    ["source", "https://me:secret@example.org/study", "source-form"],
    ["source", "stated on air, show-1 at 00:04:15", "source-form"],
  ])("refuses in %s: %j (%s)", async (column, cell, code) => {
    expect(await told(csvOf({ [column]: cell }))).toEqual([
      [2, column, code, cell.length > 80 ? `${cell.slice(0, 79)}…` : cell],
    ]);
  });

  it.each([
    ["a count below 0", { statistic: "count", unit: "persons", value: "-1" }, ["value", "constraint-error"]],
    ["half a person", { statistic: "count", unit: "persons", value: "1.5" }, ["value", "constraint-error"]],
    ["a count in percent", { statistic: "count", value: "15" }, ["unit", "unit-mismatch"]],
    ["rank 0", { statistic: "rank", unit: "rank", value: "0" }, ["value", "constraint-error"]],
    [
      "an episode without its second",
      { source_type: "on-air", source: "stated on air, show-1" },
      ["source", "source-form"],
    ],
    [
      "an episode at no second",
      { source_type: "on-air", source: "stated on air, show-1 at 00:61:00" },
      ["source", "source-form"],
    ],
  ] as const)("refuses %s", async (_, cells, [column, code]) => {
    expect((await told(csvOf(cells))).map(([, ...rest]) => rest.slice(0, 2))).toEqual([[column, code]]);
  });

  it("says everything that is wrong with a header at once", async () => {
    expect(await told("survey,,wave,wave,survey\n")).toEqual([
      [1, "2", "blank-label", ""],
      [1, "wave", "duplicate-label", "wave"],
      [1, "survey", "duplicate-label", "survey"],
      ...["question", "category", "base", "statistic", "value", "unit", "source", "source_type"].map(
        (column) => [1, column, "missing-label", ""],
      ),
    ]);
    expect(await told("")).toMatchObject([[1, null, "missing-label", ""]]);
    expect(await told(csvOf().split("\n")[0] ?? "")).toMatchObject([[2, null, "blank-row", ""]]);
  });

  it("says everything that is wrong with its rows at once, each with its line", async () => {
    const [header, row] = csvOf().trimEnd().split("\n") as [string, string];
    const multiline = csvOf({ note: '"two\nlines"', category: "other" })
      .trimEnd()
      .split(/\n(?=s-1)/)[1];
    expect(
      await told(
        [
          header,
          row,
          "",
          multiline,
          `${row},more`,
          "s-1,2026",
          ",".repeat(18),
          row,
          csvOf({ value: "x", unit: "" }).split("\n")[1],
        ].join("\n"),
      ),
    ).toEqual([
      [3, null, "blank-row", ""],
      [6, "20", "extra-cell", "more"],
      ...[
        "field_start",
        "field_end",
        "question",
        "wording",
        "response_type",
        "category",
        "base",
        "base_n",
        "statistic",
        "qualifier",
        "value",
        "value_max",
        "unit",
        "decimals",
        "source",
        "source_type",
        "note",
      ].map((column) => [7, column, "missing-cell", ""]),
      [8, null, "blank-row", ""],
      [9, null, "primary-key", "q-1: yes"],
      [10, "unit", "constraint-error", ""],
      [10, "value", "type-error", "x"],
    ]);
  });

  it("finds rows of one survey that contradict each other", async () => {
    const other = { category: "no", field_start: "2026-02-03", wording: "Else?", response_type: "multiple" };
    expect(await told(csvOf({}, other))).toEqual([
      [3, "field_start", "survey-inconsistent", "2026-02-03"],
      [3, "wording", "survey-inconsistent", "Else?"],
      [3, "response_type", "survey-inconsistent", "multiple"],
    ]);
  });

  it("tells where a file stops being UTF-8, and what was wrong before", async () => {
    const good = csvOf({ value: "x" });
    const { errors } = await readSurveyCsv([
      ...bytes(good),
      Uint8Array.from([0x61, 0x0a, 0xff, 0x0a]),
      ...bytes("more"),
    ]);
    expect(errors.map(({ line, code }) => [line, code])).toContainEqual([4, "encoding-error"]);
    expect(errors.map(({ line, code }) => [line, code])).toContainEqual([2, "type-error"]);
    expect(
      (await readSurveyCsv([...bytes(csvOf()), Uint8Array.from([0xe2, 0x82])])).errors.map(
        ({ code }) => code,
      ),
    ).toContain("encoding-error");
  });

  it("tells where quotes go wrong", async () => {
    expect((await told(`${csvOf()}s-1,"never closed`)).map(([line, , code]) => [line, code])).toEqual([
      [3, "source-error"],
    ]);
    expect((await told(`${csvOf()}s-1,wa"ve,x`)).map(([line, , code]) => [line, code])).toEqual([
      [3, "source-error"],
    ]);
  });

  it("stops at a million rows without having read them", async () => {
    const [header = "", row = ""] = csvOf().split("\n");
    let produced = 0;
    async function* million() {
      yield* bytes(`${header}\n`);
      const many = `${row}\n`.repeat(1000);
      for (; produced < 1_000_000; produced += 1000) yield new TextEncoder().encode(many);
    }
    const { errors } = await readSurveyCsv(million());
    expect(errors.find(({ code }) => code === "too-large")).toMatchObject({ line: MOST_ROWS + 2 });
    expect(produced).toBeLessThan(100_000);
  });

  it("stops at a file without an end or a line break", async () => {
    async function* endless() {
      for (;;) yield new Uint8Array(1024 * 1024).fill(0x61);
    }
    expect((await readSurveyCsv(endless())).errors.map(({ code }) => code)).toContain("too-large");
  });

  it("answers whatever the bytes are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 }),
        fc.boolean(),
        async (chunks, withHeader) => {
          const head = withHeader ? bytes(csvOf()) : [];
          const { errors, errorCount } = await readSurveyCsv([...head, ...chunks]);
          expect(errorCount).toBeGreaterThanOrEqual(errors.length);
          for (const { line } of errors) expect(line).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });

  it("warns, and goes on", async () => {
    const conflicting = { source: "https://example.org/b", value: "40" };
    const { errors, warnings } = await read(
      csvOf(
        { base_n: "100" },
        { ...conflicting, base_n: "100" },
        { category: "no", value: "64", base_n: "100" },
        { base_n: "100", statistic: "count", unit: "persons", value: "38" },
      ),
    );
    expect(errors).toEqual([]);
    expect(warnings.map(({ code, line }) => [code, line])).toEqual([
      ["conflicting-sources", 2],
      ["count-base-mismatch", 5],
    ]);
    expect(
      (await read(csvOf({ base_n: "9" }, { category: "no", value: "65", base_n: "9" }))).warnings.map(
        ({ code, cell }) => [code, cell],
      ),
    ).toEqual([["sum-over-100", "102"]]);
    expect(
      (await read(csvOf({ base_n: "9" }).replace("note", "remark"))).warnings.map(({ code, column }) => [
        code,
        column,
      ]),
    ).toEqual([["extra-label", "remark"]]);
  });

  it.skipIf(corpusSkipped)(
    corpusTitle("the survey of the founding episode has 100 rows, no error and five warnings"),
    async () => {
      const file = join(corpusFolder ?? "", "../surveys/anaconda-state-of-data-science-2021.csv");
      const { rows, errors, warnings } = await readSurveyCsv(createReadStream(file));
      expect(errors).toEqual([]);
      expect(rows).toHaveLength(100);
      const said = warnings.map(({ code, cell, message }) => [code, cell || message.slice(0, 14)]);
      expect(said.sort()).toEqual([
        ["base-n-missing", "68 rows have n"],
        ["conflicting-sources", "20 and 25"],
        ["conflicting-sources", "55 and 53"],
        ["sum-over-100", "103"],
        ["sum-over-100", "108.3"],
      ]);
    },
  );
});
