import type { Locator, Page } from "@playwright/test";
import { newest } from "./support/contributions";
import { audioSecond, EPISODE, isPlaying, openEpisode, placeOf, transcript } from "./support/reader";
import { asContributor, axe, expect, test } from "./support/test";

const form = (page: Page): Locator => page.getByRole("form", { name: "Correct this paragraph" });
const area = (page: Page): Locator => form(page).getByRole("textbox", { name: /^Words/ });
const sent = (page: Page): Locator => page.getByRole("status").filter({ hasText: /^Sent\./ });

/** Opens the form of the paragraph that holds a text, by the key of the reader. */
async function correct(page: Page, text: string): Promise<void> {
  await openEpisode(page, EPISODE);
  await placeOf(page, text);
  await transcript(page).locator("[id^='p']", { hasText: text }).locator("[data-paragraph]").focus();
  await page.keyboard.press("e");
  await expect(area(page)).toBeFocused();
}

test("the paragraph's menu leads to its form: words, speaker and a link", { tag: "@once" }, async ({
  page,
  site,
}) => {
  await asContributor(page);
  await openEpisode(page, EPISODE);
  await placeOf(page, "Rust is 12th of 14");
  await transcript(page)
    .locator("[id^='p']", { hasText: "Rust is 12th of 14" })
    .locator("[data-paragraph]")
    .press("Enter");
  await page.getByRole("button", { name: "Correct this paragraph" }).click();
  await expect(area(page)).toHaveValue("Rust is 12th of 14.");
  await axe(page);

  await form(page).getByLabel("Speaker").fill("Ada Newcomer");
  await area(page).evaluate((a: HTMLTextAreaElement) => a.setSelectionRange(0, 4));
  await form(page).getByRole("button", { name: "Link" }).click();
  await page.keyboard.type("https://www.rust-lang.org/");
  await page.keyboard.press("Enter");
  await expect(area(page)).toHaveValue("[Rust](https://www.rust-lang.org/) is 12th of 14.");
  await area(page).press("Control+Enter");
  await expect(sent(page)).toBeVisible();
  expect(await newest(site.databaseUrl)).toMatchObject({
    form: "paragraph",
    before: "**Mara Lindqvist:** Rust is 12th of 14.\n\n",
    after: "**Ada Newcomer:** [Rust](https://www.rust-lang.org/) is 12th of 14.\n\n",
  });
});

test("a word is timed by ear", { tag: "@once" }, async ({ page, site }) => {
  await asContributor(page);
  await correct(page, "Both are true");
  await area(page).evaluate((a: HTMLTextAreaElement) => {
    const at = a.value.indexOf("meters");
    a.setSelectionRange(at, at);
  });
  const tap = form(page).getByRole("button", { name: /Tap to time|Press as you hear/ });
  await tap.press("t");
  await expect(tap).toContainText("Press as you hear “meters”");
  await expect.poll(() => isPlaying(page)).toBe(true);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(66);
  await tap.press("t");
  await expect(area(page)).toHaveValue(/two \\\[01:\d\d\\\] meters tall/);
  expect(await isPlaying(page)).toBe(false);
  await area(page).press("Control+Enter");
  await expect(sent(page)).toContainText("Set a timestamp at");
  expect((await newest(site.databaseUrl))?.after).toMatch(/two \\\[01:\d\d\\\] meters tall/);
});

test("without JavaScript a paragraph has a form of its own", { tag: "@once" }, async ({
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
  await plain.goto(`${EPISODE}/report?p=4`);
  await plain.getByRole("link", { name: "Correct it yourself" }).click();
  await area(plain).fill("Python is named\n\nafter the comedians, Mara.");
  await form(plain).getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status")).toContainText("Split a paragraph");
  expect((await newest(site.databaseUrl))?.after).toBe(
    "**Tom Okafor:** Python is named\n\nafter the comedians, Mara.\n\n",
  );
  await still.close();
});
