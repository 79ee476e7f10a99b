import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../../server/db";
import { DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { makeReviewedShow, personOf, REVIEWED } from "./support/review-show";
import { asContributor, asMaintainer, axe, expect, test } from "./support/test";

const VTT =
  "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Speaker 1>Bread needs time and water.\n\n00:05.000 --> 00:08.000\n<v Bob>And salt.\n";

test("an owner edits a show and its episodes, and adds one with its transcript, chapters, notes and audio @once", async ({
  page,
  site,
  allowed,
}) => {
  // A program that calls itself a sound file is refused.
  allowed.push(/status of 422 .*\/upload/);
  const db = openDatabase(site.databaseUrl);
  const { showId } = await makeReviewedShow(db);
  const morgan = await personOf(db, DEMO_MAINTAINER.handle);
  await db.showRole.updateMany({ where: { showId, userId: morgan.id }, data: { role: "owner" } });
  await db.show.update({
    where: { id: showId },
    data: { fetchedUrl: "https://feed.example/feed.xml", author: "The host" },
  });

  await asMaintainer(page, `/${REVIEWED}/settings/details`);
  await page.getByLabel("Author").fill("Ann Lee");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  await expect(page.getByText("The feed says: The host")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Follow the feed again: Author" }).click();
  await expect(page.getByRole("status")).toHaveText("It follows the feed again.");
  await expect(page.getByLabel("Author")).toHaveValue("The host");

  await page.getByRole("link", { name: "Feed", exact: true }).click();
  await expect(page.getByText("https://feed.example/feed.xml")).toBeVisible();
  await page.getByLabel("Fetch it by itself").selectOption("every day");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Fetch it by itself")).toHaveValue("1440");
  await page.getByRole("button", { name: "Fetch now" }).click();
  await expect(page.getByText("The feed will be fetched within seconds.")).toBeVisible();
  await axe(page);

  await page.getByRole("link", { name: "Episodes", exact: true }).click();
  await axe(page);
  await page.getByRole("link", { name: "Add an episode" }).click();
  await page.getByLabel("Title").fill("Of bread");
  await page.getByLabel("Number").fill("7");
  await axe(page);
  await page.getByRole("button", { name: "Add the episode" }).click();
  await expect(page).toHaveURL(`/${REVIEWED}/7/bring`);

  // What is dropped stays chosen while it is looked at.
  await page
    .getByLabel("A file")
    .setInputFiles({ name: "bread.vtt", mimeType: "text/vtt", buffer: Buffer.from(VTT) });
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText("Speaker 1 (1 turn), Bob (1 turn)")).toBeVisible();
  await expect(page.getByText("All of it was read.")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page).toHaveURL(`/${REVIEWED}/7/speakers`);

  await page.goto(`/${REVIEWED}/7/details`);
  await page.getByLabel("Season").fill("not a number");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Use a whole number, or leave it empty.")).toBeVisible();
  await page.getByLabel("Season").fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");
  const audio = await readFile(join(import.meta.dirname, "../../public/demo/figures-of-speech-1.mp3"));
  const upload = page.getByRole("region", { name: "Upload the audio" });
  await upload
    .getByLabel("A sound file")
    .setInputFiles({ name: "bread.mp3", mimeType: "audio/mpeg", buffer: Buffer.from("MZ, a program") });
  await upload.getByRole("button", { name: "Upload it" }).click();
  await expect(upload.getByRole("alert")).toContainText("no sound file");
  await upload
    .getByLabel("A sound file")
    .setInputFiles({ name: "bread.mp3", mimeType: "audio/mpeg", buffer: audio });
  await upload.getByRole("button", { name: "Upload it" }).click();
  await expect(page.getByLabel("Address of the audio")).toHaveValue(/^\/static\/[0-9a-f]{64}\.mp3$/);
  await axe(page);
  const address = await page.getByLabel("Address of the audio").inputValue();
  const part = await page.request.get(address, { headers: { range: "bytes=0-9" } });
  expect([part.status(), (await part.body()).length]).toEqual([206, 10]);

  await page.getByRole("link", { name: "Edit the chapters" }).click();
  await page.getByLabel("Chapters").fill("0:30 Salt");
  await page.getByRole("button", { name: "Add a chapter at the player’s time" }).click();
  await page.keyboard.type("Water");
  await expect(page.getByLabel("Chapters")).toHaveValue("0:00 Water\n0:30 Salt");
  await axe(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Saved.");

  await page.goto(`/${REVIEWED}/7/notes/edit`);
  await page.getByLabel("The notes").fill("On *bread*.");
  await axe(page);
  await page.getByRole("button", { name: "Begin the show notes" }).click();
  await expect(page.getByRole("heading", { name: "Of bread" })).toBeVisible();
  await expect(page.getByText("2 chapters")).toBeVisible();
  await expect(page.getByText("On bread.")).toBeVisible();
});

test("whoever does not run the show sees none of it, and may still propose a better transcript @once", async ({
  page,
}) => {
  await asContributor(page, `/figures/1/bring`);
  await page.getByLabel("Or a text").fill("Ann: Something else altogether.\n\nBob: Yes.");
  await page.getByRole("button", { name: "Propose it" }).click();
  await expect(page).toHaveURL(/\/contributions\/\d+$/);
  for (const hidden of [
    "1/details",
    "1/chapters",
    "settings/details",
    "settings/feed",
    "settings/episodes",
  ]) {
    const response = await page.request.get(`/figures/${hidden}`);
    expect(response.status(), hidden).toBe(404);
  }
});
