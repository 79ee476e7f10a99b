import type { Page } from "@playwright/test";
import {
  EPISODE,
  expectFollowing,
  expectLitInSight,
  followButton,
  hurry,
  isPlaying,
  litByClick,
  litPlace,
  litWord,
  openEpisode,
  placeOf,
  pressPlay,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

/** Chromium's highest playback rate: half a minute of reading in two seconds. */
const HURRY = 16;

const scrolledTo = (page: Page) => page.evaluate(() => scrollY);

/** Waits until the page has scrolled past a place and come to rest. Returns where. */
async function restsBeyond(page: Page, place: number): Promise<number> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await scrolledTo(page);
        return last === before && last > place;
      },
      { intervals: [150] },
    )
    .toBe(true);
  return last;
}

/** Scrolls down as a person does: with the wheel, or on a phone with a finger. */
async function scrollByHand(page: Page, pixels: number, touch: boolean): Promise<void> {
  if (!touch) {
    await page.mouse.move(190, 300);
    await page.mouse.wheel(0, pixels);
    return;
  }
  const session = await page.context().newCDPSession(page);
  const STROKE = 400;
  const STEPS = 10;
  for (let left = pixels; left > 0; left -= STROKE) {
    const touchAt = (y: number) => [{ x: 20, y }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: touchAt(600) });
    for (let step = 1; step <= STEPS; step += 1) {
      const y = 600 - (Math.min(left, STROKE) * step) / STEPS;
      await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: touchAt(y) });
    }
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }
  await session.detach();
}

test("the page follows the voice", async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  await hurry(page, HURRY);
  // While it plays, the page scrolls by itself, again and again, and the lit word stays in sight.
  let last = await scrolledTo(page);
  for (let moves = 0; moves < 2; moves += 1) {
    await expect.poll(() => scrolledTo(page)).toBeGreaterThan(last);
    last = await scrolledTo(page);
    await expectLitInSight(page);
  }
  await expectFollowing(page, true);
});

test("a jump takes the page along", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  for (let jumps = 0; jumps < 12; jumps += 1) {
    await page.getByRole("button", { name: "Forward 15 seconds" }).click();
    await expectLitInSight(page);
  }
  expect(await scrolledTo(page)).toBeGreaterThan(1000);
});

for (const { how, tag, scroll } of [
  { how: "by hand", tag: [], scroll: (page: Page, touch: boolean) => scrollByHand(page, 1600, touch) },
  { how: "with the keyboard", tag: "@once", scroll: (page: Page) => page.keyboard.press("End") },
]) {
  test(`whoever scrolls ${how} is left in peace, until they press Follow`, { tag }, async ({
    page,
    isMobile,
  }) => {
    await openEpisode(page);
    await pressPlay(page);
    await expect.poll(() => litWord(page)).not.toBe("");
    await page.locator("h1").click();
    await scroll(page, isMobile);
    await expectFollowing(page, false);
    const place = await restsBeyond(page, 900);
    expect(await isPlaying(page), "the voice goes on").toBe(true);

    // Words further up are still lit, and nothing scrolls the page.
    await hurry(page, 4);
    const seen = new Set<string>();
    await expect
      .poll(async () => seen.add(await litWord(page)).size, { intervals: [100] })
      .toBeGreaterThan(12);
    expect(await scrolledTo(page)).toBe(place);

    await followButton(page).click();
    await expectLitInSight(page);
    await expectFollowing(page, true);
    expect(await scrolledTo(page)).toBeLessThan(place);

    await hurry(page, HURRY);
    const back = await scrolledTo(page);
    await expect.poll(() => scrolledTo(page), "and it follows again").toBeGreaterThan(back);
    await expectLitInSight(page);
  });
}

test("a small scroll is enough", async ({ page, isMobile }) => {
  await openEpisode(page, `${EPISODE}?t=100`);
  await pressPlay(page);
  await scrollByHand(page, 60, isMobile);
  await expectFollowing(page, false);
});

test("a click on a word follows again", async ({ page, isMobile }) => {
  await openEpisode(page);
  await pressPlay(page);
  await scrollByHand(page, 1500, isMobile);
  await expectFollowing(page, false);
  await restsBeyond(page, 900);
  expect(await litByClick(page, await placeOf(page, "portrait of people"))).toBe("portrait");
  await expectFollowing(page, true);
});

test("while nothing plays the page is the reader's, and Play returns to the voice", { tag: "@once" }, async ({
  page,
  isMobile,
}) => {
  await openEpisode(page, `${EPISODE}?t=60`);
  await expectLitInSight(page);
  const opened = await scrolledTo(page);
  await scrollByHand(page, 1500, isMobile);
  const place = await restsBeyond(page, opened + 900);
  await expectFollowing(page, true);
  // Changing the speed does not scroll.
  await hurry(page, 1.5);
  await page.waitForTimeout(700);
  expect(await scrolledTo(page)).toBe(place);
  await pressPlay(page);
  await expect.poll(() => scrolledTo(page)).toBeLessThan(place);
  await expectLitInSight(page);
});

test("who turns following off is never followed, on the next visit neither, and is shown what they ask for", async ({
  page,
}) => {
  await openEpisode(page);
  await followButton(page).click();
  await expectFollowing(page, false);
  await pressPlay(page);
  await hurry(page, HURRY);
  // The lit word leaves the window, and the page stays.
  await expect.poll(async () => (await litPlace(page))?.top ?? 0).toBeGreaterThan(1);
  expect(await scrolledTo(page)).toBe(0);

  await openEpisode(page, `${EPISODE}?t=200`);
  await expectLitInSight(page);
  await expectFollowing(page, false);
  const { x, y } = await placeOf(page, "portrait of people");
  await page.mouse.click(x, y);
  await expect.poll(() => isPlaying(page)).toBe(true);
  await expectFollowing(page, false);

  await page.keyboard.press("o");
  await expectFollowing(page, true);
  await expectLitInSight(page);
});

test.describe("for those who asked for less motion", () => {
  test("the page jumps", { tag: "@once" }, async ({ page }) => {
    expect(await waysOfScrolling(page)).toEqual(new Set(["instant"]));
  });
});

test.describe("for those who did not", () => {
  test.use({ contextOptions: { reducedMotion: "no-preference" } });
  test("the page glides", { tag: "@once" }, async ({ page }) => {
    expect(await waysOfScrolling(page)).toContain("smooth");
  });
});

/** The ways in which the page scrolls while it follows for half a minute. */
async function waysOfScrolling(page: Page): Promise<Set<string>> {
  await page.addInitScript(() => {
    const ways: string[] = [];
    const scrollBy = window.scrollBy.bind(window);
    Object.assign(window, {
      ways,
      scrollBy: (options: ScrollToOptions) => {
        ways.push(String(options.behavior));
        scrollBy(options);
      },
    });
  });
  const ways = () => page.evaluate(() => (window as unknown as { ways: string[] }).ways);
  await openEpisode(page);
  await pressPlay(page);
  await hurry(page, HURRY);
  await expect.poll(async () => (await ways()).length).toBeGreaterThan(0);
  return new Set(await ways());
}
