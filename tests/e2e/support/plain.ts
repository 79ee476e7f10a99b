import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";

/** A tab without scripts, signed in as another tab is. */
export async function withoutScripts(
  page: Page,
  browser: Browser,
): Promise<{ plain: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  return { plain: await context.newPage(), close: () => context.close() };
}

/** What a form would send beside what is typed into it: the very fields that the server has put there. */
export async function hiddenFields(form: Locator): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const input of await form.locator("input[type='hidden']").all())
    fields[(await input.getAttribute("name")) ?? ""] = (await input.getAttribute("value")) ?? "";
  return fields;
}

/** Sends such fields to a page as its form would; the answer's status, and what is said in it. */
export async function sendFields(
  context: BrowserContext,
  path: string,
  fields: Record<string, string>,
  origin?: string,
): Promise<{ status: number; text: string }> {
  const response = await context.request.post(path, {
    multipart: fields,
    maxRedirects: 0,
    ...(origin ? { headers: { Origin: origin } } : {}),
  });
  return { status: response.status(), text: await response.text() };
}

/** Kills what draws a tab, as a crash does: nothing of its own runs any more. */
export async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  const devtools = await page.context().newCDPSession(page);
  // It is never answered.
  devtools.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}
