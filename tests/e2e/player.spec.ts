import type { Page } from "@playwright/test";
import {
  audioSecond,
  EPISODE,
  hurry,
  isPlaying,
  litWord,
  onAudio,
  openEpisode,
  playButton,
  player,
  pressPlay,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

const source = (page: Page) => onAudio(page, ({ currentSrc }) => currentSrc);

const openPanel = (page: Page) => player(page).getByTitle("Speed and sound").click();

test("what plays goes on from page to page, and the way back to it is in the bar", async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  await page.getByRole("link", { name: "Figures of Speech" }).first().click();
  await expect(page).toHaveURL(/\/figures$/);
  const before = await audioSecond(page);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(before + 0.5);
  const bar = player(page).getByRole("slider", { name: "Position" });
  await expect.poll(async () => Number(await bar.inputValue()), "the bar goes on").toBeGreaterThan(before);

  await player(page).getByRole("link", { name: "Almost 4,300 People" }).click();
  await expect(page).toHaveURL(/\/figures\/1$/);
  await expect.poll(() => litWord(page)).not.toBe("");
  expect(await isPlaying(page)).toBe(true);
  const back = await audioSecond(page);
  await expect.poll(async () => Number(await bar.inputValue()), "and on").toBeGreaterThan(back);
});

test("another episode's page leaves what plays alone, until it is asked to play", { tag: "@once" }, async ({
  page,
}) => {
  await openEpisode(page);
  await pressPlay(page);
  await page.getByRole("link", { name: "Figures of Speech" }).first().click();
  await page.getByRole("link", { name: "Mostly or Very" }).click();
  await expect(page.getByRole("heading", { name: "Mostly or Very" })).toBeVisible();
  expect(await source(page)).toMatch(/speech-1\.mp3$/);
  expect(await litWord(page)).toBe("");

  await page.getByRole("button", { name: "Play this episode" }).click();
  await expect.poll(() => source(page)).toMatch(/speech-2\.mp3$/);
  await expect.poll(() => litWord(page)).not.toBe("");
  await expect(page.getByRole("button", { name: "Play this episode" })).toHaveCount(0);
});

test("a click on a word of another episode plays that one from there", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  await page.getByRole("link", { name: "Figures of Speech" }).first().click();
  await page.getByRole("link", { name: "Mostly or Very" }).click();
  await page.getByText("I'd like it to be mostly soup.").click({ position: { x: 20, y: 12 } });
  await expect.poll(() => source(page)).toMatch(/speech-2\.mp3$/);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(30);
  expect(await isPlaying(page)).toBe(true);
});

test("the speed that was chosen sticks, over a reload and in another episode", async ({ page }) => {
  await openEpisode(page);
  await openPanel(page);
  await page.getByRole("combobox", { name: "Speed" }).selectOption("1.5");
  await page.reload();
  const rate = () => onAudio(page, ({ playbackRate }) => playbackRate);
  await expect(player(page).getByTitle("Speed and sound")).toContainText("1.5×");
  await expect.poll(rate).toBe(1.5);
  await page.goto("/figures/2");
  await expect(player(page).getByTitle("Speed and sound")).toContainText("1.5×");
  await expect.poll(rate).toBe(1.5);
});

test("an episode is opened where it was left, and the page stays at its beginning", { tag: "@once" }, async ({
  page,
}) => {
  await openEpisode(page, `${EPISODE}?t=120`);
  await pressPlay(page);
  await page.keyboard.press("Space");
  await page.goto(EPISODE);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(119);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await playButton(page).click();
  await expect.poll(() => page.evaluate(() => scrollY), "the page goes to what is heard").toBeGreaterThan(0);
});

test("an episode that was heard to its end begins anew", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=328`);
  await pressPlay(page);
  await expect.poll(() => isPlaying(page), "it ends").toBe(false);
  await openEpisode(page);
  expect(await audioSecond(page)).toBe(0);
});

test("the sleep timer pauses when its time has come", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  await openPanel(page);
  const timer = page.getByRole("combobox", { name: "Sleep timer" });
  await timer.selectOption("5");
  await expect(timer).toHaveValue("set");
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 6 * 60_000;
  });
  await expect.poll(() => isPlaying(page)).toBe(false);
  await expect(timer).toHaveValue("off");
});

test("breaks are on the line, with their name and a way there", async ({ page }) => {
  await openEpisode(page);
  const tick = player(page).getByRole("button", { name: "Break · 2:58" });
  await tick.focus();
  await expect(tick.locator("span")).toHaveCSS("opacity", "1");
  await page.keyboard.press("Enter");
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(177);
  expect(await audioSecond(page)).toBeLessThan(180);
});

test("where advertisements moved the audio, the listener says what they hear, and the words follow", async ({
  page,
}) => {
  await openEpisode(page, `${EPISODE}?t=60`);
  await openPanel(page);
  const before = await litWord(page);
  // As if 12 s had been put in before this place: what is lit at 1:00 is heard at 1:12.
  await onAudio(page, (audio) => {
    audio.currentTime = 72;
  });
  await expect.poll(() => litWord(page)).not.toBe(before);
  await page.keyboard.press("Escape");
  await openPanel(page);
  const phrase = (await page.getByText(/^“.*”$/).textContent()) ?? "";
  await page.getByRole("button", { name: "I hear this now" }).click();
  await expect.poll(async () => phrase.startsWith(`“${await litWord(page)}`)).toBe(true);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect.poll(async () => phrase.startsWith(`“${await litWord(page)}`)).toBe(false);
});

test("the lock screen is told what plays", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const shown = await page.evaluate(() => {
    const { title, artist } = navigator.mediaSession.metadata ?? {};
    return { title, artist };
  });
  expect(shown).toEqual({ title: "Almost 4,300 People", artist: "Figures of Speech" });
});

test("audio longer than the words were timed for says so", { tag: "@once" }, async ({ page }) => {
  // The second episode's audio is 62 s long; its page is told that the words were timed for a different
  // length.
  await page.route("**/demo/figures-of-speech-2.mp3", async (route) =>
    route.fulfill({
      response: await route.fetch({ url: route.request().url().replace("-2.mp3", "-1.mp3") }),
    }),
  );
  await openEpisode(page, "/figures/2");
  await expect(player(page).getByText(/This audio is 269 s longer/)).toBeVisible();
});

test("faster does not mean out of step", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  await hurry(page, 3);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(6);
  expect(await litWord(page)).not.toBe("");
});

test("in a break no word is lit, but the break is", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=182`);
  await expect(page.locator("[aria-current='true']")).toHaveText(/^Break/);
  expect(await litWord(page)).toBe("");
  await pressPlay(page);
  await expect.poll(() => litWord(page), "words after it are lit again").not.toBe("");
  await expect(page.locator("[aria-current='true']")).toHaveText(/^We're back/);
});

test("a double click selects a word to be copied, and plays nothing", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await page.getByText("Our subject is a survey.").dblclick({ position: { x: 50, y: 12 } });
  expect(await page.evaluate(() => String(getSelection()).trim())).toBe("subject");
  await page.waitForFunction(
    (since) => performance.now() > since + 400,
    await page.evaluate(() => performance.now()),
  );
  expect(await isPlaying(page)).toBe(false);
  expect(await audioSecond(page)).toBe(0);
});

test("space pauses also after the mouse has used the player", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  await player(page).getByRole("button", { name: "Forward 15 seconds" }).click();
  await page.keyboard.press("Space");
  await expect.poll(() => isPlaying(page)).toBe(false);
  await player(page).getByRole("slider", { name: "Position" }).focus();
  await page.keyboard.press("Space");
  await expect.poll(() => isPlaying(page)).toBe(true);
});
