import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type Database, openDatabase } from "../../server/db";
import { DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { grant, makeDocument, makeShow } from "../server/contributions/stage";
import { personOf } from "./support/review-show";
import { asContributor, asMaintainer, axe, expect, test } from "./support/test";

const VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nYes.\n\n00:00:03.000 --> soon\nNo.\n";
const GERMAN = JSON.stringify({ segments: [{ startTime: 1, endTime: 2, body: "Ja." }] });

let db: Database;

test.beforeAll(async ({ site }) => {
  db = openDatabase(site.databaseUrl);
  const show = await makeShow(db, { slug: "sourced" });
  await makeDocument(db, { showId: show.id, text: "**Ana:** Yes. No.\n", path: "sourced/sourced-1.md" });
  const { id: episodeId } = await db.episode.findFirstOrThrow({ where: { showId: show.id } });
  await db.document.updateMany({
    where: { episodeId },
    data: { origin: "recogniser", recogniser: "Whisper" },
  });
  const file = (url: string, content: string, more: { kind: string; taken: boolean; language: string }) => {
    const bytes = Buffer.from(content);
    const sha256 = createHash("sha256").update(bytes).digest();
    return { episodeId, url, grain: "line", content: bytes, bytes: bytes.length, sha256, ...more };
  };
  const key = "https://files.example.org/private-key";
  await db.sourceFile.createMany({
    data: [
      file(`${key}/1.de.json`, GERMAN, { kind: "json", taken: false, language: "de" }),
      file(`${key}/1.vtt`, VTT, { kind: "vtt", taken: true, language: "en" }),
    ],
  });
  const common = { showId: show.id, via: "feed" };
  await db.importProblem.createMany({
    data: [
      {
        ...{ ...common, episodeId, path: "Episode 1", file: `${key}/1.vtt`, line: 6, ofText: true },
        reason: 'no times can be read here; the words of the cue are kept without: "00:00:03.000 --> soon"',
      },
      {
        ...common,
        path: "Sourced",
        file: "https://example.org/feed.xml",
        line: 1,
        ofText: false,
        reason: "it says that it has moved",
      },
    ],
  });
  await grant(db, await personOf(db, DEMO_MAINTAINER.handle), show.id, "maintainer");
});
test.afterAll(() => db.$disconnect());

test("the maintainer sees what could not be read, and downloads what was not chosen", async ({ page }) => {
  await asMaintainer(page, "/sourced");
  await expect(page.getByRole("listitem").filter({ hasText: "Episode 1" })).toContainText("text by Whisper");
  await page.goto("/sourced/1");
  const made = page.getByText(
    "It was made of a file from files.example.org (WebVTT). The feed also names another: JSON (de).",
  );
  await made.getByRole("link", { name: "Source files" }).click();
  const files = page.getByRole("main").getByRole("listitem");
  await expect(files.first()).toContainText("The transcript was made of it.");
  const german = files.filter({ hasText: "It was not chosen." });
  await expect(german).toContainText("a time for each line · de");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    german.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sourced-1-\d+\.json$/);
  expect(await readFile(await download.path(), "utf8")).toBe(GERMAN);
  const unread = page.getByRole("region", { name: "What could not be read" });
  await expect(unread).toContainText('kept without: "00:00:03.000 --> soon"');
  await expect(unread).toContainText("1.vtt · line 6 · found");
  await axe(page);

  await page.goto("/sourced/state");
  const all = page.getByRole("region", { name: "What could not be read" });
  await expect(all.getByRole("listitem")).toHaveCount(2);
  await expect(all).toContainText("it says that it has moved");
  await axe(page);
  await all.getByRole("link", { name: "Episode 1" }).click();
  await expect(page).toHaveURL(/\/sourced\/1\/sources$/);
});

test("others see which files there are, and neither addresses nor contents", { tag: "@once" }, async ({
  page,
}) => {
  await asContributor(page, "/sourced/1/sources");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText("What could not be read")).toBeHidden();
  for (const address of ["/sourced/1", "/sourced/1/sources", "/sourced/state"])
    expect(await (await page.request.get(address)).text(), address).not.toContain("private-key");
  const { id } = await db.sourceFile.findFirstOrThrow({ where: { taken: true } });
  const answer = await page.request.get(`/sourced/1/sources/${id}`);
  expect(answer.status()).toBe(404);
  for (const odd of ["0", "x", "99999999999"])
    expect((await page.request.get(`/sourced/1/sources/${odd}`)).status(), odd).toBe(404);
});
