import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Quantity } from "../../../evidence";
import { findCandidates } from "../../../server/work/claims/find-candidates";
import { importSurvey } from "../../../server/work/surveys/import-survey";
import { readContents } from "../../../server/work/surveys/read-contents";
import { readQuestion } from "../../../server/work/surveys/read-question";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { csvOf } from "../surveys/csv";

// More than are all compared, so that the index decides.
const QUESTIONS = 60;
const WAVES = ["2019", "2020", "2021"];
const ANSWERS = 5;

const COLOURS = "amber azure beige black bronze brown coral cream crimson cyan".split(" ");
const rows = WAVES.flatMap((wave) =>
  Array.from({ length: QUESTIONS }, (_, q) =>
    Array.from({ length: ANSWERS }, (_, a) => ({
      ...{ survey: "paints", wave, field_start: `${wave}-02-01`, field_end: `${wave}-02-20` },
      ...{ question: `room-${q}`, wording: `Which paint is on the wall of room ${q}?` },
      ...{ category: `${COLOURS[(q + a) % 10]} ${q}`, value: String(a), base_n: "100" },
    })),
  ).flat(),
);
const cellar = ["2019", "2021"].flatMap((wave) =>
  ["whitewashed", "bare bricks", "<b>&</b>"].map((category, at) => ({
    ...{ survey: "paints", wave, field_start: `${wave}-02-01`, field_end: `${wave}-02-20` },
    ...{ question: "cellar", wording: "And the cellar?", category, value: String(30 + at), base_n: "100" },
  })),
);

let database: TestDatabase;
const store = async (...more: Parameters<typeof csvOf>) =>
  expect(await importSurvey(database.db, [new TextEncoder().encode(csvOf(...more))])).toMatchObject({
    ok: true,
  });
beforeAll(async () => {
  database = await createTestDatabase();
  await store(...rows, ...cellar);
});
afterAll(() => database.drop());

const PERCENT: Quantity = { kind: "percent", value: 30, unit: "percent", comparator: "stated" };
const candidates = async (quote: string, quantity = PERCENT, published: string | null = "2021-09-01") => {
  const said = { quote, sentence: quote, published };
  return findCandidates(database.db, { nearby: ["We painted rooms."], said, quantity });
};

describe("the index of figures", () => {
  it("finds an answer by its stems, in the wave that is spoken of first, without reading all", async () => {
    const { statistics, rarity } = await candidates("30 percent whitewash it");
    expect(statistics.length).toBeLessThanOrEqual(160);
    expect(statistics.filter(({ question }) => question === "cellar")).toHaveLength(6);
    expect(rarity?.get("whitewash")).toBeGreaterThan(rarity?.get("room") ?? 1);
  });

  it("finds a question by its wording, and the wave of a year that was said", async () => {
    const { statistics } = await candidates("In 2019 the cellar was 31 percent bricks");
    const waves = new Set(
      statistics.filter(({ question }) => question === "cellar").map(({ wave }) => wave.name),
    );
    expect(waves).toEqual(new Set(["2019", "2021"]));
  });

  it("finds a count by its value, though its question has no word of the claim", async () => {
    await store({ survey: "tins", category: "buyers", statistic: "count", unit: "persons", value: "4299" });
    const counted: Quantity = { kind: "count", value: 4300, unit: "persons", comparator: "almost" };
    const { statistics } = await candidates("almost 4,300 people", counted);
    expect(statistics.map(({ survey }) => survey.slug)).toContain("tins");
    expect(
      (await candidates("almost 4,300 people")).statistics.map(({ survey }) => survey.slug),
    ).not.toContain("tins");
  });

  it("takes any words: none, signs, ten thousand", async () => {
    for (const odd of ["", "%_\\ ' -- ;", "… ☃ 東京 60 %", "brick ".repeat(10_000), "x".repeat(100_000)])
      expect((await candidates(odd)).statistics.length, odd.slice(0, 10)).toBeLessThanOrEqual(160);
  });

  it("follows what is renamed and taken out", async () => {
    const { db } = database;
    const bare = await db.category.findFirstOrThrow({ where: { label: "bare bricks" } });
    const words = () =>
      db.figureWord.findMany({
        where: { categoryId: bare.id },
        select: { word: true },
        orderBy: { word: "asc" },
      });
    expect(await words()).toEqual([{ word: "bare" }, { word: "brick" }]);
    await db.category.update({ where: { id: bare.id }, data: { label: "naked stones" } });
    expect(await words()).toEqual([{ word: "nake" }, { word: "stone" }]);
    await db.category.update({ where: { id: bare.id }, data: { label: "bare bricks" } });
    await db.question.updateMany({ where: { slug: "cellar" }, data: { wording: "And the attic?" } });
    expect(await db.figureWord.count({ where: { word: "attic" } })).toBe(2);
    await db.question.updateMany({ where: { slug: "cellar" }, data: { wording: "And the cellar?" } });
  });
});

describe("a long survey", () => {
  it("is listed question by question, and a question by pages, newest wave first", async () => {
    const { db } = database;
    const contents = await readContents(db, { slug: "paints", page: 1 });
    expect(contents).toMatchObject({ statistics: rows.length + cellar.length, pages: 1 });
    expect(contents?.questions).toHaveLength(QUESTIONS + 1);
    expect(contents?.questions.at(-1)).toEqual({
      ...{ slug: "cellar", wording: "And the cellar?", waves: ["2021", "2019"], statistics: 6 },
    });
    expect(await readContents(db, { slug: "paints", page: 2 })).toBeNull();
    expect(await readContents(db, { slug: "none", page: 1 })).toBeNull();
    const read = await readQuestion(db, { survey: "paints", question: "cellar", page: 1 });
    expect(read).toMatchObject({ pages: 1 });
    expect(read?.statistics.map(({ wave }) => wave.name)).toEqual([
      ...["2021", "2021", "2021", "2019", "2019", "2019"],
    ]);
    expect(await readQuestion(db, { survey: "paints", question: "cellar", page: 2 })).toBeNull();
  });
});
