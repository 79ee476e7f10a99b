import type { Locator, Page } from "@playwright/test";
import { DEMO_CONTRIBUTOR } from "../../server/people/accounts/demo-people";
import { countVersions, newest, within } from "./support/contributions";
import { inSight } from "./support/in-sight";
import { crash, withoutScripts } from "./support/plain";
import {
  audioSecond,
  EPISODE,
  isPlaying,
  noteSeeks,
  onAudio,
  openEpisode,
  transcript,
} from "./support/reader";
import { asContributor, asMaintainer, axe, expect, maintainersTab, test } from "./support/test";

const form = (page: Page): Locator => page.getByRole("form", { name: /^Fill the gap/ });
const field = (page: Page): Locator => form(page).getByRole("textbox", { name: "What you hear" });
const sent = (page: Page): Locator =>
  page.getByRole("status").filter({ hasText: /^(?:Sent|It was sent already)\./ });
const gapAt = (page: Page, time: string): Locator =>
  page.getByRole("button", { name: `Gap at ${time}: hear it` });

async function openGap(page: Page, time: string, address = EPISODE): Promise<void> {
  await openEpisode(page, address);
  await gapAt(page, time).click();
  await expect(field(page)).toBeFocused();
}

test("a gap is filled by keys alone: three of them beside the words", async ({ page, site }, info) => {
  await asContributor(page);
  await openEpisode(page, EPISODE);
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await press("g");
  await expect(gapAt(page, "1:12")).toBeFocused();
  await press("Enter");
  await expect(field(page)).toBeFocused();

  // It starts three seconds before the gap, slowly.
  await expect.poll(() => isPlaying(page)).toBe(true);
  const rate = () => onAudio(page, ({ playbackRate }) => playbackRate);
  expect(await rate()).toBe(0.75);
  const gap = 72 + 25 / 30;
  const second = await audioSecond(page);
  expect(second).toBeGreaterThan(gap - 3.1);
  expect(second).toBeLessThan(gap + 3.1);
  await axe(page, "form[aria-label^='Fill the gap']");

  await page.keyboard.type(`an intern ${info.project.name}`);
  await press("Enter");
  await expect(sent(page)).toContainText("Your words for the gap at 1:12 are waiting for review");
  expect(keys).toBeLessThanOrEqual(6);

  const stored = await newest(site.databaseUrl);
  expect(stored).toMatchObject({ author: "Casey (demo contributor)", channel: "gap", signed: true });
  expect(stored?.after).toContain(`Because I picture an intern ${info.project.name} filling it in twice.`);
  await expect(sent(page).getByRole("link")).toHaveAttribute("href", `/contributions/${stored?.id}`);
  // The next gap has the focus, and `g` comes to this one no more.
  await expect(gapAt(page, "2:30")).toBeFocused();
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press("g");
    await expect(gapAt(page, "1:12")).not.toBeFocused();
  }
  // The audio is back in the state in which the listener left it.
  expect(await isPlaying(page)).toBe(false);
  expect(await rate()).toBe(1);
});

test("the loop turns back at its end; keys replay it, slow it down and widen it", { tag: "@once" }, async ({
  page,
}) => {
  await openGap(page, "1:12");
  const at = 72 + 25 / 30;
  // Near its end it turns back to its beginning.
  await onAudio(
    page,
    (audio, to: number) => {
      audio.currentTime = to;
    },
    at + 2.6,
  );
  await expect.poll(() => audioSecond(page)).toBeLessThan(at - 1);
  expect(await isPlaying(page)).toBe(true);
  await field(page).press("ArrowDown");
  expect(await onAudio(page, ({ playbackRate }) => playbackRate)).toBe(0.6);
  const seeks = await noteSeeks(page);
  await field(page).press("ArrowUp");
  expect((await seeks()).at(-1), "it begins where the wider loop does").toBeCloseTo(at - 5, 1);
  await expect(form(page).getByRole("group", { name: "The loop" })).toContainText("±5 s");
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(at - 4.6);
  const before = (await seeks()).length;
  await field(page).press("Alt+p");
  const replayed = (await seeks()).slice(before);
  expect(replayed.length).toBeGreaterThan(0);
  for (const second of replayed) expect(second).toBeCloseTo(at - 5, 1);
  await expect(field(page), "it replays").toBeFocused();
  await expect(form(page).getByRole("button", { name: "Again" })).toContainText("Alt P");
  // Tab moves: everything in the form is reached by it, and the form is left by it.
  const reached: string[] = [];
  for (let i = 0; i < 12; i += 1) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ""));
  }
  for (const name of ["Send ⏎", "Only laughter Alt L", "It cannot be understood Alt U", "Close Esc"])
    expect(reached).toContain(name);
  expect(await form(page).evaluate((element) => element.contains(document.activeElement))).toBe(false);
  await field(page).focus();
  await page.keyboard.press("Shift+Tab");
  await expect(field(page), "backwards too").not.toBeFocused();
  // Escape closes it from anywhere within.
  await page.keyboard.press("Escape");
  await expect(form(page)).toBeHidden();
  await expect(gapAt(page, "1:12")).toBeFocused();
  expect(await isPlaying(page)).toBe(false);
});

test("no account before the words are typed: they are there after a crash and after signing in, and one key sends them", async ({
  page,
  context,
  site,
}) => {
  await openGap(page, "4:24");
  await field(page).fill("on fire");
  await crash(page);
  const again = await context.newPage();
  await openGap(again, "4:24");
  await expect(field(again)).toHaveValue("on fire");
  await field(again).press("Enter");
  await expect(form(again).getByRole("alert")).toContainText("Sign in");
  await expect(form(again).getByRole("link", { name: "Sign in" })).toBeFocused();
  await again.keyboard.press("Enter");
  await again.getByRole("button", { name: /^Casey/ }).click();
  await expect(field(again)).toHaveValue("on fire");
  await expect(field(again)).toBeFocused();
  await field(again).press("Enter");
  await expect(sent(again)).toBeVisible();
  expect(await newest(site.databaseUrl)).toMatchObject({ signed: true, author: "Casey (demo contributor)" });
  expect((await newest(site.databaseUrl))?.after).toContain("on fire");
  await again.reload();
  await expect(field(again), "a draft that was sent is gone").toHaveValue("");
  // What was sent waits: it says so at its place, and leads to where it is changed.
  const mine = again.locator("p", { hasText: "Yours waits" }).filter({ hasText: "4:24" });
  await expect(mine.getByRole("link", { name: /Fill the gap at 4:24/ })).toBeVisible();
  await field(again).fill("on a wire");
  await field(again).press("Enter");
  await expect(sent(again)).toContainText("It stands in place of what you sent here before");
  const { id } = (await newest(site.databaseUrl)) ?? {};
  expect((await newest(site.databaseUrl))?.after).toContain("on a wire");
  await again.reload();
  await mine.getByRole("link", { name: "Change it" }).click();
  await expect(again).toHaveURL(new RegExp(`/contributions/${id}#amend`));
  const amended = again.getByLabel("Your text");
  await expect(amended).toBeFocused();
  const at = await amended.evaluate((a: HTMLTextAreaElement) => a.value.slice(a.selectionStart));
  expect(at, "amending begins at the change").toMatch(/^on a wire/);
});

test("where the show allows it, no account is needed at all", { tag: "@once" }, async ({ page, site }) => {
  const rule = (contribute: "anyone" | "signed_in") =>
    within(site.databaseUrl, (db) => db.show.updateMany({ data: { contribute } }));
  await rule("anyone");
  try {
    await openGap(page, "1:12");
    await expect(form(page)).toContainText("By sending, you license it under CC BY-SA 4.0");
    await form(page).getByLabel("Your name").fill("Robin <b>R.</b>");
    await field(page).fill("<script>alert(1)</script>");
    await field(page).press("Enter");
    await expect(sent(page)).toBeVisible();
    const stored = await newest(site.databaseUrl);
    expect(stored).toMatchObject({ signed: false, author: "Robin <b>R.</b>" });
    expect(stored?.after).toContain("I picture <script>alert(1)</script> filling");
    await page.goto(`/contributions/${stored?.id}`);
    await expect(page.getByRole("main")).toContainText("Robin <b>R.</b>");
    await expect(page.locator("ins")).toContainText("<script>alert(1)</script>");
  } finally {
    await rule("signed_in");
  }
});

test("that it is only laughter, or cannot be understood, are answers; sent twice, it is one", {
  tag: "@once",
}, async ({ page, site }) => {
  await asContributor(page);
  await openGap(page, "1:12");
  await form(page).getByRole("button", { name: "Only laughter" }).click();
  await expect(sent(page)).toContainText("Mark laughter at 1:12");
  await openGap(page, "2:30");
  const before = await countVersions(site.databaseUrl);
  await form(page).getByRole("button", { name: "It cannot be understood" }).dblclick();
  await expect(sent(page)).toContainText("indecipherable");
  expect(await countVersions(site.databaseUrl)).toBe(before + 1);
});

test("a lost connection loses nothing", { tag: "@once" }, async ({ page, context, allowed, site }) => {
  allowed.push(/ERR_INTERNET_DISCONNECTED/);
  await asContributor(page);
  await openGap(page, "4:24");
  const before = await countVersions(site.databaseUrl);
  await context.setOffline(true);
  await field(page).fill("offline");
  await field(page).press("Enter");
  await expect(form(page).getByRole("alert")).toContainText("Check your connection");
  await expect(field(page)).toHaveValue("offline");
  await context.setOffline(false);
  await field(page).press("Enter");
  await expect(sent(page)).toBeVisible();
  expect(await countVersions(site.databaseUrl)).toBe(before + 1);
});

test("whom a show trusts fills gaps at once, and the maintainer can take it back", { tag: "@once" }, async ({
  page,
  browser,
  site,
}) => {
  const trusted = await within(site.databaseUrl, async (db) => {
    const { id: userId } = await db.user.findUniqueOrThrow({ where: { handle: DEMO_CONTRIBUTOR.handle } });
    const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: "figures" } });
    return db.showRole.create({ data: { userId, showId, role: "trusted" } });
  });
  await asContributor(page);
  await openGap(page, "4:24");
  await field(page).fill("at once");
  await field(page).press("Enter");
  const live = page.getByRole("status").filter({ hasText: "Sent and accepted." });
  await expect(live).toContainText("Your words for the gap at 4:24 are live.");
  await page.reload();
  await expect(transcript(page)).toContainText("at once");
  const { id = 0 } = (await newest(site.databaseUrl)) ?? {};
  const { revision } = await within(site.databaseUrl, (db) =>
    db.contribution.findUniqueOrThrow({ where: { id } }),
  );
  await page.goto(`/contributions/${id}`);
  await expect(page.getByRole("main")).toContainText("Accepted by the show’s trust rule");

  const morgan = await maintainersTab(browser, site.url);
  await morgan.page.goto(`${EPISODE}/history/${revision}`);
  await morgan.page.getByText("Revert this revision").click();
  await morgan.page.getByRole("button", { name: "Revert", exact: true }).click();
  await expect(morgan.page.getByRole("heading", { level: 1 })).toHaveText(/^Revert “Fill the gap at 4:24/);
  await morgan.close();
  await page.goto(EPISODE);
  await expect(gapAt(page, "4:24")).toBeVisible();
  await within(site.databaseUrl, (db) =>
    db.showRole.delete({ where: { userId_showId: { userId: trusted.userId, showId: trusted.showId } } }),
  );
});

test("without JavaScript a gap is a link to a form that sends", async ({ page, browser, site }) => {
  await asContributor(page);
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto(EPISODE);
  await plain.getByRole("link", { name: "Gap at 1:12: hear it" }).click();
  await expect(plain.getByRole("main")).toContainText("Because I picture");
  await expect(plain.locator("audio[controls]")).toBeVisible();
  await plain.getByRole("textbox", { name: "What you hear" }).fill("nobody");
  await plain.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status")).toContainText("Fill the gap at 1:12");
  expect((await newest(site.databaseUrl))?.after).toContain("I picture nobody filling");
  await close();
});

test("two people at one gap: the second sees what the first hears, and the maintainer decides on both", async ({
  page,
  browser,
  site,
}) => {
  const show = { where: { slug: "figures" } };
  await within(site.databaseUrl, (db) => db.show.update({ ...show, data: { contribute: "anyone" } }));
  // Both have the same gap open before either sends anything.
  const other = await browser.newContext({ baseURL: site.url });
  const second = await other.newPage();
  await openGap(second, "2:30");
  await asContributor(page);
  await openGap(page, "2:30");
  await field(page).fill("furious");
  await field(page).press("Enter");
  await expect(sent(page)).toBeVisible();
  const { id = 0 } = (await newest(site.databaseUrl)) ?? {};

  const heard = (on: Page) =>
    form(on)
      .getByRole("list", { name: "What others hear" })
      .getByRole("listitem")
      .filter({ hasText: "furious" });
  await openGap(second, "2:30");
  await expect(heard(second)).toContainText("Casey");
  await field(second).fill("curious");
  await field(second).press("Enter");
  await expect(sent(second)).toBeVisible();
  const { id: rival = 0 } = (await newest(site.databaseUrl)) ?? {};
  expect(rival).toBeGreaterThan(id);

  await asMaintainer(second);
  await openGap(second, "2:30");
  await heard(second).getByRole("button", { name: "I hear the same" }).click();
  await expect(heard(second).getByRole("link", { name: "✓ You hear the same" })).toBeVisible();
  await axe(second, "form[aria-label^='Fill the gap']");
  await second.goto(`/review?id=${rival}`);
  const also = second.getByRole("region", { name: "Also suggested here" });
  await expect(also).toContainText("1 hear the same");
  await expect(also.locator("ins").filter({ hasText: "furious" })).toHaveCount(1);
  await second.goto(`/review?id=${id}`);
  await expect(second.getByRole("article").locator("ins").first()).toContainText("furious");
  await inSight(second);
  await second.keyboard.press("a");
  await expect(second.getByText(/Accepted\./)).toBeVisible();

  await page.goto(`/contributions/${id}`);
  await expect(page.getByRole("main")).toContainText("Accepted by Morgan");
  await expect(page.getByRole("link", { name: "It is live at 2:30" })).toBeVisible();
  await page.goto(EPISODE);
  await expect(transcript(page)).toContainText("furious");
  await expect(gapAt(page, "2:30")).toHaveCount(0);
  await page.goto(`/contributions/${rival}`);
  await expect(page.getByText("The same words were changed since.")).toBeVisible();
  await other.close();
  await within(site.databaseUrl, (db) => db.show.update({ ...show, data: { contribute: "signed_in" } }));
});

test("keys do everything, once however long they are held", { tag: "@once" }, async ({ page, site }) => {
  await asContributor(page);
  await openGap(page, "1:12");
  const before = await countVersions(site.databaseUrl);
  await page.keyboard.down("Alt");
  for (let i = 0; i < 4; i += 1) await page.keyboard.down("l");
  await page.keyboard.up("l");
  await page.keyboard.up("Alt");
  await expect(sent(page)).toContainText("Mark laughter at 1:12");
  expect(await countVersions(site.databaseUrl)).toBeLessThanOrEqual(before + 1);
});
