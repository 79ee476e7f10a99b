import type { Page } from "@playwright/test";

/** Waits as long as a contribution has to be in sight before it can be decided: components/review/desk-store. */
export const inSight = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((after) => setTimeout(after, 400)));
