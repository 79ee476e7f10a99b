import type { Page } from "@playwright/test";
import {
  audioSecond,
  EPISODE,
  hurry,
  isPlaying,
  litWord,
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
  // The paragraph of the lit word says so too, for those who do not see the light.
  await expect(transcript(page).locator("[aria-current=true]")).toHaveText(/^This is Figures of Speech/);
  await expect(player(page)).toContainText(/0:0[1-9]/);

  await pauseButton(page).click();
  await expect(playButton(page)).toBeVisible();
  expect(await isPlaying(page)).toBe(false);
});

test("the light shows on every word, also on those within other elements", {
  tag: "@once",
}, async ({ page }) => {
  await openEpisode(page);
  const found = await page.evaluate(() => {
    const holdsWords = (element: Element) =>
      [...element.childNodes].some((node) => node instanceof Text && /[\p{L}\p{N}]/u.test(node.data));
    const lit = (element: Element) => getComputedStyle(element, "::highlight(lit-word)").backgroundColor;
    const all = [...document.querySelectorAll("[data-transcript] [id^='p'], [data-transcript] [id^='p'] *")];
    // What stands for a gap or a break is no word that was said.
    const words = all.filter(
      (element) => holdsWords(element) && !element.closest("[data-gap], [class*='marker']"),
    );
    return {
      kinds: [...new Set(words.map(({ localName }) => localName))].sort(),
      lights: [...new Set(words.map(lit))],
      elsewhere: lit(document.querySelector("h1") as Element),
    };
  });
  expect(found.kinds).toEqual(expect.arrayContaining(["a", "p"]));
  expect(found.lights).toHaveLength(1);
  expect(found.lights).not.toContain(found.elsewhere);
});

test("while it plays, the lit word keeps to what is heard, and never runs backwards", {
  tag: "@once",
}, async ({ page }) => {
  await openEpisode(page);
  const words = trueWords(await pageWords(page));
  await pressPlay(page);
  await hurry(page, 4);
  const samples = await sampleLight(page, 20);
  expect(samples.length, "samples over 20 seconds").toBeGreaterThan(50);

  const places = samples.map(({ index }) => index);
  expect(places, "the light goes forwards only").toEqual([...places].sort((a, b) => a - b));
  expect(new Set(places).size, "it lights word after word").toBeGreaterThan(40);

  // The transcript says when the first word and, 72 seconds later, the first gap are heard; between them each
  // word's time is reckoned from how long it takes to say. Of these 20 seconds the lit word is the one that is
  // heard for more than half; at the worst it is 0.8 s beside. A second beside is about where an eye notices.
  const distances = samples.flatMap(({ second, index }) => distance(words[index], second)).sort(byValue);
  expect(distances.at(-1), "the farthest of all").toBeLessThan(1.5);
  expect(distances[distances.length >> 1], "the median").toBeLessThan(0.7);
});

test("wherever one jumps to, the word that is heard there is lit, or one close by", { tag: "@once" }, async ({
  page,
}) => {
  await openEpisode(page);
  const words = trueWords(await pageWords(page));
  const distances: number[] = [];
  for (let second = 3; second < truth.duration; second += 8) {
    await player(page).getByRole("slider", { name: "Position" }).fill(String(second));
    await expect.poll(() => audioSecond(page)).toBeCloseTo(second, 1);
    const [sample] = await sampleLight(page, 0);
    if (sample) distances.push(...distance(words[sample.index], sample.second));
  }
  distances.sort(byValue);
  expect(distances.length, "places looked at").toBeGreaterThan(35);
  // Six timestamps, three gaps and a break in 331 seconds are all the transcript says. Over the whole of it the lit
  // word is 0.5 s beside in the median, and 3.2 s at the worst, where many numbers are read.
  expect(distances[distances.length >> 1], "the median").toBeLessThan(1);
  expect(distances.at(-1), "the farthest of all").toBeLessThan(3.5);
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
    page.evaluate(() => {
      const root = document.querySelector("[data-transcript]");
      const walker = document.createTreeWalker(root ?? document, NodeFilter.SHOW_ALL);
      let nodes = 1;
      // What is said about the text stands beside it, and there is more of it in a demonstration than elsewhere.
      const apart = [...(root?.querySelectorAll("ul:has([data-claim-note])") ?? [])];
      while (walker.nextNode()) if (!apart.some((one) => one.contains(walker.currentNode))) nodes += 1;
      return {
        elements: document.querySelectorAll("*").length,
        inText: nodes,
        segments: root?.querySelectorAll("[id^='p']").length ?? 0,
      };
    });
  const before = await count();
  const words = await pageWords(page);
  expect(before.segments).toBeGreaterThan(50);
  expect(words.length).toBeGreaterThan(800);
  // The whole page is measured by bench/reader, with a thousand paragraphs: this one is mostly what stands around them.
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
  const { x, y } = await placeOf(page, "weddings");
  await page.mouse.click(x, y);
  expect(await litWord(page), "it is lit at once").toBe("weddings.");
  await expect.poll(() => isPlaying(page)).toBe(true);
  const heard = await audioSecond(page);
  expect(heard).toBeGreaterThanOrEqual(start - 0.05);
  expect(heard).toBeLessThan(start + 3);
});

test("a click on a time plays from it", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const time = transcript(page).getByRole("link", { name: "3:06", exact: true }).last();
  await time.click();
  await expect.poll(() => isPlaying(page)).toBe(true);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(186);
  expect(await audioSecond(page)).toBeLessThan(190);
  await expect(page, "the page stays").toHaveURL(EPISODE);
});

test("a click on a gap plays what could not be understood", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await transcript(page).getByRole("button", { name: "Gap at 1:12: hear it" }).click();
  await expect.poll(() => isPlaying(page)).toBe(true);
  const heard = await audioSecond(page);
  // The words that are missing there are spoken from 72.8 to 73.6; it begins three seconds before.
  expect(heard).toBeGreaterThan(69.5);
  expect(heard).toBeLessThan(76);
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

test("to select a word while another is said takes the light from what is said for no longer than a word", {
  tag: "@once",
}, async ({ page }) => {
  await openEpisode(page);
  await pressPlay(page);
  const { x, y } = await placeOf(page, "weddings");
  await page.mouse.dblclick(x, y);
  expect(await page.evaluate(() => getSelection()?.toString().trim())).toMatch(/^weddings/);
  await expect.poll(() => litWord(page)).not.toBe("weddings.");
  const heard = await audioSecond(page);
  expect(heard, "it plays on where it was").toBeLessThan(await startOf(page, "weddings."));
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

interface TrueWord {
  /** When it begins to be heard, and when the next word does, in seconds. */
  readonly start: number;
  readonly next: number;
}

/** For each word of the page, when it is heard; nothing for sounds, which the measured starts leave out. */
function trueWords(words: readonly string[]): (TrueWord | undefined)[] {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
  let at = 0;
  const found = words.map((word) => {
    const spoken = truth.words[at];
    if (!spoken || letters(spoken.word) !== letters(word)) return undefined;
    at += 1;
    return { start: spoken.start, next: truth.words[at]?.start ?? truth.duration };
  });
  expect(at, "every word that is heard stands on the page, in order").toBe(truth.words.length);
  return found;
}

/** How far a moment is from a word: 0 from when it begins to be heard until the next one does. */
function distance(word: TrueWord | undefined, second: number): number[] {
  return word ? [Math.max(0, word.start - second, second - word.next)] : [];
}

const byValue = (a: number, b: number) => a - b;

interface Sample {
  /** The audio's second at that moment. */
  readonly second: number;
  /** Which of the page's words was lit. */
  readonly index: number;
}

test("where the audio loses time, the light waits for it and goes back to no word", { tag: "@once" }, async ({
  page,
}) => {
  await openEpisode(page);
  await pressPlay(page);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(2);
  // As where a machine has too much to do: audio stands still for a moment, and no event tells of it.
  await page.locator("audio").evaluate((audio: HTMLAudioElement) => {
    const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
    Object.defineProperty(audio, "currentTime", { get: () => real?.get?.call(audio) - 2 });
  });
  const samples = await sampleLight(page, 9);
  const places = samples.map(({ index }) => index);
  expect(new Set(places).size, "it lights word after word").toBeGreaterThan(8);
  expect(places, "the light goes forwards only").toEqual([...places].sort((a, b) => a - b));
});

/**
 * Looks at the light at once, and then in every frame until so many seconds of audio have been played. The clock is
 * read where the player reads it, in the frame, and the light once all of that frame has run: so a machine that is
 * slow to draw changes how often this looks, and not what it sees.
 */
async function sampleLight(page: Page, seconds: number): Promise<Sample[]> {
  return page.locator("audio").evaluate(async (audio: HTMLAudioElement, length) => {
    const root = document.querySelector("[data-transcript]");
    if (!root) throw new Error("There is nothing to look at");
    const seen: { second: number; range: Range }[] = [];
    const { port1, port2 } = new MessageChannel();
    const look = () =>
      new Promise<void>((done) => {
        requestAnimationFrame(() => {
          const second = audio.currentTime;
          port1.onmessage = () => {
            const [range] = CSS.highlights.get("lit-word") ?? [];
            // As it is now: the page moves one range from word to word.
            if (range instanceof Range) seen.push({ second, range: range.cloneRange() });
            done();
          };
          port2.postMessage(null);
        });
      });
    const end = audio.currentTime + length;
    // What was asked for just now is drawn in the next frame, and there to be looked at in the one after it.
    await new Promise((next) => requestAnimationFrame(next));
    do await look();
    while (audio.currentTime < end);
    // Counted afterwards, so that counting disturbs nothing: how many words of the page begin before a place.
    const before = document.createRange();
    before.setStart(root, 0);
    const paragraphs = [...root.querySelectorAll("[id^='p']")];
    const wordsIn = (fragment: ParentNode & Node) => {
      for (const apart of fragment.querySelectorAll("[data-mark], a[href^='?t=']")) apart.replaceWith(" ");
      const texts = (fragment.textContent ?? "").split(/\s+/);
      return texts.filter((text) => /[\p{L}\p{N}]/u.test(text)).length;
    };
    const firstOf = new Map<Element, number>();
    let count = 0;
    for (const paragraph of paragraphs) {
      firstOf.set(paragraph, count);
      count += wordsIn(paragraph.cloneNode(true) as Element);
    }
    return seen.map(({ second, range }) => {
      const paragraph = range.startContainer.parentElement?.closest("[id^='p']");
      if (!paragraph) throw new Error("A light outside of every paragraph");
      const within = document.createRange();
      within.setStart(paragraph, 0);
      within.setEnd(range.startContainer, range.startOffset);
      return { second, index: (firstOf.get(paragraph) ?? 0) + wordsIn(within.cloneContents()) };
    });
  }, seconds);
}
