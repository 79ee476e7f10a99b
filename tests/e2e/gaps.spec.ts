import { DEMO_CONTRIBUTOR } from "../../server/people/accounts/demo-people";
import { newest, within } from "./support/contributions";
import { withoutScripts } from "./support/plain";
import { isPlaying } from "./support/reader";
import { asContributor, axe, expect, signInByButton, test } from "./support/test";

/** Resets the queue: no gap is skipped or filled. */
const forget = (databaseUrl: string) =>
  within(databaseUrl, async (db) => {
    await db.gapSkip.deleteMany();
    await db.contribution.updateMany({ data: { segmentId: null } });
  });

test("gaps come one after the other: heard, passed over, filled, by keys alone", async ({
  page,
  site,
}, info) => {
  await forget(site.databaseUrl);
  // Until somebody has pressed something on a site, a browser lets no audio of it start by itself.
  await signInByButton(page, DEMO_CONTRIBUTOR, "/gaps?show=figures");
  const card = page.getByRole("region", { name: "The current gap" });
  const field = card.getByRole("textbox", { name: "What you hear" });
  await expect(field).toBeFocused();
  await expect(card).toContainText("filling it in twice");
  await expect.poll(() => isPlaying(page)).toBe(true);
  await axe(page);

  await field.press("Escape");
  await expect(card).toContainText("people who will write in");
  await expect(field).toBeFocused();
  await field.press("Shift+Enter");
  await expect(card).toContainText("I have the page right here");
  const skips = await within(site.databaseUrl, (db) =>
    db.gapSkip.findMany({ orderBy: { segmentId: "asc" } }),
  );
  expect(skips.map(({ unheard }) => unheard)).toEqual([false, true]);

  await page.keyboard.type(`queued ${info.project.name}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Next gap" })).toBeFocused();
  expect((await newest(site.databaseUrl))?.after).toContain(`queued ${info.project.name}`);
  await page.keyboard.press("Enter");
  await expect(card).toContainText("ask for");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");

  // On a new start, skipped gaps come last and filled ones not at all.
  await page.goto("/gaps?show=figures");
  await expect(card).toContainText("ask for");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "nothing scrolls sideways").toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
});

test("listening is counted once an episode and tab, and comes into the order", { tag: "@once" }, async ({
  page,
  site,
}) => {
  const plays = () => within(site.databaseUrl, (db) => db.play.aggregate({ _sum: { plays: true } }));
  const before = (await plays())._sum.plays ?? 0;
  await page.goto("/figures/2");
  for (let i = 0; i < 2; i += 1) {
    await page
      .getByRole("region", { name: /^Player/ })
      .getByRole("button", { name: "Play", exact: true })
      .click();
    await expect.poll(async () => (await plays())._sum.plays ?? 0).toBe(before + 1);
    await page.reload();
  }
});

test("without JavaScript the queue is heard, passed over and filled as well", { tag: "@once" }, async ({
  page,
  browser,
  site,
}) => {
  await forget(site.databaseUrl);
  await asContributor(page);
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto("/gaps?show=figures");
  const card = plain.getByRole("region", { name: "The current gap" });
  await expect(card.locator("audio[controls]")).toBeVisible();
  const first = await card.getByRole("paragraph").first().textContent();
  await card.getByRole("button", { name: "Skip" }).click();
  await expect(card.getByRole("paragraph").first()).not.toHaveText(first ?? "");
  await card.getByRole("textbox", { name: "What you hear" }).fill("heard by hand");
  await card.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status")).toContainText(/^Sent\. Fill the gap/);
  await expect(card.getByRole("textbox", { name: "What you hear" })).toHaveValue("");
  expect((await newest(site.databaseUrl))?.after).toContain("heard by hand");
  await card.getByRole("button", { name: "Skip" }).click();
  await expect(plain.getByRole("heading", { name: "Hear a gap, fill a gap" })).toBeVisible();
  await expect(plain.getByRole("status")).toHaveCount(0);
  await close();
});

test("a queue of no show, and one with nothing in it, say so", { tag: "@once" }, async ({
  page,
  allowed,
}) => {
  allowed.push(/404/);
  expect((await page.goto("/gaps?show=nothing-here"))?.status()).toBe(404);
  expect((await page.goto("/gaps/figures/1?p=1&gap=7"))?.status()).toBe(404);
});
