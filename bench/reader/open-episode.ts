import type { Browser, CDPSession, JSHandle, Page } from "@playwright/test";

/** An episode's page in its own window, ready to play. */
export interface OpenEpisode {
  readonly page: Page;
  readonly devtools: CDPSession;
  close(): Promise<void>;
}

interface Options {
  /** Called before the page is requested. */
  readonly before?: (page: Page, devtools: CDPSession) => Promise<void>;
}

/** Opens an address with nothing cached, as on a first visit, and waits for its word starts. */
export async function openEpisode(
  browser: Browser,
  url: string,
  { before }: Options = {},
): Promise<OpenEpisode> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // esbuild inserts a helper that names functions; it does not exist in the page that Playwright sends them
  // to.
  await page.addInitScript("globalThis.__name = (value) => value");
  await before?.(page, devtools);
  // The page's own script requests them: once they are here, the script that listens to the button is too.
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

/** Presses play as a listener does; resolves when the audio moves. */
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
