import { describe, expect, it } from "vitest";
import { computeSurvey } from "../../../server/work/surveys/compute-survey";
import { toCsv } from "../../../server/work/surveys/export-csv";
import { type Mapping, readMapping } from "../../../server/work/surveys/read-mapping";
import { readSurveyCsv } from "../../../server/work/surveys/read-survey-csv";

const YAML = `
survey: developers
wave: 2025
field_start: 2025-05-29
field_end: 2025-06-23
source: https://example.org/results
sampling: nonprobability
groups:
  - { name: professionals, column: Branch, is: [pro] }
questions:
  - question: languages
    column: Languages
    wording: Which languages?
    type: multiple
    statistics: [percent, count]
  - question: happy
    column: Happy
    type: single
    answers: ["yes", "no", "never"]
  - question: years
    column: Years
    type: number
    unit: years
    statistics: [median, mean]
    read: { Less than 1: 0.5 }
`;
const mappingOf = (text: string): Mapping => {
  const read = readMapping(text);
  if (!read.ok) throw new Error(read.message);
  return read.mapping;
};
const RESULTS = `Id,Branch,Languages,Happy,Years,Weight
1,pro,Go;Rust,yes,10,1
2,pro,Go;Go; JavaScript,no,Less than 1,3
3,hobby,"Rust",yes,4,2
4,hobby,NA,,NA,0
`;
const compute = (text: string, mapping = mappingOf(YAML)) =>
  computeSurvey([new TextEncoder().encode(text)], mapping);
async function table(text: string, mapping?: Mapping) {
  const made = await compute(text, mapping);
  if (!made.ok) throw new Error(made.message);
  return made.rows.map(
    ({ question, base, baseN, category, statistic, value, note }) =>
      `${question} ${base === "professionals" ? "pro" : "all"}/${baseN} ${category} ${statistic} ${value}${note ? ` (${note})` : ""}`,
  );
}

describe("a file with one row per respondent", () => {
  it("becomes shares, counts, medians and means by question and group", async () => {
    const no = " (no margin: opt-in sample)";
    expect(await table(RESULTS)).toEqual([
      `languages all/3 Go percent 66.67${no}`,
      `languages all/3 Rust percent 66.67${no}`,
      `languages all/3 JavaScript percent 33.33${no}`,
      ...["languages all/3 Go count 2", "languages all/3 Rust count 2", "languages all/3 JavaScript count 1"],
      `languages pro/2 Go percent 100${no}`,
      `languages pro/2 JavaScript percent 50${no}`,
      `languages pro/2 Rust percent 50${no}`,
      ...["languages pro/2 Go count 2", "languages pro/2 JavaScript count 1", "languages pro/2 Rust count 1"],
      `happy all/3 yes percent 66.67${no}`,
      `happy all/3 no percent 33.33${no}`,
      `happy all/3 never percent 0${no}`,
      `happy pro/2 yes percent 50${no}`,
      `happy pro/2 no percent 50${no}`,
      `happy pro/2 never percent 0${no}`,
      ...["years all/3 Years median 4", "years all/3 Years mean 4.83"],
      ...["years pro/2 Years median 5.25", "years pro/2 Years mean 5.25"],
    ]);
  });

  it("is weighted, with a margin where the sample is a random one", async () => {
    const weighted = mappingOf(`${YAML.replace("nonprobability", "probability")}\nweight: Weight\n`);
    const made = await compute(RESULTS, weighted);
    expect(made).toMatchObject({ ok: true, respondents: 4, weightless: 1 });
    const rows = await table(RESULTS, weighted);
    // 4 of 6 by weight; (1 + 3 + 2)² / (1 + 9 + 4) respondents of equal weight would tell as much.
    expect(rows[0]).toBe(
      `languages all/3 Go percent 66.67 (weighted; margin ±${(196 * Math.sqrt(2 / 9 / (36 / 14))).toFixed(1)} points (95 %))`,
    );
    expect(rows).toContain("years all/3 Years median 2.25 (weighted)");
    expect(rows).toContain("languages all/3 Go count 2");
  });

  it("passes the import that reads it, whatever the answers are called", async () => {
    const odd = RESULTS.replaceAll("Rust", "@angular/core").replaceAll("JavaScript", "+1 or more");
    const made = await compute(odd);
    if (!made.ok) throw new Error(made.message);
    const { rows, errors } = await readSurveyCsv([new TextEncoder().encode(toCsv(made.rows))], {
      shares: "no",
    });
    expect(errors).toEqual([]);
    expect(rows).toEqual(made.rows);
  });

  it.each([
    ["a column that is not there", RESULTS.replace("Happy", "Sad"), 1, "Happy"],
    ["a column twice", RESULTS.replace("Id", "Happy"), 1, "Happy"],
    ["what is no number", RESULTS.replace("1,pro,Go;Rust,yes,10", "1,pro,Go;Rust,yes,ten"), 2, "Years"],
    ["quotes that go wrong", RESULTS.replace('"Rust"', 'Ru"st'), 4, null],
    ["an unclosed quote", RESULTS.replace('"Rust"', '"Rust'), 4, null],
    ["no respondents", RESULTS.split("\n")[0] ?? "", 1, null],
    ["nothing", "", 1, null],
    [
      "a text of its own in each row",
      `Id,Branch,Languages,Happy,Years\n${Array.from({ length: 2100 }, (_, n) => `1,pro,text ${n},yes,1`).join("\n")}`,
      2002,
      "Languages",
    ],
    ["a million columns", `${"a,".repeat(30_000)}b\n`, 1, null],
  ])("says where %s stops it", async (_, text, line, column) => {
    expect(await compute(text)).toMatchObject({
      ok: false,
      line,
      column,
      message: expect.stringMatching(/\.$|\?$/),
    });
  });

  it.each(["-1", "", "NA", "x", "NaN", "Infinity", "1e99"])("refuses the weight %j", async (weight) => {
    const weighted = mappingOf(`${YAML}\nweight: Weight\n`);
    expect(await compute(RESULTS.replace("10,1\n", `10,${weight}\n`), weighted)).toMatchObject({
      ...{ ok: false, line: 2, column: "Weight" },
    });
  });

  it("counts no more answers than it may, in any of the ways to ask for many", async () => {
    const groups = Array.from({ length: 40 }, (_, at) => `  - { name: g${at}, column: Id, is: [a] }`);
    const asking = (question: string) =>
      mappingOf(
        `survey: s\nwave: w\nsource: https://example.org\nsampling: nonprobability\ngroups:\n${groups.join("\n")}\nquestions:\n${question}`,
      );
    const number = asking("  - { question: n, column: Id, type: number, unit: u, read: { a: 1 } }");
    const several = asking("  - { question: m, column: Id, type: multiple }");
    const inTime = async (text: string, mapping: Mapping) =>
      computeSurvey([new TextEncoder().encode(text)], mapping, 12_000);
    expect(await inTime(`Id\n${"a\n".repeat(100)}`, number)).toMatchObject({ ok: true });
    const much = { ok: false, message: expect.stringContaining("more answers than") };
    expect(await inTime(`Id\n${"a\n".repeat(1000)}`, number)).toMatchObject(much);
    expect(await inTime(`Id\n${"a;b;c;d\n".repeat(100)}`, several)).toMatchObject(much);
    expect(await inTime(`Id\n${"a;".repeat(100_000)}\n`, several)).toMatchObject(much);
  });

  it("makes no more statistics than a file may have", async () => {
    const groups = Array.from({ length: 20 }, (_, at) => `  - { name: g${at}, column: Id, is: [x] }`);
    const mapping = mappingOf(
      `survey: s\nwave: w\nsource: https://example.org\nsampling: nonprobability\ngroups:\n${groups.join("\n")}\nquestions:\n  - { question: q, column: Text, type: single }`,
    );
    const rows = Array.from({ length: 1000 }, (_, at) => `x,answer ${at}`);
    expect(await compute(`Id,Text\n${rows.join("\n")}`, mapping)).toMatchObject({
      ...{ ok: false, line: null, message: expect.stringContaining("20,000 statistics") },
    });
  });

  it("reads a file in pieces, and stops at what is not UTF-8", async () => {
    const bytes = new TextEncoder().encode(RESULTS.replace("Happy", "Happy").replaceAll("Rust", "Rüst"));
    const pieces = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1));
    const made = await computeSurvey(pieces, mappingOf(YAML));
    expect(made.ok && made.rows.some(({ category }) => category === "Rüst")).toBe(true);
    expect(await computeSurvey([bytes, Uint8Array.of(0xff)], mappingOf(YAML))).toMatchObject({ ok: false });
  });
});

describe("a mapping", () => {
  it.each([
    ["a: [", /not YAML/],
    ["", /wrong at/],
    [YAML.replace("type: multiple", "type: many"), /questions\.0\.type/],
    [YAML.replace("question: happy", "question: languages"), /twice/],
    [YAML.replace("survey: developers", "survey: Two Words"), /survey/],
    [YAML.replace("sampling: nonprobability", ""), /sampling/],
    [`a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]`, /not YAML/],
    ["x".repeat(600_000), /characters/],
    [YAML.replace("[percent, count]", "[percent, count, count]"), /statistics/],
  ])("that is wrong is told in a sentence", (text, message) => {
    const read = readMapping(text);
    expect(read).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });
});
