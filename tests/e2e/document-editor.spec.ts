import type { Locator, Page } from "@playwright/test";
import { DEMO_CONTRIBUTOR, DEMO_MAINTAINER } from "../../server/people/accounts/demo-people";
import { readRevision } from "../../server/text/episodes/read-revision";
import { accept } from "../../server/work/contributions/accept";
import { documentIdAt } from "../../server/work/contributions/find-document";
import { propose } from "../../server/work/contributions/propose";
import { countContributions, newest, within } from "./support/contributions";
import { crash, hiddenFields, sendFields, withoutScripts } from "./support/plain";
import { audioSecond, EPISODE, isPlaying } from "./support/reader";
import { personOf } from "./support/review-show";
import { asContributor, axe, expect, maintainersTab, test } from "./support/test";

const EDIT = `${EPISODE}/edit`;
const editor = (page: Page): Locator => page.locator(".cm-content");
const sent = (page: Page): Locator =>
  page.getByRole("status").filter({ hasText: /^(?:Sent|It was sent already)\./ });

async function openEditor(page: Page, address = EDIT): Promise<void> {
  await page.goto(address);
  await expect(editor(page)).toBeFocused();
}

/** Puts the caret behind a visible text. */
async function caretAfter(page: Page, text: string): Promise<void> {
  await editor(page).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      getSelection()?.collapse(node, at + wanted.length);
      return;
    }
    throw new Error(`There is no "${wanted}"`);
  }, text);
}

const hasDraft = (page: Page): Promise<boolean> =>
  page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("onrecord.draft document")));

test("the whole text is edited: its words are heard and timed, the changes seen, then sent", async ({
  page,
  site,
}) => {
  await asContributor(page, "/");
  await openEditor(page);
  await axe(page);
  await caretAfter(page, "the last number");
  await page.keyboard.press("Alt+p");
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await audioSecond(page)).toBeGreaterThan(6);
  expect(await audioSecond(page)).toBeLessThan(18);
  await page.keyboard.press("Alt+t");
  await expect(editor(page)).toContainText(/the last \\\[00:(?:0[6-9]|1\d)\\\] number/);
  await page.keyboard.type(" of them");
  await page.getByRole("button", { name: "Show changes" }).click();
  const preview = page.getByRole("region", { name: "Changes" });
  await expect(preview).toContainText("1 change");
  await expect(preview.locator("ins")).toContainText(["[00:", "of them"]);
  await axe(page);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(sent(page)).toBeVisible();
  expect(await newest(site.databaseUrl)).toMatchObject({ channel: "document", base: 1 });
  expect((await newest(site.databaseUrl))?.after).toMatch(/the last \\\[00:\d\d\\\] number of them today/);
});

test("what is probably wrong is marked as one types", { tag: "@once" }, async ({ page }) => {
  await openEditor(page);
  const count = page.getByRole("button", { name: /problems? (?:found|to check)/i });
  await expect(count).toContainText("No problems found");
  await caretAfter(page, "I'm Mara Lindqvist.");
  await page.keyboard.type("\n\nTom Okafor: Hello.\n\n\\[04:00");
  await expect(count).toContainText("2 problems to check");
  await expect(page.locator(".cm-lintRange")).toHaveCount(2);
  await count.click();
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press("Control+z");
});

test("a draft outlives a crash, and what was accepted meanwhile: it is merged when it is accepted", {
  tag: "@once",
}, async ({ page, context, site }) => {
  await asContributor(page, "/");
  await openEditor(page, "/figures/2/edit");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("End");
  await page.keyboard.type(" DRAFTED");
  await expect.poll(() => hasDraft(page)).toBe(true);
  await crash(page);

  const again = await context.newPage();
  await openEditor(again, "/figures/2/edit");
  await expect(editor(again)).toContainText("DRAFTED");
  await expect(again.getByRole("status").first()).toContainText("This is your draft");
  await again.close();

  await within(site.databaseUrl, async (db) => {
    const documentId = (await documentIdAt(db, { show: "figures", slug: "2", kind: "transcript" })) ?? 0;
    const { text = "" } = (await readRevision(db, { documentId, number: 1 })) ?? {};
    const author = await personOf(db, DEMO_CONTRIBUTOR.handle);
    const changed = { text: text.replace("survey", "SURVEY"), channel: "document", agreed: true } as const;
    const made = await propose(db, { author, documentId, base: 1, ...changed });
    if (!made.ok) throw new Error(made.reason);
    const reviewer = await personOf(db, DEMO_MAINTAINER.handle);
    expect(await accept(db, { id: made.contribution.id, version: 1, reviewer })).toMatchObject({ ok: true });
  });
  const third = await context.newPage();
  await openEditor(third, "/figures/2/edit");
  await expect(editor(third)).toContainText("DRAFTED");
  await expect(third.getByRole("status").first()).toContainText("you began with revision 1, the newest is 2");
  await third.keyboard.press("Control+Enter");
  const preview = third.getByRole("region", { name: "Changes" });
  await expect(preview).toContainText("1 change");
  await expect(preview.locator("ins, del")).toHaveText([/ DRAFTED$/]);
  await third.keyboard.press("Control+Enter");
  await expect(sent(third)).toBeVisible();
  expect(await newest(site.databaseUrl)).toMatchObject({ base: 1 });
  expect(await hasDraft(third)).toBe(false);
});

test("the notes have an editor too", { tag: "@once" }, async ({ page, site }) => {
  await asContributor(page, "/");
  await openEditor(page, `${EPISODE}/notes/edit`);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n\nOne more line.");
  await page.getByRole("button", { name: "Show changes" }).click();
  await expect(page.getByRole("region", { name: "Changes" })).toContainText("One more line.");
  await page.getByRole("button", { name: "Send" }).dblclick();
  await expect(sent(page)).toContainText("Edit the show notes");
  expect((await newest(site.databaseUrl))?.after).toContain("One more line.");
});

test("without JavaScript the whole text is a plain form, which sends and keeps what is refused", {
  tag: "@once",
}, async ({ page, browser, site }) => {
  await asContributor(page);
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto(EDIT);
  const text = plain.getByRole("textbox", { name: "The whole text, as Markdown" });
  const original = await text.inputValue();
  await plain.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("main").getByRole("alert")).toContainText("nothing to send");
  await text.fill(`${original}\u0007`);
  await plain.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("main").getByRole("alert")).toContainText("invisible control characters");
  await expect(text).toHaveValue(`${original}\u0007`);
  await text.fill(original.replace("two hosts", "two good hosts"));
  await plain.getByLabel(/^Summary/).fill("<script>alert(1)</script>");
  await plain.getByRole("button", { name: "Send" }).click();
  await expect(plain.getByRole("status")).toContainText("<script>alert(1)</script>");
  const stored = await newest(site.databaseUrl);
  expect(stored?.after).toContain("two good hosts");
  await page.goto(`/contributions/${stored?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("<script>alert(1)</script>");
  await close();
});

test("a form that is forged, replayed or far too large is refused in words, and leaves nothing", {
  tag: "@once",
}, async ({ page, browser, site }) => {
  await asContributor(page);
  const { plain, close } = await withoutScripts(page, browser);
  await plain.goto(EDIT);
  const form = plain.getByRole("form", { name: "The whole text" });
  const original = await form.getByRole("textbox", { name: "The whole text" }).inputValue();
  const fields = await hiddenFields(form);
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(["documentId", "base", "idempotencyKey"]));
  const text = original.replace("two hosts", "two honest hosts");
  const post = (over: object = {}, origin = site.url) =>
    sendFields(plain.context(), EDIT, { ...fields, text, ...over }, origin);
  const before = await countContributions(site.databaseUrl);

  const large = await post({ text: "x".repeat(50_000_000) });
  for (const [path, field] of [
    [`${EPISODE}/correct?p=4`, "body"],
    ["/gaps/figures/1?p=11&gap=0", "words"],
  ] as const) {
    await plain.goto(path);
    const own = await hiddenFields(plain.getByRole("form", { name: /^(?:Correct|Fill)/ }));
    for (const [length, status] of [
      [3_600_000, 200],
      [50_000_000, 413],
    ] as const) {
      const answer = await sendFields(
        plain.context(),
        path,
        { ...own, [field]: "x".repeat(length) },
        site.url,
      );
      expect(answer.status, path).toBe(status);
      expect(answer.text, path).toContain("Send it in parts");
    }
  }
  expect(large).toMatchObject({ status: 413, text: expect.stringContaining("Send it in parts") });
  expect((await post({ text: "x".repeat(3_600_000) })).text).toContain("Send it in parts");
  expect((await post({ base: "99" })).text).toContain("This text has no such revision");
  expect((await post({ documentId: "2000000000" })).text).toContain("no longer here");
  for (const wrong of [
    { idempotencyKey: "x" },
    { idempotencyKey: "" },
    { base: "1; DROP TABLE users" },
    { documentId: "" },
  ])
    expect((await post(wrong)).text, JSON.stringify(wrong)).toContain("The form was not understood");
  const [action = ""] = Object.keys(fields).filter((name) => /^\$ACTION_\d+:0$/.test(name));
  const stranger = { [action]: (fields[action] ?? "").replace(/[0-9a-f]{40,}/, "0".repeat(42)) };
  expect(stranger[action]).not.toBe(fields[action]);
  expect((await post(stranger)).status).toBeGreaterThanOrEqual(400);
  expect((await post({}, "https://evil.example")).status).toBeGreaterThanOrEqual(400);
  const unsigned = await browser.newContext({ baseURL: site.url });
  expect((await sendFields(unsigned, EDIT, { ...fields, text }, site.url)).text).toContain(
    "asks for an account",
  );
  const [session] = (await plain.context().cookies()).filter(({ name }) => name.includes("session-token"));
  if (!session) throw new Error("There is no session");
  await unsigned.addCookies([{ ...session, value: `${session.value.slice(0, -4)}AAAA` }]);
  expect((await sendFields(unsigned, EDIT, { ...fields, text }, site.url)).text).toContain(
    "asks for an account",
  );
  await unsigned.close();
  expect(await countContributions(site.databaseUrl), "nothing is left of any of them").toBe(before);

  // The same form sent twice, even at once, makes one contribution; from another person it makes another one.
  const both = await Promise.all([post(), post()]);
  for (const each of both) expect(each.status).toBe(200);
  expect((await post()).text).toContain("It was sent already.");
  expect(await countContributions(site.databaseUrl)).toBe(before + 1);
  const morgan = await maintainersTab(browser, site.url);
  const replayed = { ...fields, text, agreed: "CC BY-SA 4.0" };
  expect((await sendFields(morgan.page.context(), EDIT, replayed, site.url)).text).toContain("Sent.");
  expect(await newest(site.databaseUrl)).toMatchObject({ author: DEMO_MAINTAINER.name });
  expect(await countContributions(site.databaseUrl)).toBe(before + 2);
  await morgan.close();
  await close();
});
