import { type APIRequestContext, type APIResponse, type Browser, expect, type Page } from "@playwright/test";
import { openDatabase } from "../../../server/db";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../../server/people/accounts/demo-people";
import { makeSignInLink } from "../../../server/people/accounts/make-sign-in-link";

/** Signs in as the demonstration's contributor, then opens a page of the site. */
export const asContributor = (page: Page, next = "/") => signIn(page, DEMO_CONTRIBUTOR.handle, next);

/** Signs in as the demonstration's maintainer, then opens a page of the site. */
export const asMaintainer = (page: Page, next = "/") => signIn(page, DEMO_MAINTAINER.handle, next);

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

/** An administrator of the tests: the demonstration's people never are. */
export const ADMINISTRATOR = { handle: "robin", name: "Robin (administrator)" } as const;

/** Signs in as a site's administrator, by a link as an administrator hands it out, then opens a page of the site. */
export async function asAdministrator(page: Page, site: { readonly databaseUrl: string }, next = "/") {
  const db = openDatabase(site.databaseUrl);
  const { handle, name } = ADMINISTRATOR;
  const admin = await db.user.upsert({
    where: { handle },
    create: { handle, name, admin: true },
    update: { admin: true },
  });
  const secret = await makeSignInLink(db, { userId: admin.id, makerName: name });
  await db.$disconnect();
  const { request } = page.context();
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await request.post("/api/auth/callback/link", {
    form: { secret, csrfToken, callbackUrl: next, json: "true" },
    maxRedirects: 0,
  });
  expect(answer.status(), "signing in as the administrator").toBe(200);
  await page.goto(next);
}

/** Signs in by the page, as a person does, and waits until it has led on. */
export async function signInByButton(page: Page, { name }: { name: string }, next = "/"): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Sends what the page's button sends. */
export async function sendSignIn(
  request: APIRequestContext,
  handle: string,
  callbackUrl: string,
): Promise<APIResponse> {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  return request.post("/api/auth/callback/demo", {
    form: { handle, callbackUrl, csrfToken, json: "true" },
    maxRedirects: 0,
  });
}

/** Without the page, which is opened often enough by the tests of signing in. */
async function signIn(page: Page, handle: string, next: string): Promise<void> {
  const answer = await sendSignIn(page.context().request, handle, next);
  expect(answer.status(), `signing in as ${handle}`).toBe(200);
  await page.goto(next);
}
