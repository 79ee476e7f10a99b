import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";

/** A tab without scripts, with the session of another tab. */
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

/** The hidden fields that the server has put into a form. */
export async function hiddenFields(form: Locator): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const input of await form.locator("input[type='hidden']").all())
    fields[(await input.getAttribute("name")) ?? ""] = (await input.getAttribute("value")) ?? "";
  return fields;
}

/** Sends fields to a page as its form would. Returns the answer's status and message. */
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

/** Kills a tab's renderer, as a crash does: none of its code runs any more. */
export async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  const devtools = await page.context().newCDPSession(page);
  // This command never returns.
  devtools.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}
