import { within } from "./support/contributions";
import { asContributor, axe, expect, test } from "./support/test";

test("settings are for those who are signed in, and come back to afterwards", { tag: "@once" }, async ({
  page,
}) => {
  await page.goto("/settings/tokens");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%?2?F?\/?settings/);
});

test("a token is made, seen once, and revoked", async ({ page }) => {
  await asContributor(page, "/settings");
  await expect(page.getByText("You have no tokens.")).toBeVisible();
  await page.getByLabel("Name").fill("My <b>laptop</b>");
  await page.getByLabel("Name").press("Enter");
  const shown = page.getByRole("textbox", { name: /cannot be shown again/ });
  await expect(shown).toHaveValue(/^onr_[0-9a-f]{48}$/);
  const token = await shown.inputValue();
  const mine = page.getByRole("list", { name: "Your tokens" }).getByRole("listitem");
  await expect(mine).toHaveCount(1);
  await expect(mine).toContainText("My <b>laptop</b>");
  await expect(mine).toContainText("for contribute · made");
  await axe(page);

  await page.reload();
  await expect(mine).toHaveCount(1);
  expect(await page.content()).not.toContain(token);

  await page.getByRole("button", { name: "Revoke My <b>laptop</b>" }).click();
  await expect(page.getByText("You have no tokens.")).toBeVisible();
  await axe(page);
});

test("a token without a purpose is refused, with what to do", { tag: "@once" }, async ({ page }) => {
  await asContributor(page, "/settings");
  await page.getByLabel("Name").fill("Nothing");
  await page.getByLabel("Contribute, also by git push").uncheck();
  await page.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/Choose at least one/);
  await expect(page.getByText("You have no tokens.")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test("a token is made, seen once, and revoked all the same", { tag: "@once" }, async ({
    page,
    browser,
    baseURL,
  }) => {
    await asContributor(page);
    const still = await browser.newContext({
      ...(baseURL ? { baseURL } : {}),
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const plain = await still.newPage();
    await plain.goto("/settings");
    await plain.getByLabel("Name").fill("Without");
    await plain.getByRole("button", { name: "Make a token" }).click();
    await expect(plain.getByRole("textbox", { name: /cannot be shown again/ })).toHaveValue(/^onr_/);
    await plain.getByRole("button", { name: "Revoke Without" }).click();
    await expect(plain.getByText("You have no tokens.")).toBeVisible();
    await still.close();
  });
});

test("one's own address stands on one's commits only where one says so", { tag: "@once" }, async ({
  page,
  site,
}) => {
  await asContributor(page, "/settings");
  await expect(page.getByText("sign in by e-mail once")).toBeVisible();
  await within(site.databaseUrl, (db) =>
    db.user.update({
      where: { handle: "demo-contributor" },
      data: { email: "casey@example.org", emailVerified: new Date() },
    }),
  );
  await page.reload();
  const box = page.getByRole("checkbox", { name: /^Use casey@example\.org/ });
  await expect(box).not.toBeChecked();
  await box.check();
  await page.getByRole("button", { name: "Save the address" }).click();
  await expect
    .poll(() => within(site.databaseUrl, (db) => db.user.count({ where: { showEmail: true } })))
    .toBe(1);
  await page.reload();
  await expect(box).toBeChecked();
});
