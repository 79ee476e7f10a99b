import { createReadStream } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeSurvey } from "../../../server/work/surveys/describe-survey";
import { exportCsv } from "../../../server/work/surveys/export-csv";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { corpusFolder, corpusSkipped, corpusTitle } from "../../support/corpus";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { csvOf } from "./csv";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const bring = (text: string) => importSurvey(database.db, [new TextEncoder().encode(text)]);

describe("importing a survey", () => {
  it("takes all rows, and takes them again without a change", async () => {
    const text = csvOf({}, { category: "no", value: "63" }, { survey: "s-2" });
    expect(await bring(text)).toMatchObject({
      ok: true,
      surveys: ["s-1", "s-2"],
      rows: 3,
      added: 3,
      changed: 0,
    });
    expect(await bring(text)).toMatchObject({ ok: true, added: 0, changed: 0 });
    expect(await database.db.statisticVersion.count()).toBe(3);
  });

  it("takes nothing where one cell is wrong", async () => {
    expect(await bring(csvOf({}, { category: "no", value: "x" }))).toMatchObject({
      ok: false,
      errorCount: 1,
    });
    expect(await database.db.survey.count()).toBe(0);
  });

  it("replaces by key, and keeps what was said before", async () => {
    await bring(csvOf({ base_n: "10" }));
    expect(
      await bring(
        csvOf(
          { base_n: "10", value: "38", wording: "Why, then?" },
          { category: "no", wording: "Why, then?" },
        ),
      ),
    ).toMatchObject({ added: 1, changed: 1 });
    const [statistic] = await database.db.statistic.findMany({
      include: { versions: { orderBy: { number: "asc" } } },
      orderBy: { id: "asc" },
    });
    expect(statistic).toMatchObject({
      version: 2,
      versions: [
        { value: 37, wording: "Why?" },
        { value: 38, wording: "Why, then?" },
      ],
    });
    await expect(database.db.$executeRaw`UPDATE statistic_versions SET value = 1`).rejects.toThrow(/refused/);
    await expect(database.db.$executeRaw`DELETE FROM statistics WHERE id = ${statistic?.id}`).rejects.toThrow(
      /foreign key/i,
    );
  });

  it("comes to the same whichever of two imports is first", async () => {
    const both = await Promise.all([
      bring(csvOf({}, { category: "no" })),
      bring(csvOf({ value: "40" }, { category: "no" })),
    ]);
    expect(both.every(({ ok }) => ok)).toBe(true);
    expect(await database.db.statistic.count()).toBe(2);
    expect(await database.db.category.count()).toBe(2);
  });

  it("refuses in the database what is no number or no place", async () => {
    await bring(csvOf());
    const version = (data: object) =>
      database.db.statisticVersion.create({
        data: {
          statisticId: 1,
          number: 2,
          qualifier: "=",
          value: 1,
          unit: "percent",
          sourceType: "primary",
          ...data,
        },
      });
    await expect(version({ value: Number.NaN, unit: "people" })).rejects.toThrow(/statistic_versions_value/);
    await expect(version({ value: 101 })).rejects.toThrow(/percent/);
    await expect(version({ value: 5, valueMax: 4 })).rejects.toThrow(/range/);
    await expect(version({ qualifier: ">=" })).rejects.toThrow(/qualifier/);
    await expect(version({ baseN: 0 })).rejects.toThrow(/base_n/);
    await expect(database.db.survey.create({ data: { slug: "a/b", title: "A" } })).rejects.toThrow(/slug/);
    await expect(
      database.db.statistic.create({
        data: { categoryId: 1, base: "all", kind: "percent", source: "a friend" },
      }),
    ).rejects.toThrow(/source/);
    await expect(
      database.db.statistic.create({
        data: { categoryId: 1, base: "all", kind: "percent", source: "https://example.org" },
      }),
    ).rejects.toThrow(/statistics_version_fkey/);
  });

  it("is told what the file has no column for", async () => {
    await bring(csvOf());
    const about = {
      title: "A survey",
      waves: { "2026": { mode: "online", sampling: "nonprobability" as const } },
    };
    expect(await describeSurvey(database.db, "s-1", about)).toEqual({ ok: true });
    expect(await database.db.survey.findFirst({ include: { waves: true } })).toMatchObject({
      title: "A survey",
      waves: [{ mode: "online", weighting: null }],
    });
    expect(await describeSurvey(database.db, "s-9", about)).toEqual({ ok: false, reason: "no-survey" });
    expect(await describeSurvey(database.db, "s-1", { waves: { "1999": {} } })).toEqual({
      ok: false,
      reason: "no-wave",
    });
  });

  it("gives out what it took in", async () => {
    const text = csvOf(
      { category: 'yes, "often"', note: '"two\nlines"' },
      { category: "no", value: "63.5", base_n: "12" },
      { question: "q-2" },
    );
    await bring(text);
    expect(await exportCsv(database.db, { survey: "s-1" })).toBe(text);
    expect(await exportCsv(database.db, { survey: "s-1", question: "q-2" })).toBe(csvOf({ question: "q-2" }));
    expect(await exportCsv(database.db, { survey: "s-9" })).toBeNull();
  });

  it.skipIf(corpusSkipped)(corpusTitle("imports the survey of the founding episode, and again"), async () => {
    const file = join(corpusFolder ?? "", "../surveys/anaconda-state-of-data-science-2021.csv");
    expect(await importSurvey(database.db, createReadStream(file))).toMatchObject({
      ok: true,
      rows: 100,
      added: 100,
    });
    expect(await importSurvey(database.db, createReadStream(file))).toMatchObject({
      ok: true,
      added: 0,
      changed: 0,
    });
    const out = await exportCsv(database.db, { survey: "anaconda-state-of-data-science" });
    expect(await bring(out ?? "")).toMatchObject({ ok: true, rows: 100, added: 0, changed: 0 });
  });
});
