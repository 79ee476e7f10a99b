import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { EPISODE } from "./support/reader";
import { expect, sendSignIn, signInByButton, test } from "./support/test";

for (const person of [DEMO_CONTRIBUTOR, DEMO_MAINTAINER]) {
  const { name, handle } = person;
  test(`one click signs in as ${name}, and one click out again`, { tag: "@once" }, async ({ page }) => {
    await signInByButton(page, person, EPISODE);
    await expect(page).toHaveURL(EPISODE);
    const account = page.getByRole("banner").getByRole("link", { name });
    await expect(account).toBeVisible();
    await page.reload();
    await expect(account, "and stays signed in").toBeVisible();

    await account.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(page.getByRole("main")).toContainText(`You are signed in as ${handle}.`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
    expect((await page.context().cookies()).some(({ name }) => /session-token/.test(name))).toBe(false);
  });
}

test("the link in the header leads back to where one was", async ({ page }) => {
  await page.goto(EPISODE);
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: DEMO_CONTRIBUTOR.name }).click();
  await expect(page).toHaveURL(EPISODE);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, allowed: [/\.js: csp$/] });

  test("one signs in and out all the same", { tag: "@once" }, async ({ page }) => {
    await signInByButton(page, DEMO_CONTRIBUTOR, EPISODE);
    await expect(page).toHaveURL(EPISODE);
    await page.goto("/sign-in");
    await expect(page.getByRole("main")).toContainText(`You are signed in as ${DEMO_CONTRIBUTOR.handle}.`);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL("/");
    await page.goto("/sign-in");
    await expect(page.getByRole("button", { name: DEMO_CONTRIBUTOR.name })).toBeVisible();
  });
});

test("the session is kept where no script can read it", { tag: "@once" }, async ({ page }) => {
  await signInByButton(page, DEMO_CONTRIBUTOR);
  const [session] = (await page.context().cookies()).filter(({ name }) => /session-token/.test(name));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session-token");
});

const BY_THE_BUTTON = [
  "//evil.example",
  "https://evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
];

const ABROAD = [
  ...BY_THE_BUTTON,
  "https://evil.example/figures",
  "\\\\evil.example",
  "https:evil.example",
  "http://localhost@evil.example",
  "@evil.example",
  ".evil.example",
];

for (const abroad of BY_THE_BUTTON) {
  test(`signing in with callbackUrl=${JSON.stringify(abroad)} stays on this site`, { tag: "@once" }, async ({
    page,
    site,
  }) => {
    const left: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== site.url) left.push(request.url());
    });
    page.on("dialog", (dialog) => left.push(dialog.message()));
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(abroad)}`);
    await page.getByRole("button", { name: DEMO_CONTRIBUTOR.name }).click();
    await expect(page.getByRole("banner").getByRole("link", { name: DEMO_CONTRIBUTOR.name })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(site.url);
    expect(left).toEqual([]);
  });
}

test("nor does the road that the buttons take lead away", { tag: "@once" }, async ({ request, site }) => {
  for (const abroad of ABROAD) {
    const answer = await sendSignIn(request, DEMO_CONTRIBUTOR.handle, abroad);
    // An invalid address is refused; any other answer leads to a page of this site.
    if (answer.ok()) {
      const { url } = (await answer.json()) as { url: string };
      expect(new URL(url, site.url).origin, abroad).toBe(site.url);
    } else {
      expect(answer.status(), abroad).toBeGreaterThanOrEqual(400);
    }
    expect(answer.headers().location, abroad).toBeUndefined();
    const away = await request.get(`/api/auth/signin?callbackUrl=${encodeURIComponent(abroad)}`, {
      maxRedirects: 0,
    });
    expect(new URL(away.headers().location ?? "/", site.url).origin, abroad).toBe(site.url);
  }
});

test("nobody signs in as somebody who is not of the demonstration", { tag: "@once" }, async ({ request }) => {
  for (const handle of ["root", "", "DEMO-MAINTAINER", "demo-maintainer' OR 1=1"]) {
    const answer = await sendSignIn(request, handle, "/");
    expect(answer.status(), handle).toBe(401);
  }
  expect(await (await request.get("/api/auth/session")).json()).toEqual({});
});

test("nobody signs in without this site's own token", { tag: "@once" }, async ({ request }) => {
  await request.post("/api/auth/callback/demo", {
    form: { handle: DEMO_MAINTAINER.handle, callbackUrl: "/", json: "true" },
  });
  expect(await (await request.get("/api/auth/session")).json()).toEqual({});
});

test("what went wrong is said, and nothing else that an address says", { tag: "@once" }, async ({ page }) => {
  await page.goto("/sign-in?error=CredentialsSignin");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(
    "That person is not in the demonstration.",
  );
  await page.goto("/sign-in?error=<b>Your%20account%20is%20closed</b>");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/Signing in failed\./);
  await expect(page.getByText("Your account is closed")).toHaveCount(0);
  for (const error of ["constructor", "__proto__", "toString"]) {
    await page.goto(`/sign-in?error=${error}`);
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(/Signing in failed\./);
  }
});
