import type { Page } from "@playwright/test";
import {
  audioSecond,
  EPISODE,
  expectLitInSight,
  isPlaying,
  noteSeeks,
  openEpisode,
  pauseButton,
  playButton,
  player,
  transcript,
} from "./support/reader";
import { expect, test } from "./support/test";

test.use({ onlyReads: true });

test("space plays and pauses, and the arrows go five seconds", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await page.keyboard.press("Space");
  await expect(pauseButton(page)).toBeVisible();
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(0.2);
  expect(await page.evaluate(() => scrollY), "space does not scroll here").toBe(0);
  await page.keyboard.press("Space");
  await expect(playButton(page)).toBeVisible();
  expect(await isPlaying(page)).toBe(false);

  const at = await audioSecond(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await audioSecond(page)).toBeCloseTo(at + 10, 1);
  await expectLitInSight(page);
  await page.keyboard.press("ArrowLeft");
  expect(await audioSecond(page)).toBeCloseTo(at + 5, 1);
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+ArrowRight");
  expect(await audioSecond(page), "with another key they mean something else").toBeCloseTo(at + 5, 1);
});

test("keys belong first to what has the focus", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const theme = page.getByRole("button", { name: "Change between light and dark" });
  await theme.focus();
  await page.keyboard.press("Space");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await isPlaying(page), "space pressed another button").toBe(false);

  await playButton(page).focus();
  await page.keyboard.press("Space");
  await expect(pauseButton(page), "pressed once, not twice").toBeVisible();
  await expect.poll(() => audioSecond(page)).toBeGreaterThan(0.2);
  await page.keyboard.press("Enter");
  await expect(playButton(page)).toBeVisible();

  const position = page.getByRole("slider", { name: "Position" });
  await position.fill("100");
  await position.press("ArrowRight");
  await expect.poll(() => audioSecond(page), "the bar's own step").toBeCloseTo(101, 1);
});

test("with Tab alone one reaches everything, and sees where one is", async ({ page }) => {
  await openEpisode(page);
  const stops = await tabThrough(page);
  const names = stops.map(({ name }) => name);
  expect(names[0]).toBe("Skip to the text");
  expect(names).toEqual(
    expect.arrayContaining([
      "On Record",
      "Change between light and dark",
      "Sign in",
      "Figures of Speech",
      "Contents",
      "Find",
      "Next gap",
      "0:00",
      "Paragraph 12",
      "Gap at 1:12: hear it",
      "Gap at 2:30: hear it",
      "Gap at 4:24: hear it",
      "the 2021 State of Data Science",
      "Markdown",
      "Back 15 seconds",
      "Play",
      "Forward 15 seconds",
      "Position",
      "Follow",
    ]),
  );
  for (const { name, outline, covered } of stops) {
    expect(outline, `"${name}" shows that it has the focus`).toBeGreaterThanOrEqual(2);
    expect(covered, `"${name}" can be seen`).toBe(false);
  }
});

test("a time is played with Enter", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  const seeks = await noteSeeks(page);
  await transcript(page).getByRole("link", { name: "3:06", exact: true }).last().press("Enter");
  await expect.poll(() => isPlaying(page)).toBe(true);
  expect(await seeks()).toEqual([expect.closeTo(186, 0)]);
  expect(await audioSecond(page)).toBeGreaterThanOrEqual(185.9);
  await expect(page).toHaveURL(EPISODE);
  // The space bar does not activate a link.
  await page.keyboard.press("Space");
  await expect(playButton(page)).toBeVisible();
});

test("the first Tab leads past the header", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the text" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link").first()).toBeFocused();
});

test("the player says what it is to those who do not see it", { tag: "@once" }, async ({ page }) => {
  await openEpisode(page);
  await expect(player(page)).toHaveAccessibleName("Player: Almost 4,300 People");
  const position = page.getByRole("slider", { name: "Position" });
  await position.fill("83");
  await expect(position).toHaveAttribute("aria-valuetext", "1 minute 23 seconds");
});

interface Stop {
  readonly name: string;
  /** Width of its focus ring, in pixels. */
  readonly outline: number;
  /** Whether its middle is covered or out of sight. */
  readonly covered: boolean;
}

/** Presses Tab until the focus has visited everything. */
async function tabThrough(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body || focused instanceof HTMLHtmlElement) return null;
      const style = getComputedStyle(focused);
      const [box] = focused.getClientRects();
      const found = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return {
        name:
          focused.getAttribute("aria-label") ??
          (focused.textContent?.replace(/\s*15(?=\w)/, "").trim() || focused.tagName),
        outline: style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth),
        covered: !found || !(focused.contains(found) || found.contains(focused)),
      };
    });
    if (!stop) return stops;
    stops.push(stop);
    if (stops.length > 300) throw new Error("Tab never comes to an end");
  }
}
