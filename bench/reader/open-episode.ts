import type { Browser, CDPSession, Page } from "@playwright/test";

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
  await page.waitForFunction(() => (document.querySelector("audio")?.readyState ?? 0) >= 1);
  return { page, devtools, close: () => context.close() };
}

/** Presses play as a listener does; kept when the audio moves. */
export async function pressPlay(page: Page): Promise<void> {
  const before = await page.evaluate(() => document.querySelector("audio")?.currentTime ?? 0);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction((at) => (document.querySelector("audio")?.currentTime ?? 0) > at, before);
}

/** Presses pause. */
export async function pressPause(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}
