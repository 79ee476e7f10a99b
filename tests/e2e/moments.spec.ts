import {
  audioSecond,
  EPISODE,
  expectLitInSight,
  isPlaying,
  litWord,
  openEpisode,
  pageWords,
  placeOf,
  playButton,
  player,
  pressPlay,
  truth,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

// Mara says "fourteen" at 4:22, and at 4:15 Tom asks whether it was.
const AT_255 = truth.words.findLast(({ start }) => start <= 255);

for (const { address, tag } of [
  { address: `${EPISODE}?t=255`, tag: [] },
  { address: `${EPISODE}#t=255`, tag: "@once" },
  { address: `${EPISODE}?t=4:15`, tag: "@once" },
]) {
  test(`${address} opens at that second`, { tag }, async ({ page }) => {
    await openEpisode(page, address);
    await expect.poll(() => audioSecond(page)).toBeCloseTo(255, 1);
    await expectLitInSight(page);
    await expect(player(page)).toContainText("4:15");
    expect(await isPlaying(page), "it waits for the listener").toBe(false);
    // The lit word is one of those spoken around that second.
    const near = truth.words.filter(({ start }) => Math.abs(start - (AT_255?.start ?? 0)) < 2.5);
    expect(near.map(({ word }) => word)).toContain(await litWord(page));
    await pressPlay(page);
    expect(await audioSecond(page)).toBeGreaterThan(255);
  });
}

test("the fragment of a link to a moment moves a page that is open", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=255`);
  await page.evaluate(() => {
    location.hash = "t=30";
  });
  await expect.poll(() => audioSecond(page)).toBeCloseTo(30, 1);
  await expectLitInSight(page);
  await expect(player(page)).toContainText("0:30");
});

test("a fragment that names no moment moves nothing", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=255`);
  await page.getByRole("slider", { name: "Position" }).fill("40");
  await expect.poll(() => audioSecond(page)).toBeCloseTo(40, 1);
  await page.evaluate(() => {
    location.hash = "main";
  });
  await pressPlay(page);
  expect(await audioSecond(page)).toBeLessThan(60);
});

test("what is no moment opens the page at its beginning, and does no harm", { tag: "@once" }, async ({
  page,
}) => {
  for (const query of [
    "?t=-1",
    "?t=abc",
    "?t=NaN#t=",
    "?t=#nothing",
    "?t=Infinity",
    "?t=1e3#t=-5",
    "?t[]=3",
  ]) {
    await openEpisode(page, `${EPISODE}${query}`);
    expect(await audioSecond(page), query).toBe(0);
    expect(await litWord(page), query).toBe("");
    expect(await page.evaluate(() => scrollY), query).toBe(0);
  }
  await pressPlay(page);
  await expect.poll(() => litWord(page)).not.toBe("");
});

test("a moment past the end is the end", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=99999`);
  await expect.poll(() => audioSecond(page)).toBeCloseTo(truth.duration, 0);
  await expect(player(page).getByText("5:31")).toHaveCount(2);
  await expectLitInSight(page);
  // After a click elsewhere, the page is a normal page again.
  const { x, y } = await placeOf(page, "one of mine");
  await page.mouse.click(x, y);
  await expect.poll(() => isPlaying(page)).toBe(true);
});

test("the home page's invitation leads to a gap", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Hear it" }).click();
  await expect(page).toHaveURL(/\/figures\/2\?t=48/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mostly or Very");
  await expect.poll(() => audioSecond(page)).toBeCloseTo(48.1, 0);
  const gap = page.getByRole("button", { name: "Gap at 0:48: hear it" });
  await expect(gap).toBeInViewport();
  await expect(playButton(page)).toBeVisible();
  expect((await pageWords(page)).length).toBeGreaterThan(100);
});
