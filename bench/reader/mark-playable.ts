import type { Page } from "@playwright/test";

/**
 * Has each page that is opened from now on mark (`performance.mark`) the first of its frames in which its audio can
 * play and it is ready besides. The page looks at it itself, once a frame: what is found is no more than a frame late,
 * and nothing is put into a page by Playwright while it loads.
 *
 * @param isReady is called in the page
 */
export async function markPlayable(
  page: Page,
  mark: string,
  isReady: () => boolean = () => true,
): Promise<void> {
  // Ours has its audio in no document.
  await page.addInitScript(`{
    const isReady = ${isReady};
    const look = () => {
      const { readyState = 0 } = globalThis[Symbol.for("on-record.audio")] ?? document.querySelector("audio") ?? {};
      if (readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && isReady()) performance.mark("${mark}");
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }`);
}

/** Waits for the mark; when it was set, in milliseconds from the navigation. */
export async function waitForMark(page: Page, mark: string): Promise<number> {
  const found = await page.waitForFunction((name) => performance.getEntriesByName(name)[0]?.startTime, mark);
  return (await found.jsonValue()) ?? Number.NaN;
}
