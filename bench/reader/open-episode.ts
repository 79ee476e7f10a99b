import type { Browser, CDPSession, JSHandle, Page } from "@playwright/test";

/** An episode's page in a window of its own, ready to play. */
export interface OpenEpisode {
  readonly page: Page;
  readonly devtools: CDPSession;
  close(): Promise<void>;
}

interface Options {
  /** Called before the page is asked for. */
  readonly before?: (page: Page, devtools: CDPSession) => Promise<void>;
}

/** Opens an address as someone does for the first time, nothing cached, until its words' starts are there. */
export async function openEpisode(
  browser: Browser,
  url: string,
  { before }: Options = {},
): Promise<OpenEpisode> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // esbuild names the functions inside of those that Playwright sends to the page by a helper that is not there.
  await page.addInitScript("globalThis.__name = (value) => value");
  await before?.(page, devtools);
  // They are asked for by the page's own script: when they are there, so is what hears the button.
  const starts = page.waitForResponse((response) => response.url().includes("/words/"));
  await page.goto(url);
  await (await starts).finished();
  const audio = await soundOf(page);
  await page.waitForFunction(({ readyState }) => readyState >= 1, audio);
  return { page, devtools, close: () => context.close() };
}

/** The element that plays: ours stands in no document, others' do. */
export async function soundOf(page: Page): Promise<JSHandle<HTMLAudioElement>> {
  const found = await page.waitForFunction(
    () =>
      (globalThis as unknown as Record<symbol, HTMLAudioElement>)[Symbol.for("on-record.audio")] ??
      document.querySelector("audio"),
  );
  return found as JSHandle<HTMLAudioElement>;
}

/** Presses play as a listener does; kept when the audio moves. */
export async function pressPlay(page: Page): Promise<void> {
  const audio = await soundOf(page);
  const before = await audio.evaluate(({ currentTime }) => currentTime);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(([{ currentTime }, at]) => currentTime > at, [audio, before] as const);
}

/** Presses pause. */
export async function pressPause(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}
