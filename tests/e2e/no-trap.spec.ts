import type { Page } from "@playwright/test";
import { PARAGRAPH_LINK, PARAGRAPHS } from "../../lib/page-contract";
import { type Database, openDatabase } from "../../server/db";
import { grant } from "../server/contributions/stage";
import { ADMINISTRATOR } from "./support/people";
import { EPISODE, expectAnswers, openEpisode, placeOf, transcript } from "./support/reader";
import { makeReviewedShow, personOf, REVIEWED, sendIn } from "./support/review-show";
import { asAdministrator, expect, test } from "./support/test";

// A walk over every form by the Tab key alone (WCAG 2.1.1 and 2.1.2): each control is reached, and each form is left.

let db: Database;
let contribution: number;
test.beforeAll(async ({ site }) => {
  db = openDatabase(site.databaseUrl);
  const { documentId } = await makeReviewedShow(db);
  contribution = await sendIn(db, { documentId, from: "four thousand", to: "five thousand" });
  await sendIn(db, { documentId, from: "in the end", to: "at last" });
});
test.afterAll(() => db.$disconnect());

const CONTROLS =
  "a[href], button, input:not([type='hidden']), select, textarea, summary, [tabindex='0'], [contenteditable='true']";

/** Opens every fold, marks each control of the forms, and says what they are called. */
const controlsOf = (page: Page) =>
  page.evaluate((selector) => {
    for (const fold of document.querySelectorAll("main details")) fold.toggleAttribute("open", true);
    const names: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(selector)) {
      if (!control.closest("main form")) continue;
      const { disabled = false, type = "", checked = false } = control as HTMLInputElement;
      const box = control.getBoundingClientRect();
      // Of radio buttons one is a stop of Tab, and the arrows move among them.
      if (disabled || control.tabIndex < 0 || box.width === 0 || (type === "radio" && !checked)) continue;
      // An open fold closes its neighbours of the same name.
      const fold = control.closest("details:not([open])");
      if (fold && control.tagName !== "SUMMARY") continue;
      control.dataset.walk = String(names.length);
      names.push(
        `${control.tagName} ${control.getAttribute("name") ?? ""} ${control.textContent?.trim().slice(0, 40) ?? ""}`,
      );
    }
    return names;
  }, CONTROLS);

/** Presses Tab from the beginning of the page until the focus leaves it. Which controls it visited. */
async function walk(page: Page, most: number): Promise<{ visited: Set<number>; left: boolean }> {
  const visited = new Set<number>();
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.removeAllRanges();
    document.querySelector<HTMLElement>("body a")?.focus();
  });
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body || focused === document.documentElement) return "left";
      return (focused as HTMLElement).dataset.walk ?? "";
    });
    if (at === "left") return { visited, left: true };
    if (at !== "") visited.add(Number(at));
  }
  return { visited, left: false };
}

async function expectNoTrap(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    const controls = await controlsOf(page);
    expect(controls.length, `${name} has a form`).toBeGreaterThan(0);
    const { visited, left } = await walk(page, 600);
    expect(left, `${name}: Tab comes to an end`).toBe(true);
    expect(
      controls.filter((_, index) => !visited.has(index)),
      `${name}: Tab reaches everything`,
    ).toEqual([]);
  });
}

test("no form keeps the focus, and Tab reaches every control of every form", { tag: "@once" }, async ({
  page,
  site,
}) => {
  test.setTimeout(300_000);
  await asAdministrator(page, site);
  const admin = await personOf(db, ADMINISTRATOR.handle);
  const { id: showId } = await db.show.findUniqueOrThrow({ where: { slug: REVIEWED } });
  await grant(db, admin, showId, "owner");

  await openEpisode(page);
  await page.getByRole("button", { name: "Gap at 1:12: hear it" }).click();
  await expect(page.getByRole("textbox", { name: "What you hear" })).toBeFocused();
  await expectNoTrap(page, "a gap in its place");

  await openEpisode(page);
  await placeOf(page, "In the bath.");
  await transcript(page)
    .locator(PARAGRAPHS, { hasText: "In the bath." })
    .locator(`[${PARAGRAPH_LINK}]`)
    .focus();
  await page.keyboard.press("e");
  await expect(page.getByRole("form", { name: "Correct this paragraph" })).toBeVisible();
  await expectNoTrap(page, "a paragraph in its place");

  for (const address of [
    "/gaps?show=figures",
    `${EPISODE}/edit`,
    `${EPISODE}/correct?p=4`,
    `${EPISODE}/report?p=4`,
    `${EPISODE}/history`,
    `${EPISODE}/details`,
    `/review?id=${contribution}`,
    `/contributions/${contribution}`,
    `/${REVIEWED}/settings`,
    `/${REVIEWED}/settings/people?contribution=${contribution}`,
    "/surveys/propose",
    "/search",
    "/settings",
    "/admin",
    "/new",
  ]) {
    await page.goto(address);
    await expectAnswers(page);
    await expectNoTrap(page, address);
  }
});
