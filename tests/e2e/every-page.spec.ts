import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { axeContrast } from "./support/axe";
import { EPISODE, openEpisode } from "./support/reader";
import { asMaintainer, axe, expect, test } from "./support/test";

test.use({ onlyReads: true });

/** Values for the parts of an address in brackets; the default is 1. */
const PARTS: Record<string, string> = { show: "figures", slug: "1", handle: "morgan" };

/** Addresses that show a page in another state: with results, without results, and with nothing to list. */
const MORE = ["/figures/2", "/search?q=survey", "/search?q=pandmic", "/search?q=the", "/figures?page=7"];

/** An address for each page found in `app`, so that a new page is covered too. */
function addresses(): string[] {
  const app = resolve(import.meta.dirname, "../../app");
  const pages = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|\/)page\.tsx$/.test(file),
  );
  return pages.map((file) => {
    const parts = join("/", file, "..")
      .split("/")
      .filter((part) => part && !part.startsWith("("));
    return `/${parts.map((part) => (part.startsWith("[") ? (PARTS[part.replace(/[[\].]/g, "")] ?? "1") : part)).join("/")}`;
  });
}

const papers = { light: "rgb(251, 250, 246)", dark: "rgb(23, 22, 19)" };

async function look(page: Page, address: string): Promise<void> {
  await test.step(address, async () => {
    if (page.url() === "about:blank" || !page.url().endsWith(address)) await page.goto(address);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      const { paper, wide, room } = await page.evaluate(() => ({
        paper: getComputedStyle(document.documentElement).backgroundColor,
        wide: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
      }));
      expect(paper, address).toBe(papers[theme]);
      expect(wide, `${address}: nothing is wider than the window`).toBeLessThanOrEqual(room);
      // The other theme differs only in colours, which these rules do not check.
      if (theme === "light") await axe(page);
      else await axeContrast(page);
    }
  });
}

test("every page can be read by all in both themes, and fits its window", async ({ page, allowed }) => {
  test.setTimeout(240_000);
  allowed.push(/404/, /403/);
  await openEpisode(page, `${EPISODE}?t=16`);
  for (const closed of await page.locator("main details").all())
    await closed.evaluate((details: HTMLDetailsElement) => {
      details.open = true;
    });
  await look(page, `${EPISODE}?t=16`);
  for (const address of ["/sign-in", "/nobody/at-all", "/embed/figures/1", "/", ...MORE])
    await look(page, address);
  // The other pages as someone with all rights.
  await asMaintainer(page, "/figures");
  const seen = [EPISODE, "/sign-in", "/embed/figures/1", "/"];
  for (const address of addresses().filter((each) => !seen.includes(each))) await look(page, address);
});
