import { newest } from "./support/contributions";
import { EPISODE } from "./support/reader";
import { asContributor, expect, test } from "./support/test";

const EDIT = `${EPISODE}/edit`;
test.describe("without JavaScript", () => {
  test("the whole text is a plain form, which sends and keeps what is refused", { tag: "@once" }, async ({
    page,
    browser,
    baseURL,
    site,
  }) => {
    await asContributor(page);
    const still = await browser.newContext({
      ...(baseURL ? { baseURL } : {}),
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const plain = await still.newPage();
    await plain.goto(EDIT);
    const text = plain.getByRole("textbox", { name: "The whole text, as Markdown" });
    const original = await text.inputValue();
    await plain.getByRole("button", { name: "Send" }).click();
    await expect(plain.getByRole("main").getByRole("alert")).toContainText("nothing to send");
    await text.fill(original.replace("two hosts", "two good hosts"));
    await plain.getByLabel(/^What it changes/).fill("Praise where it is due");
    await plain.getByRole("button", { name: "Send" }).click();
    await expect(plain.getByRole("status")).toContainText("Praise where it is due");
    expect((await newest(site.databaseUrl))?.after).toContain("two good hosts");
    await still.close();
  });
});

test("fifty megabytes are refused before they are read, and the site goes on", { tag: "@once" }, async ({
  page,
  baseURL,
}) => {
  const response = await fetch(`${baseURL}${EDIT}`, {
    method: "POST",
    headers: { "Next-Action": "0".repeat(42), "Content-Type": "text/plain;charset=UTF-8" },
    body: "x".repeat(50_000_000),
  }).catch(() => null);
  expect(response?.ok ?? false).toBe(false);
  expect((await page.goto(EPISODE))?.status()).toBe(200);
});
