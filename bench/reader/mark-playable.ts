import type { Page } from "@playwright/test";

/**
 * Makes each page that is opened from now on mark (`performance.mark`) the first frame in which its audio can
 * play and `isReady` holds. The page checks this itself, once a frame, so the mark is at most a frame late,
 * and Playwright adds nothing to a page while it loads.
 *
 * @param isReady an expression of the page
 */
export async function markPlayable(page: Page, mark: string, isReady = "true"): Promise<void> {
  // Ours has its audio in no document.
  await page.addInitScript(`{
    const look = () => {
      const { readyState = 0 } = globalThis[Symbol.for("on-record.audio")] ?? document.querySelector("audio") ?? {};
      if (readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && (${isReady})) performance.mark("${mark}");
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }`);
}

/** Waits for the mark. Returns its time, in milliseconds from the navigation. */
export async function waitForMark(page: Page, mark: string): Promise<number> {
  const found = await page.waitForFunction((name) => performance.getEntriesByName(name)[0]?.startTime, mark);
  return (await found.jsonValue()) ?? Number.NaN;
}
