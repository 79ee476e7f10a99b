import type { Page } from "@playwright/test";
import { type Database, openDatabase } from "../../server/db";
import { decideClaim } from "../../server/work/claims/decide-claim";
import { importSurvey } from "../../server/work/surveys/import-survey";
import { makeDocument, makeShow, person } from "../server/contributions/stage";
import { csvOf } from "../server/surveys/csv";
import { asContributor, axe, expect, test } from "./support/test";

const SAID = "In the tenure survey about 77 percent have worked there for more than five years.";
const ANSWERS = {
  "less than 2 years of tenure": "8.30",
  "2 to 5 years of tenure": "15.00",
  "6 to 10 years of tenure": "31.43",
  "11 to 20 years of tenure": "33.06",
  "more than 20 years of tenure": "12.21",
};
const SUM = "31.43 + 33.06 + 12.21 = 76.70 %";

let db: Database;

test.beforeAll(async ({ site }) => {
  db = openDatabase(site.databaseUrl);
  const show = await makeShow(db, { slug: "tenure" });
  const text = `**Ann:** ${SAID}\n\n**Bob:** ${SAID}\n`;
  await makeDocument(db, { showId: show.id, text, path: "tenure/1.md" });
  await db.episode.updateMany({ where: { showId: show.id }, data: { publishedAt: new Date("2021-09-01") } });
  const rows = Object.entries(ANSWERS).map(([category, value]) => ({
    ...{ survey: "tenure-study", wave: "2021", question: "tenure", category, value, decimals: "2" },
    ...{ field_start: "2021-02-01", field_end: "2021-02-20" },
    wording: "How many years have you worked there?",
  }));
  expect((await importSurvey(db, [new TextEncoder().encode(csvOf(...rows))])).ok).toBe(true);
});
test.afterAll(() => db.$disconnect());

const claim = (p: number) => `/tenure/1/claim?${new URLSearchParams({ p: String(p), q: SAID })}`;
const search = (page: Page) => page.getByLabel("Words to look for");
const send = async (page: Page) => {
  await page.getByRole("button", { name: "Send the claim" }).click();
  await expect(page.getByRole("status")).toContainText("Sent.");
};

test("three answers added say what no single one does, in the form and in the passport", async ({ page }) => {
  await asContributor(page, claim(1));
  const sentence = page.getByLabel("The claim as one sentence");
  await expect(sentence).toHaveValue(SAID);
  await sentence.fill("77 % of those asked have worked at their company for more than five years.");
  await page.getByRole("radio", { name: SUM }).first().check();
  await axe(page);
  await send(page);
  const { id } = await db.claim.findFirstOrThrow({ orderBy: { id: "desc" } });
  const decider = await person(db, "decider", true);
  expect((await decideClaim(db, { claimId: id, decider, decision: "publish", reason: null })).ok).toBe(true);
  await page.goto(`/claims/${id}`);
  const card = page.getByRole("article");
  await expect(card).toContainText("the survey measured 76.7");
  await expect(card).toContainText("matches");
  await expect(card).toContainText("77 % of those asked have worked at their company");
  await page.goto("/claims");
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: SAID.slice(0, 30) })
      .first(),
  ).toContainText("77 % of those asked");
  await page.goto(`/claims/${id}`);
  await expect(card.getByRole("definition").filter({ hasText: "=" })).toHaveText(SUM);
  await axe(page);
});

test("any figure is found by words, survey, wave and question, and linked", async ({ page }) => {
  await asContributor(page, claim(2));
  await search(page).fill("less than tenure");
  await page.getByRole("button", { name: "Find figures" }).click();
  await expect(page.getByRole("group", { name: "1 figure found" }).getByRole("radio")).toHaveCount(1);
  await search(page).fill("");
  await page.getByRole("combobox", { name: "Survey" }).selectOption("tenure-study");
  await page.getByRole("button", { name: "Find figures" }).click();
  await page.getByRole("combobox", { name: "Wave" }).selectOption("2021");
  await page.getByRole("combobox", { name: "Question" }).selectOption("tenure");
  await page.getByRole("button", { name: "Find figures" }).click();
  const all = page.getByRole("group", { name: "5 figures found" });
  await expect(all.getByRole("radio")).toHaveCount(5);
  await axe(page);
  await all.getByRole("radio", { name: "2 to 5 years of tenure" }).check();
  await send(page);
  const evidence = await db.evidence.findFirstOrThrow({
    orderBy: { id: "desc" },
    include: { rested: { include: { statistic: { include: { category: true } } } } },
  });
  expect(evidence.rested.statistic.category.label).toBe("2 to 5 years of tenure");
  // One answer never refutes a claim about several.
  expect(evidence).toMatchObject({ outcome: "not comparable", reason: "category", relation: "context" });
});
