import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type axeCore from "axe-core";
import type { RunOptions } from "axe-core";

// The minified one has half the size of the other: each page that is looked at is sent it, and reads it.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Expects that the page, as it is now, breaks no rule of WCAG 2.2 A and AA that a machine can check.
 *
 * @param part a selector of what alone is looked at: of what has been scrolled under a bar that stays, only the rest
 * that is still to be seen would count as a target
 */
export async function axe(page: Page, part = "html"): Promise<void> {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  await expectNothing(page, part, { type: "tag", values: rules });
}

/** Expects that what is written on the page, as it is now, stands out from what is behind it. */
export async function axeContrast(page: Page): Promise<void> {
  await expectNothing(page, "html", { type: "rule", values: ["color-contrast", "link-in-text-block"] });
}

/**
 * Runs axe in the page itself, where it is put once however often one looks: axe's own helper for Playwright puts half
 * a megabyte there twice for each look, and opens a page beside it for frames of other origins, which are not here.
 */
async function expectNothing(
  page: Page,
  part: string,
  runOnly: NonNullable<RunOptions["runOnly"]>,
): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async ({ part, options }) => {
      const { axe } = window as unknown as { axe: typeof axeCore };
      return (await axe.run(part, options)).violations;
    },
    // What passes need not be told, element by element: that takes longer than finding it.
    { part, options: { runOnly, resultTypes: ["violations"] } satisfies RunOptions },
  );
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.target).join(", ")})`,
  );
  expect(found, "what axe found").toEqual([]);
}
