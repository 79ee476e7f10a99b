import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Frame, type JSHandle, type Locator, type Page } from "@playwright/test";
import { ANSWERS, MARK, PLAYER, TEXT, TEXT_PARAGRAPHS } from "../../../lib/page-contract";

/** The demonstration's first episode: 5:31 long, with audio, three gaps, a break and a link. */
export const EPISODE = "/figures/1";

const ROOT = join(import.meta.dirname, "../../..");

interface Truth {
  readonly duration: number;
  readonly words: readonly { readonly word: string; readonly start: number }[];
}

/** When each word of the demonstration is really heard: recorded while its audio was made. */
export const truth: Truth = JSON.parse(
  readFileSync(join(ROOT, "tests/fixtures/demo-word-starts.json"), "utf8"),
);

/** A file of the project, as text. */
export const fileOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");

export const player = (page: Page): Locator => page.getByRole("region", { name: /^Player/ });

export const playButton = (page: Page): Locator =>
  player(page).getByRole("button", { name: "Play", exact: true });

export const pauseButton = (page: Page): Locator =>
  player(page).getByRole("button", { name: "Pause", exact: true });

export const followButton = (page: Page): Locator => player(page).getByRole("button", { name: "Follow" });

/** Expects that the page follows the audio or does not, by the state of its button. */
export const expectFollowing = (page: Page, following: boolean): Promise<void> =>
  expect(followButton(page)).toHaveAttribute("aria-pressed", String(following));

export const transcript = (page: Page): Locator => page.locator(`[${TEXT}]`);

/** Opens an episode and waits until everything works: the audio, the word starts, and the keys. */
export async function openEpisode(page: Page, address = EPISODE): Promise<void> {
  await page.goto(address);
  // The page says so itself: a response that is waited for can be the last page's, which never ends. All is asked in
  // one question, and often: what is there already is not waited for.
  const missing = () =>
    page.evaluate((answers) => {
      const tab = globalThis as unknown as Record<symbol, HTMLAudioElement | undefined>;
      const { readyState = 0 } = tab[Symbol.for("on-record.audio")] ?? {};
      const timed = performance
        .getEntriesByType("resource")
        .some(
          (each) => /\/words\/\d+/.test(each.name) && (each as PerformanceResourceTiming).responseEnd > 0,
        );
      return [
        ...(timed ? [] : ["the starts of the words"]),
        ...(CSS.highlights.has("lit-word") ? [] : ["the light"]),
        ...(readyState > 0 ? [] : ["the audio"]),
        ...(document.documentElement.hasAttribute(answers) ? [] : ["React's answers"]),
      ];
    }, ANSWERS);
  await expect.poll(missing, { message: "what is still missing", intervals: [50, 50, 100, 200] }).toEqual([]);
}

/** Waits until React answers, and has pressed what was pressed before. */
export const expectAnswers = (page: Page): Promise<void> =>
  expect(page.locator("html")).toHaveAttribute(ANSWERS);

/** Waits until the player's own script answers. */
export const expectPlayer = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const tab = globalThis as unknown as Record<symbol, { heardBy?: string } | undefined>;
        return tab[Symbol.for("on-record.begun")]?.heardBy;
      }),
    )
    .toBeDefined();

/** The tab's audio element, which stands in no document: components/player/tab-audio. */
async function tabAudio(page: Page | Frame): Promise<JSHandle<HTMLAudioElement>> {
  const found = await page.waitForFunction(
    () => (globalThis as unknown as Record<symbol, HTMLAudioElement>)[Symbol.for("on-record.audio")],
  );
  return found as JSHandle<HTMLAudioElement>;
}

/** Asks something of the tab's audio element, or does something with it, in the page. */
export async function onAudio<T, Given = undefined>(
  page: Page | Frame,
  act: (audio: HTMLAudioElement, given: Given) => T,
  given?: Given,
): Promise<Awaited<T>> {
  const audio = await tabAudio(page);
  return audio.evaluate(act as never, given) as Promise<Awaited<T>>;
}

/** Presses Play as a listener does, and waits until the audio really moves. */
export async function pressPlay(page: Page): Promise<void> {
  const before = await audioSecond(page);
  await playButton(page).click();
  await expect.poll(() => audioSecond(page), "the audio moves on").toBeGreaterThan(before + 0.2);
}

/** The second the audio is at. */
export const audioSecond = (page: Page): Promise<number> => onAudio(page, ({ currentTime }) => currentTime);

export const isPlaying = (page: Page): Promise<boolean> => onAudio(page, ({ paused }) => !paused);

/** Speeds up the audio, so that a test can observe a minute of it in less time. */
export const hurry = (page: Page, times: number): Promise<void> =>
  onAudio(
    page,
    (audio, rate: number) => {
      audio.playbackRate = rate;
    },
    times,
  );

/** The lit word; "" if there is none. */
export const litWord = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const [range] = CSS.highlights.get("lit-word") ?? [];
    return range instanceof Range ? range.toString() : "";
  });

/**
 * Clicks at a place and returns the word that is lit when the page has handled the click. On a slow machine,
 * a later look would see the next word.
 */
export async function litByClick(page: Page, { x, y }: { x: number; y: number }): Promise<string> {
  await page.evaluate(() => {
    const heard = () => {
      const [range] = CSS.highlights.get("lit-word") ?? [];
      Object.assign(window, { litByClick: range instanceof Range ? range.toString() : "" });
    };
    addEventListener("click", heard, { once: true });
  });
  await page.mouse.click(x, y);
  return page.evaluate(() => (window as unknown as { litByClick: string }).litByClick);
}

/** From now on, records the seconds to which the audio is moved. Playback starts there, however late a test looks. */
export async function noteSeeks(page: Page): Promise<() => Promise<readonly number[]>> {
  await onAudio(page, (element) => {
    const seeks: number[] = [];
    Object.assign(element, { seeks });
    const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
    Object.defineProperty(element, "currentTime", {
      configurable: true,
      get: () => real?.get?.call(element),
      set: (second: number) => {
        seeks.push(second);
        real?.set?.call(element, second);
      },
    });
  });
  return () => onAudio(page, (element) => (element as unknown as { seeks: number[] }).seeks);
}

/** The top and bottom of the lit word in the window, as fractions of its height: 0 is the top, 1 the bottom. */
export const litPlace = (page: Page): Promise<{ top: number; bottom: number } | null> =>
  page.evaluate(() => {
    const [range] = CSS.highlights.get("lit-word") ?? [];
    if (!(range instanceof Range)) return null;
    const { top, bottom } = range.getBoundingClientRect();
    return { top: top / innerHeight, bottom: bottom / innerHeight };
  });

/** Waits until the lit word is visible: in the window, and not behind the player. */
export async function expectLitInSight(page: Page): Promise<void> {
  const foot = await page.evaluate(
    (bar) => (document.querySelector(bar)?.getBoundingClientRect().top ?? innerHeight) / innerHeight,
    `[${PLAYER}]`,
  );
  await expect(async () => {
    const place = await litPlace(page);
    expect(place, "a word is lit").not.toBeNull();
    expect(place?.top).toBeGreaterThanOrEqual(0);
    expect(place?.bottom).toBeLessThanOrEqual(foot);
  }).toPass();
}

/** A word of the page: the `index`-th in the transcript, counting sounds such as "[laughs]". */
export interface PageWord {
  readonly text: string;
  /** The position of its first letter in the window. */
  readonly x: number;
  readonly y: number;
}

/**
 * The transcript's words in the order of the page. Independent of the reader's own count, so that the two
 * check each other.
 */
export async function pageWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ paragraphs, mark }) =>
      [...document.querySelectorAll(paragraphs)].flatMap((paragraph) => {
        const copy = paragraph.cloneNode(true) as Element;
        for (const apart of copy.querySelectorAll(`${mark}, a[href^='?t=']`)) apart.replaceWith(" ");
        return (copy.textContent ?? "").split(/\s+/).filter((text) => /[\p{L}\p{N}]/u.test(text));
      }),
    { paragraphs: TEXT_PARAGRAPHS, mark: `[${MARK}]` },
  );
}

/** The position of a text's first occurrence in the transcript, after scrolling to it. */
export async function placeOf(page: Page, text: string): Promise<PageWord> {
  return page.evaluate(
    async ({ wanted, within }) => {
      const root = document.querySelector(within);
      if (!root) throw new Error("There is no transcript");
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { top } = range.getBoundingClientRect();
        if (top < 120 || top > innerHeight - 240) {
          window.scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
          // The page handles a scroll one frame later; no person clicks sooner.
          await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        }
        const box = range.getBoundingClientRect();
        // A mouse position is in whole pixels.
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2].map(Math.round) as [number, number];
        return { text: wanted, x, y };
      }
      throw new Error(`There is no "${wanted}" in the transcript`);
    },
    { wanted: text, within: `[${TEXT}]` },
  );
}

/** The start of a word of the page, from the transcript's own JSON. */
export async function startOf(page: Page, word: string, after = 0): Promise<number> {
  const response = await page.request.get(`${EPISODE}.json?words=1`);
  const { segments } = (await response.json()) as { segments: { startTime: number; body: string }[] };
  const found = segments.find(({ body, startTime }) => body === word && startTime >= after);
  if (!found) throw new Error(`The transcript has no word ${word}`);
  return found.startTime;
}
