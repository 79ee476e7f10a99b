import type { Page, Route } from "@playwright/test";
import { LATER, PLAYER, TOLD_EARLY } from "../../lib/page-contract";
import {
  audioSecond,
  EPISODE,
  expectAnswers,
  expectPlayer,
  isPlaying,
  litWord,
  onAudio,
  playButton,
  transcript,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

const NEXT = "**/_next/static/chunks/*.js";
const PLAYER_SCRIPT = "**/_next/static/player-*.js";

/** A second of the first word of "I'd like it to be mostly soup." is later than this. */
const expectPlaying = (page: Page) => expect.poll(() => audioSecond(page)).toBeGreaterThan(0.2);

test("Next's scripts wait for the player in the page as it is sent", { tag: "@once" }, async ({
  request,
}) => {
  const html = await (await request.get(EPISODE)).text();
  expect(html).not.toMatch(/<script [^>]*\/chunks\/[^>]*async/);
  const [, later = ""] =
    new RegExp(`<script type="application/json" ${LATER}>(.*?)</script>`).exec(html) ?? [];
  const scripts: { src: string }[] = JSON.parse(later);
  expect(scripts.filter(({ src }) => src.startsWith("/_next/static/chunks/")).length).toBeGreaterThan(3);
  expect(html.indexOf(TOLD_EARLY)).toBeLessThan(html.indexOf('<link rel="stylesheet"'));
  expect(html.indexOf("on-record-theme")).toBeLessThan(html.indexOf('<link rel="stylesheet"'));
  expect(html).toMatch(new RegExp(`<section [^>]*${PLAYER}`));
});

test("what audio tells four times a second React does not hear", { tag: "@once" }, async ({ page }) => {
  await page.goto(EPISODE);
  await expectAnswers(page);
  await page.evaluate(() => {
    const heard = () => document.body.setAttribute("data-heard", "timeupdate");
    addEventListener("timeupdate", heard, { capture: true });
  });
  await playButton(page).click();
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(1);
  await expect(page.locator("body")).not.toHaveAttribute("data-heard");
});

test("without React an episode plays, its words light up, and a click on one plays from there", async ({
  page,
  allowed,
}) => {
  allowed.push(/chunks/);
  await page.route(NEXT, (route) => route.abort());
  await page.goto(EPISODE);
  await playButton(page).click();
  await expectPlaying(page);
  await expect.poll(() => litWord(page)).not.toBe("");
  await transcript(page)
    .getByText("Our subject is a survey.")
    .click({ position: { x: 20, y: 12 } });
  await expect.poll(() => litWord(page)).not.toBe("");
  await expect.poll(() => audioSecond(page), "it went on from there").toBeGreaterThan(3);
  expect(await isPlaying(page)).toBe(true);
});

test("before any script has come, the button plays and pauses; the player takes over what plays", async ({
  page,
}) => {
  const waiting: Route[] = [];
  await page.route(PLAYER_SCRIPT, (route) => void waiting.push(route));
  await page.goto(EPISODE, { waitUntil: "commit" });
  await playButton(page).click();
  await expectPlaying(page);
  await playButton(page).click();
  expect(await isPlaying(page)).toBe(false);
  await playButton(page).click();
  await expect.poll(() => isPlaying(page)).toBe(true);
  for (const route of waiting) await route.continue();
  await expectAnswers(page);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(() => litWord(page)).not.toBe("");
  expect(await isPlaying(page)).toBe(true);
});

test("a click on a word whose time is still on its way plays it when it comes", { tag: "@once" }, async ({
  page,
}) => {
  const waiting: Route[] = [];
  await page.route("**/words/*", (route) => void waiting.push(route));
  await page.goto(`${EPISODE}?t=200`);
  await expectAnswers(page);
  await transcript(page)
    .getByText("Our subject is a survey.")
    .click({ position: { x: 20, y: 12 } });
  expect(await isPlaying(page)).toBe(false);
  for (const route of waiting) await route.continue();
  await expect.poll(() => isPlaying(page)).toBe(true);
  await expect.poll(() => audioSecond(page), "there, and not where the address says").toBeGreaterThan(3);
  expect(await audioSecond(page)).toBeLessThan(100);
});

test("what is pressed before React answers is pressed when it does", async ({ page }) => {
  const waiting: Route[] = [];
  let open = false;
  await page.route(NEXT, (route) => (open ? route.continue() : void waiting.push(route)));
  await page.goto(EPISODE, { waitUntil: "commit" });
  await expectPlayer(page);
  await page.getByTitle("Search in this episode (f)").click();
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  const field = page.getByRole("searchbox", { name: "Search in this episode" });
  await expect(field).toHaveCount(0);
  open = true;
  for (const route of waiting) await route.continue();
  await expect(field).toBeVisible();
});

test("so is a key", { tag: "@once" }, async ({ page }) => {
  const waiting: Route[] = [];
  let open = false;
  await page.route(NEXT, (route) => (open ? route.continue() : void waiting.push(route)));
  await page.goto(EPISODE, { waitUntil: "commit" });
  await expectPlayer(page);
  for (const key of [" ", "f"]) await page.keyboard.press(key);
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  expect(await page.evaluate(() => scrollY), "space scrolls nothing").toBe(0);
  open = true;
  for (const route of waiting) await route.continue();
  await expect.poll(() => isPlaying(page)).toBe(true);
  await expect(page.getByRole("searchbox", { name: "Search in this episode" })).toBeVisible();
});

test("what is set before React answers stays set", async ({ page }) => {
  const [scripts, players]: [Route[], Route[]] = [[], []];
  let open = false;
  await page.route(NEXT, (route) => (open ? route.continue() : void scripts.push(route)));
  await page.route(PLAYER_SCRIPT, (route) => void players.push(route));
  await page.goto(EPISODE, { waitUntil: "commit" });
  const sound = () => onAudio(page, ({ playbackRate, volume }) => [playbackRate, volume]);
  const bar = page.getByTitle("Speed and sound");
  // The first while nothing hears of it, the second while the player does.
  await bar.click();
  await page.getByLabel("Speed", { exact: true }).selectOption("1.5×");
  for (const route of players) await route.continue();
  await expectPlayer(page);
  await expect.poll(sound).toEqual([1.5, 1]);
  await page.getByLabel("Volume").fill("0.5");
  await expect.poll(sound).toEqual([1.5, 0.5]);
  await expect.poll(() => scripts.length).toBeGreaterThan(0);
  open = true;
  for (const route of scripts) await route.continue();
  await expectAnswers(page);
  await expect(bar).toHaveText(/^1\.5×/);
  await expect(page.getByLabel("Volume")).toHaveValue("0.5");
  expect(await sound()).toEqual([1.5, 0.5]);
});

test("a place that was left is where the audio waits, also without the player's script", {
  tag: "@once",
}, async ({ page, allowed }) => {
  allowed.push(/player-/);
  await page.addInitScript((address) => localStorage.setItem(`on-record:position:${address}`, "42"), EPISODE);
  await page.route(PLAYER_SCRIPT, (route) => route.abort());
  await page.goto(EPISODE);
  await expect.poll(() => audioSecond(page)).toBe(42);
});

test("whoever comes by a link to another place is not taken first to the one that was left", {
  tag: "@once",
}, async ({ page, allowed }) => {
  allowed.push(/player-|chunks/);
  await page.addInitScript((address) => localStorage.setItem(`on-record:position:${address}`, "42"), EPISODE);
  await page.route(PLAYER_SCRIPT, (route) => route.abort());
  await page.route(NEXT, (route) => route.abort());
  for (const asked of ["?t=60", "#t=60", "#p12"]) {
    await page.goto("/figures");
    await page.goto(EPISODE + asked);
    await expect.poll(() => onAudio(page, ({ readyState }) => readyState)).not.toBe(0);
    expect(await audioSecond(page), asked).toBe(0);
  }
});

test("where React gives up the page it was sent, the text stays and the episode plays", {
  tag: "@once",
}, async ({ page, allowed }) => {
  // React says so, by a number.
  allowed.push(/Minified React error/);
  const complaint = page.waitForEvent("pageerror");
  await page.route(EPISODE, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    // As an extension does that translates what it finds.
    await route.fulfill({
      response,
      body: html.replace(">Show notes</h2>", ">Notes</h2>").replace(">Sign in</a>", ">Anmelden</a>"),
    });
  });
  await page.goto(EPISODE);
  expect((await complaint).message).toMatch(/Minified React error/);
  await expect(transcript(page).getByText("Our subject is a survey.")).toBeVisible();
  await playButton(page).click();
  await expectPlaying(page);
  await expect.poll(() => litWord(page)).not.toBe("");
});
