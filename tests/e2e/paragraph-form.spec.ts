import type { Locator, Page } from "@playwright/test";
import { PARAGRAPH_LINK, PARAGRAPHS, TAKEN_IN } from "../../lib/page-contract";
import { appendRevisions } from "../../server/text/documents/append-revisions";
import { countContributions, newest, within } from "./support/contributions";
import { crash, withoutScripts } from "./support/plain";
import {
  audioSecond,
  EPISODE,
  isPlaying,
  openEpisode,
  placeOf,
  pressPlay,
  transcript,
} from "./support/reader";
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
  // One history for the fields and the tools.
  await page.keyboard.press("Control+z");
  await expect(area(page)).toHaveValue("Rust is 12th of 14.");
  await page.keyboard.press("Control+z");
  await expect(form(page).getByLabel("Speaker")).toHaveValue("Mara Lindqvist");
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+y");
  await expect(form(page).getByLabel("Speaker")).toHaveValue("Ada Newcomer");
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

test("hearing and timing leave the form where it is, and their keys work anywhere in it", async ({
  page,
}) => {
  await asContributor(page);
  await openEpisode(page, EPISODE);
  await pressPlay(page);
  await correct(page, "In the bath.");
  const top = () => form(page).evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();
  await area(page).evaluate((a: HTMLTextAreaElement) => a.setSelectionRange(0, 0));
  await page.keyboard.press("Alt+p");
  await expect.poll(() => isPlaying(page)).toBe(true);
  const heard = await audioSecond(page);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(heard + 1.5);
  expect(await top(), "hearing it does not scroll").toBe(before);
  // From the words, from the speaker, and from a button.
  await page.keyboard.press("Alt+t");
  const tap = form(page).getByRole("button", { name: /Set the time by ear|Press when you hear/ });
  await expect(tap).toContainText("Press when you hear");
  await page.keyboard.press("Escape");
  await expect(tap, "Escape leaves the tapping, not the form").toContainText("Set the time by ear");
  await form(page).getByLabel("Speaker").press("Alt+t");
  await expect(tap).toContainText("Press when you hear");
  await expect.poll(() => isPlaying(page)).toBe(true);
  await page.keyboard.press("t");
  await expect(area(page)).toHaveValue(/\\\[\d\d:\d\d\\\]/);
  expect(await isPlaying(page)).toBe(false);
  expect(await top(), "timing it does not scroll").toBe(before);
  await expect(area(page)).toBeFocused();
  await page.keyboard.type("t");
  await expect(area(page), "otherwise t is a letter").toHaveValue(/t/);
  await page.keyboard.press("Escape");
});

test("a join is shown, undone, kept and taken apart: what is sent is what is shown", {
  tag: "@once",
}, async ({ page, site }) => {
  await asContributor(page);
  const open = () => correct(page, "Didn't that happen to you?");
  await open();
  const original = await area(page).inputValue();
  const next = transcript(page).locator(PARAGRAPHS, { hasText: "That was my entire degree" });
  await form(page).getByRole("button", { name: "Join with the next" }).click();
  await expect(area(page)).toHaveValue(/happen to you\? That was my entire degree/);
  await expect(form(page)).toContainText("also stand in place of the next paragraph");
  await expect(next).toHaveAttribute(TAKEN_IN);
  await axe(page, "form[aria-label='Correct this paragraph']");
  await page.keyboard.press("Control+z");
  await expect(area(page)).toHaveValue(original);
  await expect(next).not.toHaveAttribute(TAKEN_IN);
  await page.keyboard.press("Control+Shift+z");
  await expect(next).toHaveAttribute(TAKEN_IN);

  // Closed and opened again it is joined as before, and says that it is a draft.
  await page.keyboard.press("Escape");
  await expect(next).not.toHaveAttribute(TAKEN_IN);
  await open();
  await expect(form(page)).toContainText("This is your draft, as you left it");
  await expect(area(page)).toHaveValue(/happen to you\? That was my entire degree/);
  await expect(next).toHaveAttribute(TAKEN_IN);

  // Who changes their mind is told before the next paragraph goes.
  const before = await countContributions(site.databaseUrl);
  await area(page).fill("Did that happen to you?");
  await expect(form(page)).toContainText("The next paragraph would be deleted");
  let asked = "";
  page.once("dialog", (dialog) => {
    asked = dialog.message();
    return dialog.dismiss();
  });
  await area(page).press("Control+Enter");
  await expect.poll(() => asked).toContain("Delete that paragraph?");
  expect(await countContributions(site.databaseUrl)).toBe(before);
  await form(page).getByRole("button", { name: "Leave the next paragraph as it is" }).click();
  await expect(next).not.toHaveAttribute(TAKEN_IN);
  await area(page).press("Control+Enter");
  await expect(sent(page)).toBeVisible();
  expect((await newest(site.databaseUrl))?.before).not.toContain("my entire degree");
  expect((await newest(site.databaseUrl))?.after).toContain("Did that happen to you?");
  expect((await newest(site.databaseUrl))?.after).not.toContain("my entire degree");
});

test("a speaker is kept as the words are, when it is closed and when one signs in; a draft can be thrown away", {
  tag: "@once",
}, async ({ page }) => {
  await correct(page, "Python is named after");
  const speaker = form(page).getByLabel("Speaker");
  const who = await speaker.inputValue();
  await speaker.fill("Ada Newcomer");
  await page.keyboard.press("Escape");
  await correct(page, "Python is named after");
  await expect(speaker).toHaveValue("Ada Newcomer");
  await speaker.press("Control+Enter");
  await form(page).getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: /^Casey/ }).click();
  await expect(speaker).toHaveValue("Ada Newcomer");
  await form(page).getByRole("button", { name: "Throw it away" }).click();
  await expect(speaker).toHaveValue(who);
  await expect(form(page)).not.toContainText("This is your draft");
  await page.keyboard.press("Escape");
  await correct(page, "Python is named after");
  await expect(speaker).toHaveValue(who);
  await expect(form(page)).not.toContainText("This is your draft");
});

test("where nothing can be stored, it says so, and nobody is led away from what they typed", {
  tag: "@once",
}, async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await correct(page, "Python is named after");
  const original = await area(page).inputValue();
  await area(page).fill("not to be lost");
  await expect(form(page).getByRole("alert")).toContainText("has no room for a draft");
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.keyboard.press("Escape");
  await expect(area(page), "closing it asks first").toHaveValue("not to be lost");
  await area(page).press("Control+Enter");
  await expect(form(page).getByRole("link", { name: /Sign in in another tab/ })).toHaveAttribute(
    "target",
    "_blank",
  );
  await expect(area(page)).toHaveValue("not to be lost");
  await area(page).fill(original);
});

test("two tabs at one paragraph know of each other, and neither is taken for the other", {
  tag: "@once",
}, async ({ page, context, site }) => {
  await asContributor(page);
  await correct(page, "Both are true");
  const other = await context.newPage();
  await correct(other, "Both are true");
  const original = await area(page).inputValue();
  await area(page).fill(`${original} One.`);
  await expect(form(other)).toContainText("You write at the same place in another tab");
  await area(other).fill(`${original} Two.`);
  await expect(form(page)).toContainText("You write at the same place in another tab");
  await expect(area(page)).toHaveValue(`${original} One.`);
  await area(page).press("Control+Enter");
  await expect(sent(page)).toBeVisible();
  await expect(area(other)).toHaveValue(`${original} Two.`);
  await area(other).press("Control+Enter");
  await expect(sent(other)).toContainText("It stands in place of what you sent here before");
  expect((await newest(site.databaseUrl))?.after).toContain("Two.");
  await other.close();
});

test("a draft of an older revision is sent as a change of that revision; one whose paragraph is gone is kept", {
  tag: "@once",
}, async ({ page, site }) => {
  await asContributor(page);
  await correct(page, "Who are also, to be fair");
  const original = await area(page).inputValue();
  await area(page).fill(original.replace("to be fair", "to be just"));
  await page.keyboard.press("Escape");
  const [documentId, base] = await within(site.databaseUrl, async (db) => {
    const episode = await db.episode.findFirstOrThrow({ where: { slug: "1", show: { slug: "figures" } } });
    const document = await db.document.findFirstOrThrow({
      where: { episodeId: episode.id, kind: "transcript" },
    });
    const { text } = await db.revision.findFirstOrThrow({
      where: { documentId: document.id, number: document.head },
    });
    const made = await db.$transaction((tx) =>
      appendRevisions(tx, [
        {
          ...{ documentId: document.id, base: document.head, summary: "Another's change" },
          text: text.replace("Half is not most.", "Half is not the most."),
          author: { id: null, name: "Somebody else" },
        },
      ]),
    );
    if (!made.ok) throw new Error("not appended");
    return [document.id, document.head] as const;
  });
  await correct(page, "Who are also, to be fair");
  await expect(form(page)).toContainText(`begun on revision ${base}`);
  await expect(area(page)).toHaveValue(original.replace("to be fair", "to be just"));
  await area(page).press("Control+Enter");
  await expect(sent(page)).toBeVisible();
  expect(await newest(site.databaseUrl)).toMatchObject({ base });
  // A draft of a revision that is not here any more.
  await page.evaluate(
    ([name, draft]) => localStorage.setItem(name ?? "", draft ?? ""),
    [
      `onrecord.draft paragraph ${documentId}.4`,
      JSON.stringify({ base: 9999, text: "From long ago.", idempotencyKey: "long-ago-1", at: Date.now() }),
    ],
  );
  await page.goto(`${EPISODE}?correct=4`);
  await expect(area(page)).toHaveValue("From long ago.");
  await expect(form(page)).toContainText("whose paragraph is here no more");
  await form(page).getByRole("button", { name: "Throw it away" }).click();
  await expect(area(page)).not.toHaveValue("From long ago.");
});

test("200,000 characters pasted at once, and keys that are held down", { tag: "@once" }, async ({
  page,
  site,
}) => {
  await asContributor(page);
  await correct(page, "Encourages them with a sticker");
  const original = await area(page).inputValue();
  const before = await countContributions(site.databaseUrl);
  await area(page).fill("word ".repeat(40_000));
  await page.keyboard.press("Control+z");
  await expect(area(page)).toHaveValue(original);
  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.down("Control");
  for (let i = 0; i < 5; i += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Control");
  await expect(sent(page)).toBeVisible();
  expect(await countContributions(site.databaseUrl)).toBeLessThanOrEqual(before + 1);
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
