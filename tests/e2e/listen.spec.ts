import { CLAIM_NOTE, PARAGRAPHS, TEXT } from "../../lib/page-contract";
import { formatClock } from "../../lib/time";
import {
  audioSecond,
  EPISODE,
  hurry,
  isPlaying,
  litByClick,
  litWord,
  noteSeeks,
  openEpisode,
  pageWords,
  pauseButton,
  placeOf,
  playButton,
  player,
  pressPlay,
  startOf,
  transcript,
  truth,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

test("Play plays the audio, and lights the word that is spoken", async ({ page }) => {
  await openEpisode(page);
  expect(await litWord(page), "nothing is lit before anything is heard").toBe("");
  await playButton(page).click();
  await expect(pauseButton(page)).toBeVisible();
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(1);
  await expect.poll(() => litWord(page)).not.toBe("");

  await pauseButton(page).click();
  await expect(playButton(page)).toBeVisible();
  expect(await isPlaying(page)).toBe(false);
  const second = await audioSecond(page);
  const near = truth.words.filter(({ start }) => Math.abs(start - second) < 1.5).map(({ word }) => word);
  const word = await litWord(page);
  expect(near, "words that are heard there").toContain(word);
  // The paragraph of the lit word is marked as current too, for people who cannot see the light.
  const current = transcript(page).locator("[aria-current=true]");
  await expect(current).toHaveCount(1);
  await expect(current).toContainText(word);
  // The player's display may be read one frame later.
  await expect(player(page)).toContainText(
    new RegExp([second, second + 1 / 60].map((time) => formatClock(time)).join("|")),
  );
});

test("while the audio plays React draws nothing", { tag: "@once" }, async ({ page }) => {
  await page.addInitScript(() => {
    const counted = { commits: 0 };
    Object.assign(globalThis, {
      counted,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        renderers: new Map(),
        supportsFiber: true,
        inject: () => 1,
        onScheduleFiberRoot() {},
        onCommitFiberRoot: () => {
          counted.commits += 1;
        },
        onCommitFiberUnmount() {},
        onPostCommitFiberRoot() {},
      },
    });
  });
  const commits = () =>
    page.evaluate(() => (globalThis as unknown as { counted: { commits: number } }).counted.commits);
  await openEpisode(page);
  const before = await commits();
  expect(before, "the page's first drawing is counted").toBeGreaterThan(0);
  await pressPlay(page);
  await expect(pauseButton(page)).toBeVisible();
  await expect.poll(commits, "so is the button's change").toBeGreaterThan(before);

  const settled = await commits();
  const words = new Set<string>();
  const until = (await audioSecond(page)) + 5;
  await expect
    .poll(
      async () => {
        words.add(await litWord(page));
        return audioSecond(page);
      },
      { intervals: [100] },
    )
    .toBeGreaterThan(until);
  expect(words.size, "words were lit meanwhile").toBeGreaterThan(5);
  expect((await commits()) - settled, "commits in 5 seconds").toBe(0);
});

test("no element stands for a word, and playing adds none", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const count = () =>
    page.evaluate(
      ({ text, note, paragraphs }) => {
        const root = document.querySelector(text);
        const walker = document.createTreeWalker(root ?? document, NodeFilter.SHOW_ALL);
        let nodes = 1;
        // Notes about the text stand beside it, and a demonstration has more of them than other episodes.
        const apart = [...(root?.querySelectorAll(`ul:has(${note})`) ?? [])];
        while (walker.nextNode()) if (!apart.some((one) => one.contains(walker.currentNode))) nodes += 1;
        return {
          elements: document.querySelectorAll("*").length,
          inText: nodes,
          segments: root?.querySelectorAll(paragraphs).length ?? 0,
        };
      },
      { text: `[${TEXT}]`, note: `[${CLAIM_NOTE}]`, paragraphs: PARAGRAPHS },
    );
  const before = await count();
  const words = await pageWords(page);
  expect(before.segments).toBeGreaterThan(50);
  expect(words.length).toBeGreaterThan(800);
  // bench/reader measures a whole page with a thousand paragraphs; most nodes of this page are around its few
  // paragraphs.
  expect(before.inText / before.segments, "the transcript's nodes, its text included").toBeLessThan(8);

  await pressPlay(page);
  await hurry(page, 4);
  const until = (await audioSecond(page)) + 6;
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(until);
  expect(await count()).toEqual(before);
});

test("a click on a word plays from there", async ({ page }) => {
  await openEpisode(page);
  const start = await startOf(page, "weddings.");
  const seeks = await noteSeeks(page);
  const place = await placeOf(page, "weddings");
  expect(await litByClick(page, place), "it is lit at once").toBe("weddings.");
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await seeks()).toEqual([expect.closeTo(start, 1)]);
  await expect.poll(() => audioSecond(page), "it plays on").toBeGreaterThan(start + 0.2);
});

test("a click on a time plays from it", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const time = transcript(page).getByRole("link", { name: "3:06", exact: true }).last();
  const seeks = await noteSeeks(page);
  await time.click();
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await seeks()).toEqual([expect.closeTo(186, 0)]);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(186);
  await expect(page, "the page stays").toHaveURL(EPISODE);
});

test("a click on a gap plays what could not be understood", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const seeks = await noteSeeks(page);
  await transcript(page).getByRole("button", { name: "Gap at 1:12: hear it" }).click();
  await expect.poll(() => isPlaying(page)).toBe(true);
  // The missing words are spoken from 72.8 to 73.6; playback begins three seconds earlier.
  expect((await seeks())[0]).toBeCloseTo(69.8, 0);
  expect(await audioSecond(page)).toBeGreaterThan(69.5);
});

test("selecting text does not play", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const from = await placeOf(page, "portrait of the");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 90, from.y, { steps: 5 });
  await page.mouse.up();
  expect(await page.evaluate(() => getSelection()?.toString().length ?? 0)).toBeGreaterThan(5);
  expect(await isPlaying(page)).toBe(false);
  expect(await audioSecond(page)).toBe(0);
});

test("a link in the text leads where it says, and does not play", { tag: "@once" }, async ({ page }) => {
  await page.route("https://anaconda.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>The report</title>" }),
  );
  await openEpisode(page);
  const link = transcript(page).getByRole("link", { name: "the 2021 State of Data Science" });
  await expect(link).toHaveAttribute("rel", /nofollow/);
  await link.click();
  await expect(page).toHaveURL(/^https:\/\/anaconda\.com\/.*state-of-data-science-2021$/);
});

test("the buttons go back and forward 15 seconds, and the bar goes anywhere", async ({ page }) => {
  await openEpisode(page);
  const forward = player(page).getByRole("button", { name: "Forward 15 seconds" });
  const back = player(page).getByRole("button", { name: "Back 15 seconds" });
  await forward.click();
  await forward.click();
  expect(await audioSecond(page)).toBeCloseTo(30, 1);
  await back.click();
  expect(await audioSecond(page)).toBeCloseTo(15, 1);
  await back.click();
  await back.click();
  expect(await audioSecond(page), "not before the beginning").toBe(0);

  await player(page).getByRole("slider", { name: "Position" }).fill("200");
  await expect.poll(() => audioSecond(page)).toBeCloseTo(200, 1);
  await expect(player(page)).toContainText("3:20");
  await expect(player(page)).toContainText("5:31");
  await expect.poll(() => litWord(page)).not.toBe("");
});

test("at its end the audio stops, and Play begins anew", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page, `${EPISODE}?t=329`);
  await pressPlay(page);
  await expect(playButton(page)).toBeVisible();
  expect(await audioSecond(page)).toBeCloseTo(truth.duration, 0);
  await playButton(page).click();
  await expect.poll(() => audioSecond(page)).toBeLessThan(10);
  await expect(pauseButton(page)).toBeVisible();
});
