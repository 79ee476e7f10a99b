import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../../server/work/surveys/export-csv";
import type { FileHabits } from "../../../server/work/surveys/file-habits";
import { readSurveyCsv } from "../../../server/work/surveys/read-survey-csv";
import { corpusFolder, corpusSkipped, corpusTitle } from "../../support/corpus";
import { makeZip } from "../../support/make-zip";
import { csvOf } from "./csv";

const read = (file: string | Uint8Array, answers?: FileHabits) =>
  readSurveyCsv([typeof file === "string" ? new TextEncoder().encode(file) : file], answers);
/** The values of a file without errors. */
async function values(file: string | Uint8Array, answers?: FileHabits) {
  const { rows, errors } = await read(file, answers);
  expect(errors).toEqual([]);
  return rows.map(({ value }) => value);
}
const codes = async (file: string | Uint8Array, answers?: FileHabits) =>
  (await read(file, answers)).errors.map(({ code, column }) => [code, column]);

describe("a file that is written otherwise", () => {
  it("may have semicolons, tabs, capitals, titles, blank columns and blank rows at its end", async () => {
    const plain = csvOf({ value: "37" }, { category: "no", value: "63" });
    const other = (sign: string) => plain.replaceAll(",", sign);
    for (const file of [
      other(";"),
      other("\t"),
      plain.replace(/^.*/, (header) => header.toUpperCase().replaceAll("_", " ")),
      `Results of 2026\n\n${plain}`,
      `"A title, with a comma"\n${plain}`,
      `${plain}\n,,,\n\n`,
      plain.replaceAll("\n", ",,\n"),
      plain.replaceAll("\n", "\r"),
      plain.replaceAll("\n", "\r\n"),
      Buffer.from(`\ufeff${plain}`, "utf16le"),
      Buffer.from(`\ufeff${plain}`, "utf16le").swap16(),
    ]) {
      expect(await values(file), String(file).slice(0, 40)).toEqual([37, 63]);
    }
    const { warnings } = await read(`Results of 2026\n\n${plain}`);
    expect(warnings.map(({ code, message }) => [code, message])).toContainEqual([
      ...["read-as", "The header is line 3. What stands above it is not read."],
    ]);
    expect(await codes(`${plain}\n${plain.split("\n")[1]}`)).toEqual([
      ["blank-row", null],
      ["primary-key", null],
    ]);
  });

  it.each([
    ["37%", 37],
    ["63 %", 63],
    ["37,5", 37.5],
    ["4,299", 4.299],
    ["+37", 37],
    [".5", 0.5],
    ["37.", 37],
    ["\u00a037\u202f%", 37],
  ])("reads the percent %j as %d", async (cell, value) => {
    expect(await values(csvOf({ value: cell }))).toEqual([value]);
  });

  it("reads thousands where nothing else makes sense, and asks once where it does", async () => {
    const money = { statistic: "median", unit: "dollars" };
    const count = { statistic: "count", unit: "persons" };
    expect((await read(csvOf({ base_n: "4,299" }))).rows[0]?.baseN).toBe(4299);
    expect(await values(csvOf({ ...count, value: "4,299" }))).toEqual([4299]);
    expect(await values(csvOf({ ...money, value: "1,234,567" }))).toEqual([1_234_567]);
    expect(await values(csvOf({ ...money, value: "1.234,5" }))).toEqual([1234.5]);
    const open = csvOf({ ...money, value: "65,277" }, { ...money, value: "61,000", category: "no" });
    expect((await read(open)).errors).toMatchObject([
      {
        line: 2,
        column: "value",
        code: "ambiguous",
        cell: "65,277",
        message: expect.stringContaining("2 cells"),
      },
    ]);
    expect(await values(open, { comma: "thousands" })).toEqual([65_277, 61_000]);
    expect(await values(open, { comma: "decimal" })).toEqual([65.277, 61]);
    // Another number of the file tells.
    const told = csvOf({ ...money, value: "65,277" }, { ...money, value: "65277.5", category: "no" });
    expect(await values(told)).toEqual([65_277, 65_277.5]);
  });

  it("reads dates with the day first where one cannot be a month, and asks once where all could", async () => {
    const dates = (start: string, end: string) => csvOf({ field_start: start, field_end: end });
    const of = async (file: string, answers?: FileHabits) => {
      const { rows, errors } = await read(file, answers);
      return errors.length > 0 ? errors.map(({ code }) => code) : [rows[0]?.fieldStart, rows[0]?.fieldEnd];
    };
    expect(await of(dates("14/04/2021", "05/05/2021"))).toEqual(["2021-04-14", "2021-05-05"]);
    expect(await of(dates("04/14/2021", "05/05/2021"))).toEqual(["2021-04-14", "2021-05-05"]);
    expect(await of(dates("3.4.2021", "5.5.2021"))).toEqual(["2021-04-03", "2021-05-05"]);
    expect(await of(dates("2021-4-3", "2021/5/5"))).toEqual(["2021-04-03", "2021-05-05"]);
    expect(await of(dates("03/04/2021", "05/05/2021"))).toEqual(["ambiguous"]);
    expect(await of(dates("03/04/2021", "05/05/2021"), { dates: "month-first" })).toEqual([
      ...["2021-03-04", "2021-05-05"],
    ]);
    expect(await of(dates("31/31/2021", "05/05/2021"))).toEqual(["type-error"]);
  });

  it("tells shares from percents by what they come to, and asks once where they do not tell", async () => {
    const shares = csvOf(
      { value: "0.6604", decimals: "4" },
      { value: "0.3396", category: "no", decimals: "4" },
    );
    const { rows, warnings } = await read(shares);
    expect(rows.map(({ value, decimals }) => [value, decimals])).toEqual([
      [66.04, 2],
      [33.96, 2],
    ]);
    expect(warnings.map(({ code }) => code)).toContain("read-as");
    const open = csvOf(
      ...["0.2", "0.4", "0.1"].map((value, at) => ({
        value,
        category: `answer ${at}`,
        response_type: "multiple",
      })),
    );
    expect(await codes(open)).toEqual([["ambiguous", "value"]]);
    expect(await values(open, { shares: "yes" })).toEqual([20, 40, 10]);
    expect(await values(open, { shares: "no" })).toEqual([0.2, 0.4, 0.1]);
    expect(await values(csvOf({ value: "0.2" }))).toEqual([0.2]);
    expect(await values(csvOf({ value: "0.5%" }, { value: "0.5", category: "no" }))).toEqual([0.5, 0.5]);
    expect(
      await values(csvOf({ value: "0.4" }, { value: "0.6", category: "b" }, { value: "90", category: "c" })),
    ).toEqual([0.4, 0.6, 90]);
  });

  it("keeps answers that begin with a sign, and writes none that a spreadsheet would run", async () => {
    const labels = [
      "+1 or more",
      "@angular/core",
      "-none",
      "-5 to 0",
      "- see p. 3",
      "— dash",
      "-5",
      "'tis",
      "'@x",
    ];
    const file = csvOf(...labels.map((category, at) => ({ category, value: String(at) })));
    const { rows, errors } = await read(file);
    expect(errors).toEqual([]);
    // An apostrophe before a sign is how a spreadsheet writes it.
    expect(rows.map(({ category }) => category)).toEqual([...labels.slice(0, -1), "@x"]);
    expect(await codes(csvOf({ category: "=1+1" }))).toEqual([["constraint-error", "category"]]);
    const cell = fc.oneof(
      fc.constantFrom(
        ...labels,
        "'+1",
        "''@x",
        "@SUM(1)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "＝1+1",
        "- 1+cmd|' /C calc'!A0",
      ),
      fc.string({ minLength: 1, maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(cell, cell, async (category, note) => {
        const one = { ...rows[0]!, category, note };
        const written = toCsv([one]);
        for (const each of parse(written).flat() as string[])
          expect(each).not.toMatch(/^(?:[+@\t\r\n＝＋－＠]|=.|-(?![\d.]+$))/);
        const back = await read(written);
        const sound = back.errors.length === 0 && category === category.trim() && note === note.trim();
        if (sound) expect(back.rows[0]).toMatchObject({ category, note });
      }),
    );
  });

  it.each([
    ["ResponseId,Age\n1,18\n", "missing-label"],
    ['[{"survey":"t"}]', "source-error"],
    ["$FL2@(#) SPSS DATA FILE", "source-error"],
    ["%PDF-1.7", "source-error"],
    ["PK\x03\x04 and nothing", "source-error"],
  ])("says what %j is in one sentence", async (file, code) => {
    const { errors } = await read(file);
    expect(errors.map((one) => one.code)).toEqual([code]);
  });

  it("is kept as it was understood", async () => {
    expect((await read(csvOf())).isPlain).toBe(true);
    for (const file of [csvOf({ value: "37%" }), csvOf().replaceAll(",", ";"), `Title\n${csvOf()}`]) {
      const { rows, isPlain } = await read(file);
      expect(isPlain).toBe(false);
      const { rows: again, isPlain: now } = await read(toCsv(rows));
      expect(now).toBe(true);
      expect(again.map(({ line: _, ...row }) => row)).toEqual(rows.map(({ line: _, ...row }) => row));
    }
  });
});

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** A workbook with this sheet. */
const workbook = (sheet: string, more: Record<string, Buffer> = {}) =>
  makeZip({
    "[Content_Types].xml": TYPES,
    "_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Figures" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheet,
    ...more,
  });

const letter = (at: number) => String.fromCharCode(65 + at);
const sheetOf = (csv: string) =>
  `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${csv
    .trimEnd()
    .split("\n")
    .map(
      (line, row) =>
        `<row r="${row + 1}">${line
          .split(",")
          .map((cell, at) =>
            cell === ""
              ? ""
              : /^\d+(?:\.\d+)?$/.test(cell)
                ? `<c r="${letter(at)}${row + 1}"><v>${cell}</v></c>`
                : `<c r="${letter(at)}${row + 1}" t="inlineStr"><is><t>${cell.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</t></is></c>`,
          )
          .join("")}</row>`,
    )
    .join("")}</sheetData></worksheet>`;

describe("a spreadsheet", () => {
  it("is read like CSV", async () => {
    const csv = csvOf(
      { value: "37.5", base_n: "1000" },
      { category: "no & <none>", value: "62.5", base_n: "1000" },
    );
    const { rows, errors, isPlain } = await read(workbook(sheetOf(csv)));
    expect(errors).toEqual([]);
    expect(isPlain).toBe(false);
    expect(rows).toMatchObject([
      { category: "yes", value: 37.5, baseN: 1000, wave: "2026" },
      { category: "no & <none>", value: 62.5 },
    ]);
  });

  it("is too large where its cells are, though the file is small", async () => {
    const cell = `<c r="A1" t="inlineStr"><is><t>${"a".repeat(1_100_000)}</t></is></c>`;
    const rows = Array.from(
      { length: 20 },
      (_, at) => `<row r="${at + 1}">${cell.replace("A1", `A${at + 1}`)}</row>`,
    );
    const { errors } = await read(
      workbook(`<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>`),
    );
    expect(errors.map(({ code }) => code)).toEqual(["too-large"]);
  });

  it("is refused in one sentence where it unpacks to too much, has cells far away, or is broken", async () => {
    const bomb = { "xl/media/bomb.bin": Buffer.alloc(60_000_000) };
    const far = (address: string) =>
      `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r=${address}><v>1</v></c></row></sheetData></worksheet>`;
    for (const file of [
      workbook(sheetOf(csvOf()), bomb),
      workbook(far('"XFD1"')),
      workbook(far('"A1048576"')),
      workbook(far("'XFD1048576'")),
      workbook(far('"B1"').replace("</sheetData>", `${"<row/>".repeat(30_000)}</sheetData>`)),
      workbook(far('"&#88;FD1"')),
      workbook("<worksheet"),
      workbook(sheetOf(csvOf())).subarray(0, 500),
    ]) {
      const { errors } = await read(file);
      expect(errors.map(({ code }) => code)).not.toEqual([]);
      expect(errors).toHaveLength(1);
    }
  });
});

describe.skipIf(corpusSkipped)(corpusTitle("odd files that people have"), () => {
  const file = (name: string) => readFileSync(join(corpusFolder ?? "", "../surveys/odd-files", name));
  it.each(
    "01-good 02-bom 03-utf16 05-semicolon 06-tab 07-decimal-comma 08-percent-sign 09-thousands 11-upper-header 12-space-header 20-trailing-cols 21-crlf 22-cr 23-fractions 25-html 34-ci 37-sum70 38-negchange 40-money".split(
      " ",
    ),
  )("%s is read", async (name) => {
    const { rows, errors } = await read(file(`${name}.csv`));
    expect(errors).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each([
    ["04-cp1252", ["encoding-error"]],
    ["13-duplicate", ["primary-key"]],
    ["15-formula", ["constraint-error"]],
    ["16-unclosed", ["source-error"]],
    ["18-dates", ["type-error"]],
    ["26-respondent-level", ["missing-label"]],
    ["28-xlsx", ["source-error"]],
    ["29-json", ["source-error"]],
    ["30-empty", ["missing-label"]],
    ["35-spss", ["source-error"]],
  ])("%s is asked about in one sentence", async (name, expected) => {
    const { errors } = await read(file(`${name}.csv`));
    expect(errors.map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ["31-numbers", ["1e1", "٣٧", "-0", "NaN", "100.4", "n/a", "37.5.1", "½"]],
    ["32-basen", ["2147483648", "0", "12.5", "~4300", "-"]],
  ])("%s has an error for each cell that is no number", async (name, wrong) => {
    const { errors } = await read(file(`${name}.csv`));
    expect(errors.map(({ cell }) => cell)).toEqual(wrong.filter((cell) => cell !== "-0"));
  });
});
