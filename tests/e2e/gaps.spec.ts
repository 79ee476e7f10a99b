import { newest, within } from "./support/contributions";
import { isPlaying } from "./support/reader";
import { asContributor, axe, expect, test } from "./support/test";

test(
  "gaps come one after the other: heard, passed over, filled, by keys alone",
  { tag: "@once" },
  async ({ page, site }, info) => {
    await within(site.databaseUrl, (db) => db.gapSkip.deleteMany());
    await within(site.databaseUrl, (db) => db.contribution.updateMany({ data: { segmentId: null } }));
    await asContributor(page, "/gaps?show=figures");
    const card = page.getByRole("region", { name: "The gap to hear now" });
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

    // What one has passed over comes last when one begins again; what one has filled not at all.
    await page.goto("/gaps?show=figures");
    await expect(card).toContainText("ask for");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  },
);

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

test("a queue of no show, and one with nothing in it, say so", { tag: "@once" }, async ({
  page,
  allowed,
}) => {
  allowed.push(/404/);
  expect((await page.goto("/gaps?show=nothing-here"))?.status()).toBe(404);
  expect((await page.goto("/gaps/figures/1?p=1&gap=7"))?.status()).toBe(404);
});
