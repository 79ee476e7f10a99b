import { type Database, openDatabase } from "../../server/db";
import { DEMO_SHOW } from "../../server/people/accounts/demo-people";
import { headText, makeDocument, makeShow } from "../server/contributions/stage";
import { newest } from "./support/contributions";
import { withoutScripts } from "./support/plain";
import { audioSecond, isPlaying } from "./support/reader";
import { asContributor, axe, expect, test } from "./support/test";

const TEXT = [
  "**Speaker 0:** \\[00:01\\] We asked four thousand people what they read.",
  "**SPEAKER_01:** \\[00:12\\] How many was that in the end?",
  "**Ana Lund:** Nearly all of them.",
  "**Speaker 0:** \\[00:24\\] So what did they tell you?",
]
  .join("\n\n")
  .concat("\n");

let db: Database;
let documentId: number;

test.beforeAll(async ({ site }) => {
  db = openDatabase(site.databaseUrl);
  const show = await makeShow(db, { slug: "numbered", licence: "CC BY-SA 4.0" });
  documentId = await makeDocument(db, {
    ...{ showId: show.id, text: TEXT, path: "numbered/numbered-1.md", duration: 60 },
  });
  const { audioUrl, audioType } = await db.episode.findFirstOrThrow({ where: { show: { slug: DEMO_SHOW } } });
  await db.episode.updateMany({ where: { showId: show.id }, data: { audioUrl, audioType } });
});
test.afterAll(() => db.$disconnect());

test("speakers with numbers are heard and named at once, by keyboard", async ({ page, site }) => {
  await asContributor(page, "/numbered/1");
  const offer = page.getByText("No name yet: Speaker 0, SPEAKER_01.");
  await offer.getByRole("link", { name: "Name the speakers" }).focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: "Name the speakers" });
  await expect(form.getByRole("listitem")).toHaveCount(2);
  await expect(form.getByRole("listitem").first()).toContainText(
    "We asked four thousand people what they read.",
  );
  await axe(page);

  const play = form.getByRole("link", { name: "Play SPEAKER_01 from 0:12" });
  await play.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await audioSecond(page)).toBeGreaterThanOrEqual(12);
  await expect(page).toHaveURL(/\/numbered\/1\/speakers$/);
  await form.getByRole("link", { name: "Pause SPEAKER_01" }).click();
  await expect.poll(() => isPlaying(page)).toBe(false);

  // What cannot be a label is said, and what was typed stays.
  await form.getByLabel("Speaker 0").fill("Ben * Ng");
  await form.getByLabel("SPEAKER_01").fill("Cy Moe");
  await page.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toContainText("without asterisks");
  await expect(form.getByLabel("SPEAKER_01")).toHaveValue("Cy Moe");
  await form.getByLabel("Speaker 0").fill("Ben Ng");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Name the speakers: Ben Ng, Cy Moe");
  expect(await newest(site.databaseUrl)).toMatchObject({
    summary: "Name the speakers: Ben Ng, Cy Moe",
    before: TEXT.split("**Ana")[0],
    after:
      "**Ben Ng:** \\[00:01\\] We asked four thousand people what they read.\n\n**Cy Moe:** \\[00:12\\] How many was that in the end?\n\n",
  });
  expect(await headText(db, documentId), "it waits for a review").toBe(TEXT);
});

test("without JavaScript it is a plain form", { tag: "@once" }, async ({ page, browser, site }) => {
  await asContributor(page, "/numbered/1");
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto("/numbered/1");
  await plain.getByRole("link", { name: "Name the speakers" }).click();
  const form = plain.getByRole("form", { name: "Name the speakers" });
  await expect(form.getByRole("link", { name: "Play Speaker 0 from 0:01" })).toHaveAttribute(
    "href",
    "/numbered/1?t=1#p1",
  );
  await form.getByLabel("Speaker 0").fill("Ben * Ng");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("alert")).toContainText("without asterisks");
  await expect(form.getByLabel("Speaker 0")).toHaveValue("Ben * Ng");
  await form.getByLabel("Speaker 0").fill("Ben Ng");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status")).toContainText("Name the speaker: Ben Ng");
  expect(await newest(site.databaseUrl)).toMatchObject({ summary: "Name the speaker: Ben Ng" });
  await close();
});
