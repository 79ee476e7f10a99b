import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../lib/read-environment";
import { runJobs } from "../../scripts/jobs/run-jobs";
import { startSite } from "../support/site";
import { transcript } from "./support/reader";
import { makeReviewedShow, REVIEWED } from "./support/review-show";
import { asContributor, asMaintainer, axe, expect, maintainersTab, test as overSite } from "./support/test";

// A recogniser of the operator's, which hears two speakers and is not sure of a word.
const RECOGNISER = `const word = (word, start, score) => ({ word, start, end: start + 0.4, score });
console.log(JSON.stringify({ segments: [
  { speaker: "SPEAKER_00", start: 1, end: 3, text: "Bread needs thyme.", words: [word("Bread", 1, 0.9), word("needs", 1.5, 0.9), word("thyme.", 2, 0.3)] },
  { speaker: "SPEAKER_01", start: 4, end: 5, text: "And salt.", words: [word("And", 4, 0.9), word("salt.", 4.5, 0.9)] },
] }));`;

const test = overSite.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  site: async ({}, use) => {
    const program = join(tmpdir(), `onrecord-hears-${process.pid}.mjs`);
    await writeFile(program, RECOGNISER);
    const TRANSCRIBE_COMMAND = `${process.execPath} ${program}`;
    const site = await startSite({
      env: { TRANSCRIBE_COMMAND, TRANSCRIBE_COST: "0.36 USD" },
      fill: async (db) => {
        const { showId } = await makeReviewedShow(db);
        for (const slug of ["7", "8"])
          await db.episode.create({
            data: {
              ...{ showId, slug, sortKey: slug, title: `Of bread ${slug}`, durationSeconds: 1800 },
              audioUrl: "/demo/figures-of-speech-1.mp3",
            },
          });
      },
    });
    const stop = new AbortController();
    const settings = { ONRECORD_HOME: site.home, NEXTAUTH_URL: site.url, TRANSCRIBE_COMMAND };
    const jobs = runJobs(
      site.databaseUrl,
      readEnvironment({ ...settings, ONRECORD_ALIGN: "0" }),
      stop.signal,
    );
    await use(site);
    stop.abort();
    await jobs;
    await site.stop();
  },
});

test("a first draft says what it costs, is read by those who review, and becomes the transcript when they say so", async ({
  page,
}, info) => {
  await asMaintainer(page, `/${REVIEWED}/settings/episodes`);
  await page.getByRole("link", { name: "Make a first draft" }).first().click();
  await expect(page.getByText("The audio is 30:00 long.")).toBeVisible();
  await expect(page.getByText("It costs about 0.18 USD.")).toBeVisible();
  await axe(page);
  await page.screenshot({ path: info.outputPath("draft-before.png") });
  await page.getByRole("button", { name: "Make a first draft" }).click();
  // The page looks again by itself.
  await expect(page.getByText("Nobody has checked it.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("SPEAKER_00 (1 turn), SPEAKER_01 (1 turn)")).toBeVisible();
  await expect(page.getByText("1 word of which the recogniser was less than half sure")).toBeVisible();
  await axe(page);
  await page.screenshot({ path: info.outputPath("draft.png") });
  await page.getByRole("button", { name: "Publish it as the transcript" }).click();
  // The recogniser has no names for them.
  await expect(page).toHaveURL(/\/speakers$/);
  await page.goto(page.url().replace("/speakers", ""));
  await expect(transcript(page)).toContainText("Bread needs thyme.");
  await expect(page.getByText(/WhisperX/)).toBeVisible();
});

test("a stranger asks for a transcript or proposes one, and a maintainer accepts it", async ({
  page,
  browser,
  baseURL,
}, info) => {
  const here = `/${REVIEWED}/8`;
  await asContributor(page, here);
  await page.getByRole("link", { name: "Do you have one? Bring it." }).click();
  await expect(page.getByRole("button", { name: "Ask for a transcript" })).toBeVisible();
  await axe(page);
  await page.screenshot({ path: info.outputPath("propose.png"), fullPage: true });
  await page.getByLabel("Or a text").fill("Ann: Bread needs water.\n\nBob: And salt.");
  await page.getByRole("button", { name: "Propose it" }).click();
  await expect(page).toHaveURL(/\/contributions\/first\/\d+\?said=proposed$/);
  await expect(page.getByText("It was proposed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Take it back" })).toBeVisible();
  await axe(page);

  const other = await maintainersTab(browser, baseURL ?? "");
  await other.page.goto("/sign-in");
  await other.page.getByRole("link", { name: "1 first transcript proposed" }).click();
  await other.page.getByRole("link", { name: /^Of bread 8, by/ }).click();
  await axe(other.page);
  await other.page.screenshot({ path: info.outputPath("first-text.png"), fullPage: true });
  await other.page.getByRole("button", { name: "Accept it" }).click();
  await expect(other.page).toHaveURL(here);
  await expect(transcript(other.page)).toContainText("Bread needs water.");
  await other.close();
  await page.reload();
  await expect(page.getByText(/accepted it\./)).toBeVisible();
});
