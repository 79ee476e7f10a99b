import type { Locator, Page } from "@playwright/test";
import { PARAGRAPH_LINK, PARAGRAPHS } from "../../lib/page-contract";
import { countContributions, newest } from "./support/contributions";
import { crash, withoutScripts } from "./support/plain";
import { audioSecond, EPISODE, isPlaying, openEpisode, placeOf, transcript } from "./support/reader";
import { asContributor, axe, expect, test } from "./support/test";

const form = (page: Page): Locator => page.getByRole("form", { name: "Correct this paragraph" });
const area = (page: Page): Locator => form(page).getByRole("textbox", { name: /^Words/ });
const sent = (page: Page): Locator => page.getByRole("status").filter({ hasText: /^Sent\./ });

/** Opens the form of the paragraph that contains a text, with the reader's key. */
async function correct(page: Page, text: string): Promise<void> {
  await openEpisode(page, EPISODE);
  await placeOf(page, text);
  await transcript(page).locator(PARAGRAPHS, { hasText: text }).locator(`[${PARAGRAPH_LINK}]`).focus();
  await page.keyboard.press("e");
  await expect(area(page)).toBeFocused();
}

test("the paragraph's menu leads to its form: words, speaker and a link", async ({ page, site }) => {
  await asContributor(page);
  await openEpisode(page, EPISODE);
  await placeOf(page, "Rust is 12th of 14");
  await transcript(page)
    .locator(PARAGRAPHS, { hasText: "Rust is 12th of 14" })
    .locator(`[${PARAGRAPH_LINK}]`)
    .press("Enter");
  await page.getByRole("button", { name: "Correct this paragraph" }).click();
  await expect(area(page)).toHaveValue("Rust is 12th of 14.");
  await axe(page, "form[aria-label='Correct this paragraph']");

  await form(page).getByLabel("Speaker").fill("Ada Newcomer");
  await area(page).evaluate((a: HTMLTextAreaElement) => a.setSelectionRange(0, 4));
  await form(page).getByRole("button", { name: "Link" }).click();
  await page.keyboard.type("https://www.rust-lang.org/");
  await page.keyboard.press("Enter");
  await expect(area(page)).toHaveValue("[Rust](https://www.rust-lang.org/) is 12th of 14.");
  await area(page).press("Control+Enter");
  await expect(sent(page)).toBeVisible();
  expect(await newest(site.databaseUrl)).toMatchObject({
    channel: "paragraph",
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
  const tap = form(page).getByRole("button", { name: /Set the time by ear|Press when you hear/ });
  await tap.press("t");
  await expect(tap).toContainText("Press when you hear “meters”");
  await expect.poll(() => isPlaying(page)).toBe(true);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(66);
  await tap.press("t");
  await expect(area(page)).toHaveValue(/two \\\[01:\d\d\\\] meters tall/);
  expect(await isPlaying(page)).toBe(false);
  await area(page).press("Control+Enter");
  await expect(sent(page)).toContainText("Set a timestamp at");
  expect((await newest(site.databaseUrl))?.after).toMatch(/two \\\[01:\d\d\\\] meters tall/);
});

test("a paragraph is split, joined with the next, and removed", { tag: "@once" }, async ({ page, site }) => {
  await asContributor(page);
  await correct(page, "Carry on.");
  await form(page).getByRole("button", { name: "Join with the next" }).click();
  await expect(area(page)).toHaveValue(/Carry on\. The report is called/);
  await area(page).press("Control+Enter");
  await expect(sent(page)).toContainText("Join two paragraphs");

  await correct(page, "In the bath.");
  await area(page).evaluate((a: HTMLTextAreaElement) => {
    const at = a.value.indexOf("Always. In the bath");
    a.setSelectionRange(at, at);
  });
  await form(page).getByRole("button", { name: "Split here" }).click();
  await page.keyboard.type("**Mara Lindqvist:** ");
  await area(page).press("Control+Enter");
  await expect(sent(page)).toContainText("Split a paragraph");
  expect((await newest(site.databaseUrl))?.after).toMatch(
    /Python\?\n\n\*\*Mara Lindqvist:\*\* Always\. In the bath/,
  );

  await correct(page, "Who are also, to be fair");
  page.on("dialog", (dialog) => dialog.accept());
  await form(page).getByRole("button", { name: "Remove the paragraph" }).click();
  await expect(sent(page)).toContainText("Remove 1 paragraph");
  expect((await newest(site.databaseUrl))?.after).toBe("");
});

test("what is refused stays where it is, with what to do; a draft outlives a crash", {
  tag: "@once",
}, async ({ page, context, site }) => {
  await asContributor(page);
  await correct(page, "Python is named after");
  const before = await countContributions(site.databaseUrl);
  const original = await area(page).inputValue();
  const refused = async (text: string, because: string) => {
    await area(page).fill(text);
    await area(page).press("Control+Enter");
    await expect(form(page).getByRole("alert")).toContainText(because);
    await expect(area(page)).toHaveValue(text);
  };
  await area(page).press("Control+Enter");
  await expect(form(page).getByRole("alert")).toContainText("Change something first");
  await refused(`${original}\u0007`, "invisible control characters");
  await form(page).evaluate((element) => {
    const much = Object.assign(document.createElement("input"), { type: "hidden", name: "message" });
    much.value = "x".repeat(3_600_000);
    element.append(much);
  });
  await refused("As much as nobody types by hand", "Send it in parts");
  await form(page).evaluate((element) => element.querySelector("[name='message']")?.remove());
  await refused("**Eve:** was here", "Set the speaker in its own field");
  await form(page).getByLabel("Speaker").fill("Eve:** x");
  await area(page).fill("was here");
  await area(page).press("Control+Enter");
  await expect(form(page).getByRole("alert")).toContainText("one line without asterisks");
  expect(await countContributions(site.databaseUrl)).toBe(before);
  await crash(page);

  const again = await context.newPage();
  await correct(again, "Python is named after");
  await expect(area(again)).toHaveValue("was here");
  await area(again).fill(original);
  await again.keyboard.press("Escape");
  await expect(form(again)).toBeHidden();
});

test("without JavaScript a paragraph has a form of its own", { tag: "@once" }, async ({
  page,
  browser,
  site,
}) => {
  await asContributor(page);
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto(`${EPISODE}/report?p=4`);
  await plain.getByRole("link", { name: "correct it yourself" }).click();
  await area(plain).fill("Python is named\n\nafter the comedians, Mara.");
  await form(plain).getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status")).toContainText("Split a paragraph");
  expect((await newest(site.databaseUrl))?.after).toBe(
    "**Tom Okafor:** Python is named\n\nafter the comedians, Mara.\n\n",
  );
  await close();
});
