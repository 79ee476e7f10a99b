import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axe, expect, test } from "./support/test";

test.use({ onlyReads: true });

const WIDTHS = { wide: 1280, phone: 390 };
const PICTURES = join(import.meta.dirname, "../../test-results/patterns");

async function openPatterns(page: Page, width: keyof typeof WIDTHS, theme: "light" | "dark"): Promise<void> {
  await page.setViewportSize({ width: WIDTHS[width], height: 900 });
  await page.emulateMedia({ colorScheme: theme });
  await page.goto("/patterns");
  await expect(page.getByRole("heading", { name: "Patterns" })).toBeVisible();
}

for (const width of ["wide", "phone"] as const)
  for (const theme of ["light", "dark"] as const)
    test(`every part of the kit passes axe and fits: ${width}, ${theme}`, { tag: "@once" }, async ({
      page,
    }) => {
      await openPatterns(page, width, theme);
      await axe(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        WIDTHS[width],
      );
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${width}-${theme}.png`), fullPage: true });
    });

// What a browser draws of a letter or a curve differs between its versions; what the tokens come to does not. So the
// picture that is kept is one in words. `npm test -- e2e patterns --update-snapshots` writes it anew.
for (const width of ["wide", "phone"] as const)
  test(`every part of the kit looks as it did: ${width}`, { tag: "@once" }, async ({ page }) => {
    await openPatterns(page, width, "light");
    expect(await describeParts(page)).toMatchSnapshot(`patterns-${width}.txt`);
  });

test("every control of the kit shows its focus", { tag: "@once" }, async ({ page }) => {
  await openPatterns(page, "wide", "light");
  const controls = page.locator("main [data-theme] :is(button, input, select, textarea, a, summary):enabled");
  for (const control of await controls.all()) {
    await control.focus();
    // A field is focused as if by keyboard whoever focuses it; the rest needs a key before.
    await page.keyboard.press("Shift");
    const { outline, name } = await control.evaluate((element) => ({
      outline: getComputedStyle(element).outline,
      name: element.textContent || element.getAttribute("name"),
    }));
    expect(outline, name ?? "").toMatch(/2px/);
  }
});

/** A line for each visible piece of each part: how high it is, its corners, its colours and its font. */
function describeParts(page: Page): Promise<string> {
  return page.evaluate(() => {
    const lines: string[] = [];
    const pieces =
      "button, a, input, select, textarea, summary, kbd, label, dt, dd, [class*='notice'], [class*='panel'], [class*='empty'], [class*='hint'], [class*='error']";
    for (const scheme of document.querySelectorAll<HTMLElement>("main [data-theme]"))
      for (const part of scheme.querySelectorAll<HTMLElement>("[data-part]")) {
        lines.push(`${part.dataset.part}, ${scheme.dataset.theme}`);
        for (const piece of part.querySelectorAll<HTMLElement>(pieces)) {
          if (!piece.checkVisibility()) continue;
          const style = getComputedStyle(piece);
          const text = piece.textContent?.trim() || piece.getAttribute("name") || "";
          const name = `${piece.tagName.toLowerCase()} “${text.slice(0, 24)}”`;
          const border =
            style.borderStyle === "none"
              ? "no border"
              : `border ${style.borderTopWidth} ${style.borderColor}`;
          const low =
            Number.parseFloat(style.minHeight) > 0 ? `at least ${style.minHeight}` : "no least height";
          lines.push(
            `  ${name}: ${low}, radius ${style.borderRadius}, ${style.color} on ${style.backgroundColor}, ${border}, padding ${style.padding}, ${style.fontWeight} ${style.fontSize}/${style.lineHeight}`,
          );
        }
      }
    return `${lines.join("\n")}\n`;
  });
}
