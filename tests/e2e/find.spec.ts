import type { Page } from "@playwright/test";
import { FOUND, TEXT } from "../../lib/page-contract";
import { audioSecond, isPlaying, openEpisode, pressPlay, transcript } from "./support/reader";
import { axe, expect, test } from "./support/test";

test.use({ onlyReads: true });

const field = (page: Page) => page.getByRole("searchbox", { name: "Search in this episode" });
const count = (page: Page) => page.locator("search").getByRole("status");

/** The text of the marked hits, and of the current one. */
const marked = (page: Page) =>
  page.evaluate(() => {
    const texts = (name: string) => [...(CSS.highlights.get(name) ?? [])].map(String);
    return { all: texts("found"), here: texts("found-here") };
  });

/** Whether the current hit is visible: in the window, and not covered. */
const expectHitInSight = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate((text) => {
        const [range] = CSS.highlights.get("found-here") ?? [];
        if (!(range instanceof Range)) return false;
        const { x, y, width, height } = range.getBoundingClientRect();
        return !!document.elementFromPoint(x + width / 2, y + height / 2)?.closest(text);
      }, `[${TEXT}]`),
    )
    .toBe(true);

test("words are found in the episode, marked, counted and gone through by keys", async ({ page }) => {
  await openEpisode(page);
  const nodes = () => transcript(page).evaluate((root) => root.querySelectorAll("*").length);
  const before = await nodes();
  await page.keyboard.press("f");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("python");
  await expect(count(page)).toHaveText("1 of 7");
  const { all, here } = await marked(page);
  expect(all.map((text) => text.toLowerCase())).toEqual(Array(7).fill("python"));
  expect(here).toEqual(["Python"]);
  expect(await nodes(), "no element stands for a hit").toBe(before);
  await axe(page);
  for (const expected of ["2 of 7", "3 of 7"]) {
    await page.keyboard.press("Enter");
    await expect(count(page)).toHaveText(expected);
    await expectHitInSight(page);
  }
  await page.keyboard.press("Shift+Enter");
  await expect(count(page)).toHaveText("2 of 7");
  await page.getByRole("button", { name: "Previous hit" }).click();
  await page.getByRole("button", { name: "Previous hit" }).click();
  await expect(count(page)).toHaveText("7 of 7");
  await expectHitInSight(page);

  // It plays from the hit.
  await field(page).focus();
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await audioSecond(page)).toBeGreaterThan(150);

  await field(page).press("Escape");
  await expect(field(page)).toBeHidden();
  expect(await marked(page)).toEqual({ all: [], here: [] });
});

test("a phrase is found across what stands in it; what is not there is said not to be", async ({ page }) => {
  await openEpisode(page);
  await page.getByRole("button", { name: "Find" }).click();
  // A link begins within the phrase, and the text has other quotation marks.
  await field(page).fill("report is called the 2021 state");
  await expect(count(page)).toHaveText("1 of 1");
  expect((await marked(page)).here).toEqual(["report is called the 2021 State"]);
  for (const [query, said] of [
    ["zzqx", "Not found"],
    [".*", "Not found"],
    ["   ", ""],
    ["e", /^\d+ of \d{3}$/],
    ["x".repeat(10_000), "Not found"],
  ] as const) {
    await field(page).fill(query);
    await expect(count(page)).toHaveText(said);
  }
});

test("while the voice goes on, a hit that is looked at stays in sight", { tag: "@once" }, async ({
  page,
}) => {
  await openEpisode(page);
  await pressPlay(page);
  await page.keyboard.press("f");
  // Typing on at once loses no letter.
  await page.keyboard.type("no names");
  await expect(field(page)).toHaveValue("no names");
  await expect(count(page)).toHaveText("1 of 2");
  await expectHitInSight(page);
  const at = await audioSecond(page);
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(at + 2);
  await expectHitInSight(page);
});

test("a browser that cannot mark ranges shows the paragraph", { tag: "@once" }, async ({ page }) => {
  await page.addInitScript(() => {
    // biome-ignore lint/suspicious/noExplicitAny: what an older browser lacks is taken away
    delete (CSS as any).highlights;
    // biome-ignore lint/suspicious/noExplicitAny: what an older browser lacks is taken away
    delete (window as any).Highlight;
  });
  await page.goto("/figures/1?t=20");
  await expect(transcript(page).locator("[aria-current=true]")).toBeInViewport();
  await page.keyboard.press("f");
  await field(page).fill("volunteers");
  await expect(count(page)).toHaveText("1 of 1");
  await expect(transcript(page).locator(`[${FOUND}]`)).toHaveText(/^They were volunteers/);
});
