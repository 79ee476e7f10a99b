import type { Page } from "@playwright/test";
import { CLAIM_NOTE, MARK, PARAGRAPH_LINK, READER, TEXT, WRONG_LINK } from "../../lib/page-contract";
import {
  audioSecond,
  EPISODE,
  expectLitInSight,
  isPlaying,
  litWord,
  openEpisode,
  placeOf,
  player,
  pressPlay,
  startOf,
  transcript,
} from "./support/reader";
import { axe, expect, test } from "./support/test";

const paragraph = (page: Page, id: number) => page.locator(`#p${id}`);
const menu = (page: Page) => page.getByRole("dialog", { name: "This paragraph" });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const tool = (page: Page, name: string) => page.locator(`[${READER}]`).getByRole("button", { name });

test.describe("a link to a paragraph", () => {
  test("opens at it, and Play plays from there", async ({ page }) => {
    await openEpisode(page, `${EPISODE}#p12`);
    await expect(paragraph(page, 12)).toBeInViewport();
    await expect(paragraph(page, 12)).toHaveAttribute("aria-current", "true");
    expect(await litWord(page)).toBe("They");
    const start = await startOf(page, "volunteers.");
    expect(await audioSecond(page)).toBeLessThan(start);
    expect(await isPlaying(page)).toBe(false);
    await pressPlay(page);
    expect(await audioSecond(page)).toBeGreaterThan(start - 1);

    // Another moment, during playback: it jumps there and plays on.
    await page.evaluate(() => {
      location.hash = "p30";
    });
    await expect(paragraph(page, 30), "a break, in which nothing is said").toHaveAttribute(
      "aria-current",
      "true",
    );
    expect(await litWord(page)).toBe("");
    await page.evaluate(() => {
      location.hash = "p32";
    });
    await expect(paragraph(page, 32)).toHaveAttribute("aria-current", "true");
    await expectLitInSight(page);
    expect(await isPlaying(page)).toBe(true);
  });

  test("that is none opens the page at its beginning, and does no harm", { tag: "@once" }, async ({
    page,
  }) => {
    for (const fragment of ["#p99999", "#p", "#p-1", "#p12x", "#p0"]) {
      await openEpisode(page, `/figures/2${fragment}`);
      expect(await audioSecond(page), fragment).toBe(0);
      expect(await page.evaluate(() => scrollY), fragment).toBe(0);
      await page.goto("about:blank");
    }
  });

  test("stands by it when one points at it or comes to it by keys, and is copied from there", async ({
    page,
    context,
    isMobile,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await openEpisode(page);
    const link = paragraph(page, 10).getByRole("link", { name: "Paragraph 10" });
    await expect(link).toHaveAttribute("href", "#p10");
    const seen = () => link.evaluate((it) => getComputedStyle(it).opacity);
    if (!isMobile) {
      expect(await seen()).toBe("0");
      await link.focus();
      expect(await seen()).toBe("1");
      await link.blur();
      await paragraph(page, 10).hover();
      expect(await seen()).toBe("1");
    }
    await link.click();
    await menu(page).getByRole("button", { name: "Copy link" }).click();
    await expect(menu(page)).toContainText("Link copied");
    expect(await copied(page)).toMatch(/^http:\/\/localhost:\d+\/figures\/1#p10$/);
    await menu(page).getByRole("button", { name: "Play from here" }).click();
    await expect(paragraph(page, 10)).toHaveAttribute("aria-current", "true");
    await expect.poll(() => isPlaying(page)).toBe(true);
  });
});

test("one tap says that something is wrong; what, may be said after it", async ({ page, isMobile }) => {
  await openEpisode(page, "/figures/2");
  const first = transcript(page).locator("p[id]").nth(1);
  if (isMobile) {
    await first.locator(`[${PARAGRAPH_LINK}]`).click();
    await menu(page).getByRole("button", { name: "Something is wrong here" }).click();
  } else {
    await first.hover();
    await first.getByRole("link", { name: "Something is wrong here" }).click();
  }
  await expect(menu(page)).toContainText("Thank you. The maintainers will look at this paragraph.");
  await axe(page);
  await menu(page)
    .getByLabel(/^What is wrong/)
    .fill("He says nineteen");
  await menu(page).getByRole("button", { name: "Done" }).click();
  await expect(menu(page)).toContainText("It was added to your report.");
  await page.keyboard.press("Escape");
  await expect(menu(page)).toBeHidden();

  // With keys only, and undone.
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(menu(page).getByRole("button", { name: "Play from here" })).toBeFocused();
  await menu(page).getByRole("button", { name: "Something is wrong here" }).press("Enter");
  await menu(page).getByRole("button", { name: "Undo" }).press("Enter");
  await expect(menu(page)).toContainText("Report withdrawn.");
});

test("the next gap, and the one before, by button and by key", async ({ page }) => {
  await openEpisode(page);
  const gap = (time: string) => page.getByRole("button", { name: `Gap at ${time}: hear it` });
  await tool(page, "Next gap").click();
  await expect(gap("1:12")).toBeFocused();
  await expect(gap("1:12")).toBeInViewport();
  const said = page.locator(`[${READER}]`).getByText(/^\d of 3$/);
  await expect(said).toHaveText("1 of 3");
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  await expect(gap("4:24")).toBeFocused();
  await expect(said).toHaveText("3 of 3");
  await page.keyboard.press("Shift+G");
  await expect(gap("2:30")).toBeFocused();
  await expect(gap("2:30")).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect.poll(() => isPlaying(page)).toBe(true);
  // Its form opens, and the audio loops around it.
  const second = await audioSecond(page);
  expect(second).toBeGreaterThan(146);
  expect(second).toBeLessThan(154);
});

test("the contents lead to long turns, and stand beside the text where there is room", async ({
  page,
  isMobile,
}) => {
  await openEpisode(page);
  await page.keyboard.press("t");
  const contents = page.getByRole("navigation", { name: "Contents" });
  const entry = contents.getByRole("link", { name: /^3:46\s*Mara Lindqvist It gets worse/ });
  await expect(entry).toBeVisible();
  const right = (box: { x: number; width: number } | null) => (box?.x ?? 0) + (box?.width ?? 0);
  const text = await paragraph(page, 1).boundingBox();
  if (!isMobile) expect((await contents.boundingBox())?.x).toBeGreaterThan(right(text));
  expect(right(await contents.boundingBox())).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  await axe(page);
  await entry.click();
  await expectLitInSight(page);
  await expect(transcript(page).locator("[aria-current]")).toContainText("It gets worse");
  // What would cover the text disappears.
  await expect(contents).toBeVisible({ visible: !isMobile });
});

test("each speaker has a colour of their own, the same at every turn", async ({ page }) => {
  await openEpisode(page);
  const colours = await transcript(page)
    .locator("cite")
    .evaluateAll((all) =>
      all.map((cite) => `${cite.firstChild?.textContent} ${getComputedStyle(cite).color}`),
    );
  expect(colours.length).toBeGreaterThan(20);
  expect([...new Set(colours)]).toEqual(["Mara Lindqvist rgb(42, 90, 149)", "Tom Okafor rgb(27, 103, 52)"]);
});

/** Selects from one text of the transcript to the end of another one. */
async function select(page: Page, from: string, to: string): Promise<void> {
  await placeOf(page, from);
  await page.evaluate(
    ({ first, last, text: within }) => {
      const find = (text: string): [Text, number] => {
        const root = document.querySelector(within);
        const walker = document.createTreeWalker(root ?? document, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = (node as Text).data.indexOf(text);
          if (at >= 0) return [node as Text, at];
        }
        throw new Error(`There is no "${text}"`);
      };
      const [start, at] = find(first);
      const [end, before] = find(last);
      getSelection()?.setBaseAndExtent(start, at, end, before + last.length);
    },
    { first: from, last: to, text: `[${TEXT}]` },
  );
}

test("a passage is copied as a quotation with its link, and as a link to its moment", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openEpisode(page);
  await select(page, "volunteers. They", "a prize draw");
  const tools = page.getByRole("toolbar", { name: "The selected passage" });
  await expect(tools).toBeInViewport();
  await tools.getByRole("button", { name: "Copy quotation" }).click();
  await expect(tools).toContainText("✓ Copied");
  const at = Math.ceil((await startOf(page, "volunteers.")) * 10) / 10;
  const base = new URL(page.url()).origin + EPISODE;
  expect(await copied(page)).toBe(
    "“volunteers. They came through social media and the company's own mailing list, and there was a prize draw”\n" +
      `— Mara Lindqvist, “Almost 4,300 People”, Figures of Speech, 1:15\n${base}?t=${at}#p12`,
  );
  await page.keyboard.press("l");
  await expect.poll(() => copied(page)).toBe(`${base}?t=${at}`);
  await expect(tools, "and what was selected still is").toBeVisible();

  // A quote of several speakers includes their names; a gap stays a gap, and nothing else of the page is in
  // it.
  await select(page, "And who are these", "They were volunteers.");
  await page.keyboard.press("c");
  await expect
    .poll(() => copied(page))
    .toMatch(
      /^“Tom Okafor: And who are these people\? Because I picture \[unintelligible\] filling it in twice\.\nMara Lindqvist: They were volunteers\.”\n— “Almost/,
    );
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType("text/html"))?.text();
  });
  expect(html).toContain("<p>Mara Lindqvist: They were volunteers.</p></blockquote>");

  // The link leads to the start of the passage.
  await page.keyboard.press("Escape");
  await expect(tools).toBeHidden();
  await openEpisode(page, `${EPISODE}?t=${at}`);
  expect(await litWord(page)).toBe("volunteers.");
});

test("`?` lists the keys, and turns those off that are single letters", async ({ page, isMobile }) => {
  await openEpisode(page);
  if (isMobile) await page.keyboard.press("?");
  else await tool(page, "Keyboard shortcuts").click();
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toContainText("Next, previous gap");
  await axe(page);
  // Keys of the page do nothing behind a dialog.
  await page.keyboard.press("g");
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Use single-key shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  for (const key of ["f", "/", "g", "?"]) await page.keyboard.press(key);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("searchbox", { name: "Search in this episode" })).toBeHidden();
  expect(await page.evaluate((mark) => document.activeElement?.matches(`input, ${mark}`), `[${MARK}]`)).toBe(
    false,
  );
  // The player's keys do not depend on it.
  await page.locator("h1").click();
  await page.keyboard.press("Space");
  await expect.poll(() => isPlaying(page)).toBe(true);
});

test("on paper there are the text, who speaks and when, and nothing to press", { tag: "@once" }, async ({
  page,
}) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await openEpisode(page, `${EPISODE}#p12`);
  await expect(paragraph(page, 12)).toBeVisible();
  await expect(transcript(page).getByText("Mara Lindqvist").first()).toBeVisible();
  await expect(transcript(page).getByRole("link", { name: "1:15" })).toBeVisible();
  await expect(player(page)).toBeHidden();
  const pressed = page.locator(
    `button, input, summary:not([${CLAIM_NOTE}] *), [${PARAGRAPH_LINK}], [${WRONG_LINK}], body > header a`,
  );
  const shown = await pressed.evaluateAll((all) =>
    all.filter((one) => one.checkVisibility()).map(({ outerHTML }) => outerHTML),
  );
  expect(shown).toEqual([]);
  const ink = await paragraph(page, 12).evaluate((it) => getComputedStyle(it).color);
  expect(ink, "dark on white, whatever the screen was").toBe("rgb(28, 27, 24)");
  expect((await page.pdf()).byteLength).toBeGreaterThan(20_000);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test.beforeEach(({ allowed }) => void allowed.push(/\.js: csp$/, /404/));

  test("a paragraph is reported by a form, and the contents open and lead on", async ({ page }) => {
    await page.goto("/figures/2");
    await page.getByRole("link", { name: "Something is wrong" }).click();
    await page.getByLabel("Number of the paragraph").fill("3");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something is wrong here");
    await page.getByLabel(/^What is wrong/).fill("A word\nis missing <b>");
    await page.getByRole("button", { name: "Report it" }).click();
    await expect(page.getByRole("status")).toHaveText(/^Thank you/);
    await page.getByRole("link", { name: "Back to the paragraph" }).click();
    await expect(page).toHaveURL(/\/figures\/2#p3$/);
    expect((await page.goto("/figures/2/report?p=99999"))?.status()).toBe(404);
    expect((await page.goto("/figures/2/report?p=x&became=y"))?.status()).toBe(404);

    await page.goto(EPISODE);
    await page.getByText("Contents", { exact: true }).click();
    await page.getByRole("link", { name: /It gets worse/ }).click();
    await expect(transcript(page).getByText("It gets worse")).toBeInViewport();
  });
});
