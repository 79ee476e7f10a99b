import { join } from "node:path";
import { PARAGRAPH_LINK, PARAGRAPHS } from "../../lib/page-contract";
import { readEnvironment } from "../../lib/read-environment";
import { openDatabase } from "../../server/db";
import { alignEpisode } from "../../server/text/alignment/align-episode";
import { fetchingOf } from "../../server/text/sounds/fetching-of";
import type { Site } from "../support/site";
import { newest } from "./support/contributions";
import { EPISODE, openEpisode, placeOf, transcript } from "./support/reader";
import { asContributor, axe, expect, maintainersTab, test } from "./support/test";

/** Measures the first episode as the site's job does; what is heard is kept in the site's folder. */
async function measure(site: Site) {
  const db = openDatabase(site.databaseUrl);
  try {
    const { id: documentId } = await db.document.findFirstOrThrow({
      where: { kind: "transcript", episode: { slug: "1", show: { slug: "figures" } } },
    });
    const sounds = { path: join(site.home, "sounds"), mostBytes: 1e9 };
    const fetching = fetchingOf({ ...readEnvironment({}), sounds });
    // The site's own job may be at it.
    await expect
      .poll(async () => (await alignEpisode(db, { documentId, fetching })).ok, { timeout: 150_000 })
      .toBe(true);
  } finally {
    await db.$disconnect();
  }
}

test("the sound says what it thinks of the words for a gap, and of a paragraph, and refuses nothing", async ({
  page,
  site,
  browser,
}, info) => {
  test.setTimeout(300_000);
  await measure(site);
  await asContributor(page);
  await openEpisode(page, EPISODE);
  await page.getByRole("button", { name: "Gap at 1:12: hear it" }).click();
  const form = page.getByRole("form", { name: /^Fill the gap/ });
  const field = form.getByRole("textbox", { name: "What you hear" });
  const line = form.locator("[data-sound], [aria-live]").first();
  await expect(line).toHaveText("");
  await field.fill("seventeen purple crocodiles");
  await expect(line).toContainText("The sound speaks against this");
  await expect(line).toContainText("A program’s hint. It may be wrong");
  await axe(page, "form[aria-label^='Fill the gap']");

  // Other words have another answer, and until it comes none.
  await field.pressSequentially(` ${info.project.name}`);
  await expect(line).toHaveText("");
  await expect(line).not.toHaveText("");

  // It is sent all the same.
  await field.fill(`seventeen purple crocodiles ${info.project.name}`);
  await field.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /^Sent\./ })).toBeVisible();
  const stored = await newest(site.databaseUrl);

  // Whoever decides sees it beside the change, with its figure, and can look for such changes.
  const { page: maintainer, close } = await maintainersTab(browser, site.url);
  await maintainer.goto(`/review?sound=against&id=${stored?.id}`);
  const card = maintainer.getByRole("article");
  await expect(card).toContainText("The sound speaks against this");
  await expect(card).toContainText(/\d+ % likely, as a program hears it/);
  await expect(maintainer.getByRole("form", { name: "Queue", exact: true })).toContainText(
    "sound against it",
  );
  await maintainer.getByRole("combobox", { name: "Sound" }).selectOption("Supports it");
  await maintainer.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(maintainer.getByRole("form", { name: "Queue", exact: true })).toHaveCount(0);

  await close();

  const answer = await page.request.get(`/api/v1/contributions/${stored?.id}`);
  expect((await answer.json()).sound).toMatchObject({ judgement: "against" });

  // A paragraph is weighed against the words that stand in it.
  await placeOf(page, "They came through social media");
  await transcript(page)
    .locator(PARAGRAPHS, { hasText: "They came through social media" })
    .locator(`[${PARAGRAPH_LINK}]`)
    .focus();
  await page.keyboard.press("e");
  const correction = page.getByRole("form", { name: "Correct this paragraph" });
  const words = correction.getByRole("textbox", { name: /^Words/ });
  const said = correction.locator("[data-sound], [aria-live]").first();
  await expect(words).toBeFocused();
  await expect(said).toHaveText("");
  await words.fill((await words.inputValue()).replace("social media", "purple crocodiles"));
  await expect(said).toContainText("The sound speaks against this");
});
