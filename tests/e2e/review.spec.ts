import type { Page } from "@playwright/test";
import { type Database, openDatabase } from "../../server/db";
import { accept } from "../../server/work/contributions/accept";
import { grant, headText, person } from "../server/contributions/stage";
import { inSight } from "./support/in-sight";
import { audioSecond, isPlaying, onAudio } from "./support/reader";
import { makeReviewedShow, REVIEWED, REVIEWED_TEXT, sendIn } from "./support/review-show";
import { asMaintainer, axe, expect, test } from "./support/test";

let db: Database;
let documentId: number;
let showId: number;

test.beforeAll(async ({ site }) => {
  db = openDatabase(site.databaseUrl);
  ({ showId, documentId } = await makeReviewedShow(db));
});
test.afterAll(() => db.$disconnect());

const heading = (page: Page) => page.getByRole("article").getByRole("heading", { level: 2 });
const rows = (page: Page) => page.getByRole("form", { name: "Queue", exact: true }).getByRole("listitem");
const text = () => headText(db, documentId);

test("a day's queue is decided by keyboard alone @once", async ({ page }) => {
  for (const [from, to] of [
    ["four thousand", "five thousand"],
    ["within a week", "within the week"],
    ["surprised us", "surprised all of us"],
    ["tell you", "say"],
    ["listen more", "hear more"],
  ] as const)
    await sendIn(db, { documentId, from, to });
  await asMaintainer(page, "/review");
  await expect(rows(page)).toHaveCount(5);
  await expect(heading(page)).toHaveText(/Correct “four” to “five”/);
  await expect(page.locator("ins")).toContainText("five");
  await axe(page);

  // Next and previous; choosing plays from just before the changed words.
  await page.keyboard.press("n");
  await expect(heading(page)).toHaveText(/Correct “a” to “the”/);
  await expect.poll(() => isPlaying(page)).toBe(true);
  const at = await audioSecond(page);
  expect(at).toBeGreaterThan(3);
  expect(at).toBeLessThan(12);
  await page.keyboard.press("Space");
  await expect.poll(() => isPlaying(page)).toBe(false);
  await page.keyboard.press("p");
  await expect(heading(page)).toHaveText(/Correct “four” to “five”/);
  await inSight(page);

  // Accepted; the next one appears.
  await page.keyboard.press("a");
  await expect(heading(page)).toHaveText(/Correct “a” to “the”/);
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByText(/Accepted\./)).toBeVisible();
  expect(await text()).toBe(REVIEWED_TEXT.replace("four thousand", "five thousand"));

  // Undone: open again, and its words are reverted.
  await page.keyboard.press("u");
  await expect(heading(page)).toHaveText(/Correct “four” to “five”/);
  await expect(rows(page)).toHaveCount(5);
  expect(await text()).toBe(REVIEWED_TEXT);

  // Edited and accepted.
  await page.keyboard.press("e");
  const edited = page.getByLabel("The final text, as Markdown");
  await expect(edited).toBeFocused();
  await edited.fill("**Ana:** \\[00:01\\] We asked six thousand people what they read.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByText(/Accepted\./)).toBeVisible();
  expect(await text()).toContain("six thousand");

  // Rejected, with a prepared reason.
  await inSight(page);
  await page.keyboard.press("r");
  await expect(page.getByRole("button", { name: "That is not what is said in the audio." })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Rejected\./)).toBeVisible();
  await expect(rows(page)).toHaveCount(3);

  // Sent back, with a comment on what to change.
  await page.keyboard.press("c");
  await page.keyboard.type("Please listen again: a n p c r u are letters here.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Sent back\./)).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  const told = await db.notice.findMany({ where: { contributionId: { not: null } }, orderBy: { id: "asc" } });
  expect(told.map(({ kind, text }) => [kind, text])).toEqual(
    expect.arrayContaining([
      ["rejected", "That is not what is said in the audio."],
      ["changes_requested", "Please listen again: a n p c r u are letters here."],
    ]),
  );

  // The last two together, once each was in sight.
  await expect(page.getByText("2 waiting")).toBeVisible();
  await inSight(page);
  await page.getByLabel("Select all on this page").check();
  await page.getByRole("button", { name: "Accept ticked" }).press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "One of them was not on this desk yet",
  );
  await expect(heading(page)).toHaveText(/Correct “listen” to “hear”/);
  await expect(rows(page)).toHaveCount(2);
  await inSight(page);
  await page.getByRole("button", { name: "Accept ticked" }).press("Enter");
  await expect(page.getByText(/Accepted together\./)).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  expect(await text()).toContain("hear more");
});

test("a key that is held down decides nothing that was not seen; the loop plays a change slowly @once", async ({
  page,
}) => {
  for (const [from, to] of [
    ["which is quick", "which was quick"],
    ["How many", "How much"],
    ["So what", "Now what"],
  ] as const)
    await sendIn(db, { documentId, from, to });
  await asMaintainer(page, "/review");
  await expect(rows(page)).toHaveCount(3);
  await inSight(page);
  for (let i = 0; i < 20; i += 1) await page.keyboard.down("a");
  await page.keyboard.up("a");
  await expect(page.getByText(/Accepted\./)).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  // Two presses faster than anybody sees decide one.
  await inSight(page);
  await page.keyboard.press("a");
  await page.keyboard.press("a");
  await expect(rows(page)).toHaveCount(1);
  await expect(heading(page)).toHaveText(/So/);

  await page.keyboard.press("l");
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await onAudio(page, ({ playbackRate }) => playbackRate)).toBe(0.75);
  await page.keyboard.press("s");
  expect(await onAudio(page, ({ playbackRate }) => playbackRate)).toBe(0.6);
  // Turned off, the audio goes on as it did before.
  await page.keyboard.press("l");
  await expect.poll(() => onAudio(page, ({ playbackRate }) => playbackRate)).toBe(1);

  // A decision that comes after the session has ended is made once somebody has signed in.
  await inSight(page);
  await page.context().clearCookies();
  await page.keyboard.press("r");
  await page.getByLabel("Or in your own words").fill("It is said so.");
  await page.keyboard.press("Control+Enter");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("Your decision is kept");
  await expect(heading(page)).toHaveText(/So/);
  await alert.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /^Morgan/ }).click();
  await expect(page.getByText(/Rejected\./)).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  expect(await db.contribution.count({ where: { status: "open" } })).toBe(0);
});

test("who comes from a notice reviews at once; what is decided says so; several are rejected with one reason @once", async ({
  page,
}) => {
  const ids = [];
  for (const [from, to] of [
    ["four thousand", "4,000"],
    ["in the end", "at last"],
    ["what they read", "what they hear"],
  ] as const)
    ids.push(await sendIn(db, { documentId, from, to }));
  await asMaintainer(page, `/contributions/${ids[0]}`);
  await page.getByRole("link", { name: "Review this" }).click();
  await expect(heading(page)).toHaveText(/4,000/);
  await expect(page.getByRole("form", { name: "Queue", exact: true })).not.toContainText("is reviewing it");
  await page.reload();
  await expect(page.getByRole("form", { name: "Queue", exact: true }), "never by oneself").not.toContainText(
    "is reviewing it",
  );
  await inSight(page);
  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Rejected\./)).toBeVisible();

  await page.goto(`/review?id=${ids[0]}`);
  await expect(page.getByText(/needs no decision: rejected by Morgan/)).toBeVisible();
  await expect(page.getByRole("link", { name: "See what became of it" })).toHaveAttribute(
    "href",
    `/contributions/${ids[0]}`,
  );
  await page.getByRole("button", { name: "Show the first of 2 that wait" }).click();
  await expect(heading(page)).toHaveText(/in the end|at last/);

  await page.getByLabel("Select all on this page").check();
  await page.locator("summary", { hasText: "Reject ticked" }).click();
  await expect(page.getByText("These 2 would be rejected:")).toBeVisible();
  await page.locator("form[aria-label='Queue'] textarea").fill("Not in this way.");
  await axe(page);
  await page.getByRole("button", { name: "Reject these 2" }).click();
  await expect(page.getByText(/Rejected together/)).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  expect(await db.review.count({ where: { decision: "reject", comment: "Not in this way." } })).toBe(2);
});

test("a conflict is shown from all sides and settled in place @once", async ({ page }) => {
  const id = await sendIn(db, { documentId, from: "**Ana:** Nearly all", to: "**Ana:** Almost all" });
  const other = await sendIn(db, { documentId, from: "**Ana:** Nearly all", to: "**Ana:** Just about all" });
  const mo = await person(db, "mo");
  await grant(db, mo, showId, "maintainer");
  await accept(db, { id: other, version: 1, reviewer: mo });
  await asMaintainer(page, `/review?id=${id}`);
  await expect(page.getByText("The same words were changed since")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Accept a?$/ })).toHaveCount(0);
  const sides = page.getByRole("definition");
  await expect(sides.nth(0)).toContainText("Nearly all");
  await expect(sides.nth(1).locator("ins")).toContainText("Just about");
  await expect(sides.nth(2).locator("ins")).toContainText("Almost");
  await axe(page);
  const settled = page.getByLabel("The final text, as Markdown");
  await settled.fill((await settled.inputValue()).replace("Almost", "Just about"));
  await settled.fill((await settled.inputValue()).replace("Just about", "Very nearly"));
  await page.getByRole("button", { name: "Accept as resolved" }).click();
  await expect(page.getByText(/Accepted\./)).toBeVisible();
  expect(await text()).toContain("**Ana:** Very nearly all");
});

test("of two maintainers at once one wins, and the other is told @once", async ({ page }) => {
  const id = await sendIn(db, { documentId, from: "in the end", to: "at the end" });
  await asMaintainer(page, `/review?id=${id}`);
  await expect(heading(page)).toBeVisible();
  const max = await person(db, "max");
  await grant(db, max, showId, "maintainer");
  expect(await accept(db, { id, version: 1, reviewer: max })).toMatchObject({ ok: true });
  await inSight(page);
  await page.keyboard.press("a");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/It was decided or withdrawn already/);
  await expect(rows(page)).toHaveCount(0);
});

test("without scripts the same forms decide, and a revision is taken back from its page @once", async ({
  page,
  browser,
  baseURL,
}) => {
  const id = await sendIn(db, { documentId, from: "So what did", to: "And what did" });
  await asMaintainer(page);
  const still = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await still.newPage();
  await plain.goto(`/review?show=${REVIEWED}&id=${id}`);
  const deciding = plain.getByRole("article");
  await deciding.getByRole("button", { name: /^Accept a?$/ }).click();
  await expect(plain.getByText("Accepted.", { exact: true })).toBeVisible();
  expect(await text()).toContain("And what did");
  await plain.getByRole("button", { name: /Undo/ }).click();
  await expect(plain.getByText("Decision undone: the contribution is open again.")).toBeVisible();
  expect(await text()).toContain("So what did");
  await deciding.locator("summary", { hasText: "Reject" }).click();
  await plain.getByRole("button", { name: "This is spam." }).click();
  await expect(plain.getByText(/Rejected\./)).toBeVisible();

  // The first revision has no predecessor; the last one is reverted.
  await plain.goto(`/${REVIEWED}/1/history/1`);
  await expect(plain.getByText("no earlier revision to compare it with")).toBeVisible();
  await expect(plain.getByText("Revert this revision")).toHaveCount(0);
  await plain.goto(`/${REVIEWED}/1/history`);
  await plain.getByRole("link", { name: /Correct “in” to “at”/ }).click();
  await plain.getByText("Revert this revision").click();
  await plain.getByRole("button", { name: "Revert", exact: true }).click();
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText(/Revert “Correct “in” to “at”/);
  expect(await text()).toContain("in the end");
  await still.close();
  for (const path of ["history", "history/2", "history/credit"]) {
    await page.goto(`/${REVIEWED}/1/${path}`);
    await axe(page);
  }
});
