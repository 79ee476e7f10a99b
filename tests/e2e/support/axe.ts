import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Expects that the page, as it is now, breaks no rule of WCAG 2.2 A and AA that a machine can check.
 *
 * @param part a selector of what alone is looked at: of what has been scrolled under a bar that stays, only the rest
 * that is still to be seen would count as a target
 */
export async function axe(page: Page, part = "html"): Promise<void> {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  await expectNothing(builderFor(page).include(part).withTags(rules));
}

/** Expects that what is written on the page, as it is now, stands out from what is behind it. */
export async function axeContrast(page: Page): Promise<void> {
  await expectNothing(builderFor(page).withRules(["color-contrast", "link-in-text-block"]));
}

// What passes need not be told, element by element: that takes longer than finding it. The mode is "legacy" in that it
// does not look into frames of other origins, of which no page here has one; in the other, each look opens a page more.
const builderFor = (page: Page) =>
  new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();

async function expectNothing(builder: AxeBuilder): Promise<void> {
  const { violations } = await builder.analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => n.target).join(", ")})`,
  );
  expect(found, "what axe found").toEqual([]);
}
