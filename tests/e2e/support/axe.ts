import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type axeCore from "axe-core";
import type { RunOptions } from "axe-core";

// The minified one has half the size of the other: each page that is looked at is sent it, and reads it.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Expects that the page, in its current state, breaks no rule of WCAG 2.2 A and AA that a machine can check.
 *
 * @param part a selector of the only part to check: axe would judge a target that has scrolled under a fixed
 * bar by its visible remainder
 */
export async function axe(page: Page, part = "html"): Promise<void> {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  await expectNothing(page, part, { type: "tag", values: rules });
}

/** Expects that text on the page, in its current state, has enough contrast to its background. */
export async function axeContrast(page: Page): Promise<void> {
  await expectNothing(page, "html", { type: "rule", values: ["color-contrast", "link-in-text-block"] });
}

/**
 * Runs axe in the page itself, and loads it only once per page: axe's own helper for Playwright loads half a
 * megabyte twice for each check, and opens another page for frames of other origins, which are not here.
 */
async function expectNothing(
  page: Page,
  part: string,
  runOnly: NonNullable<RunOptions["runOnly"]>,
): Promise<void> {
  // On a navigation inside the site React sets the title a moment after the page has changed.
  await expect(page, "what axe looks at has a title").toHaveTitle(/./);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const look = () =>
    page.evaluate(
      async ({ part, options }) => {
        const { axe } = window as unknown as { axe: typeof axeCore };
        return (await axe.run(part, options)).violations;
      },
      // Do not report each element that passes: that takes longer than checking it.
      { part, options: { runOnly, resultTypes: ["violations"] } satisfies RunOptions },
    );
  let violations = await look();
  if (violations.some(({ id }) => id === "document-title")) {
    // React takes the title of the page before away once more before it sets its own.
    await expect(page, "what axe looks at has a title").toHaveTitle(/./);
    violations = await look();
  }
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.target).join(", ")})`,
  );
  expect(found, "what axe found").toEqual([]);
}
