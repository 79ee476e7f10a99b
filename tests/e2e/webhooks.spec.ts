import { openDatabase } from "../../server/db";
import { asContributor, asMaintainer, axe, expect, test } from "./support/test";

test("a show's owner has an address told of contributions; nobody else sees that there is such a page", async ({
  page,
  site,
  allowed,
}) => {
  const db = openDatabase(site.databaseUrl);
  await db.showRole.updateMany({ where: { user: { handle: "demo-maintainer" } }, data: { role: "owner" } });
  await db.$disconnect();
  await asMaintainer(page, "/figures/settings/webhooks");
  await expect(page.getByText("This show has no webhooks.")).toBeVisible();
  await page.getByLabel("Address").fill("https://hooks.example.org/a?b=<c>");
  await page.getByLabel("A contribution is proposed").uncheck();
  await page.getByRole("button", { name: "Add a webhook" }).click();
  const mine = page.getByRole("list", { name: "The show’s webhooks" }).getByRole("listitem");
  await expect(mine).toContainText("https://hooks.example.org/a?b=<c>");
  await expect(mine).toContainText("Events: accepted");
  await page.getByText("Secret", { exact: true }).click();
  await expect(mine.getByText(/^whsec_/)).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("This show has no webhooks.")).toBeVisible();

  allowed.push(/404/);
  await page.context().clearCookies();
  await asContributor(page);
  expect((await page.goto("/figures/settings/webhooks"))?.status()).toBe(404);
});
