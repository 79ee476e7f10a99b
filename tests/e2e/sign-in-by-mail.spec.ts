import { startMailbox } from "../support/mailbox";
import { startSite } from "../support/site";
import { axe, expect, test } from "./support/test";

// A site that sends mail through a real SMTP server, and asks GitHub; such a site has no demonstration's people.
test("a link sent by mail signs a newcomer in, under a handle made from the address", {
  tag: "@once",
}, async ({ page }) => {
  const mailbox = await startMailbox();
  const site = await startSite({
    env: {
      SMTP_URL: mailbox.url,
      MAIL_FROM: "On Record <record@example.org>",
      GITHUB_ID: "id",
      GITHUB_SECRET: "s",
    },
  });
  try {
    await page.goto(`${site.url}/sign-in?callbackUrl=/figures/1`);
    await axe(page);
    await expect(page.getByRole("button", { name: "Continue with GitHub" })).toBeVisible();
    await expect(page.getByText("demo contributor")).toHaveCount(0);

    await page.getByLabel("E-mail address").fill("Ada.Lowe@example.org");
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page.getByRole("status")).toContainText("A link is on its way");

    const mail = await mailbox.next();
    expect(mail.to).toEqual(["ada.lowe@example.org"]);
    const link = /https?:\/\/\S*callback\/email\S*/.exec(mail.text)?.[0] ?? "no link";
    await page.goto(link);
    await expect(page).toHaveURL(`${site.url}/figures/1`);
    await expect(page.getByRole("link", { name: "ada-lowe" })).toBeVisible();

    await page.context().clearCookies();
    await page.goto(link);
    await expect(page.getByRole("alert").filter({ hasText: "has been used or has expired" })).toBeVisible();

    // Nobody fills somebody else's mailbox.
    for (let asked = 1; asked < 5; asked += 1) {
      await page.goto(`${site.url}/sign-in`);
      await page.getByLabel("E-mail address").fill(`ada.lowe+${asked}@example.org`);
      await page.getByRole("button", { name: "Send me a link" }).click();
      if (asked < 4) await expect(page.getByRole("status")).toContainText("A link is on its way");
    }
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Too many links were asked for");
    for (let sent = 1; sent < 4; sent += 1) await mailbox.next();
  } finally {
    // Leave, so that no request of the page fails when the site stops.
    await page.goto("about:blank");
    await site.stop();
    await mailbox.stop();
  }
});
