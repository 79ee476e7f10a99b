import { type Browser, expect, type Page } from "@playwright/test";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../../server/people/accounts/demo-people";

/** Signs in as the demonstration's contributor, then opens a page of the site. */
export const asContributor = (page: Page, next = "/") => signIn(page, DEMO_CONTRIBUTOR.name, next);

/** Signs in as the demonstration's maintainer, then opens a page of the site. */
export const asMaintainer = (page: Page, next = "/") => signIn(page, DEMO_MAINTAINER.name, next);

/** A separate tab, signed in as the demonstration's maintainer. */
export async function maintainersTab(
  browser: Browser,
  baseURL: string,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await asMaintainer(page);
  return { page, close: () => context.close() };
}

async function signIn(page: Page, name: string, next: string): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}
