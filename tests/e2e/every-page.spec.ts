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
      // Where there is nothing, Next draws the page in the browser, which may be after it was loaded.
      const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      await expect.poll(paper, address).toBe(papers[theme]);
      // On a navigation inside the site React changes the title a moment after the address.
      await expect(page, address).toHaveTitle(/On Record/);
      const { wide, room } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
      }));
      expect(wide, `${address}: nothing is wider than the window`).toBeLessThanOrEqual(room);
      // The other theme differs only in colours, which these rules do not check.
      if (theme === "light") await axe(page);
      else await axeContrast(page);
    }
  });
}

test("every page can be read by all in both themes, and fits its window", async ({ page, allowed }) => {
  test.setTimeout(240_000);
  const violations: string[] = [];
  await page.exposeFunction("violated", (what: string) => violations.push(what));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { violated } = globalThis as unknown as { violated: (what: string) => void };
      violated(`${location.pathname}: ${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
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
  expect(violations, "what the content policies forbade").toEqual([]);
});

test("a script that someone brought into a page does not run", { tag: "@once" }, async ({
  page,
  request,
  allowed,
}) => {
  allowed.push(/Content Security Policy/);
  for (const address of [EPISODE, "/embed/figures/1", `${EPISODE}?q=1`, ...addresses()]) {
    const policy = (await request.get(address)).headers()["content-security-policy"] ?? "";
    expect(policy, address).toMatch(/script-src 'self' 'sha256-/);
    expect(policy, address).not.toMatch(/script-src [^;]*(unsafe|nonce)/);
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors ",
    ])
      expect(policy, address).toContain(part);
  }
  await page.route(EPISODE, async (route) => {
    const response = await route.fetch();
    const brought = `<script>document.title = "Brought"</script><img src="data:," onerror="document.title = 'Brought'">`;
    const body = (await response.text()).replace("<main", `${brought}<main`);
    await route.fulfill({ response, body });
  });
  await openEpisode(page);
  await expect(page).toHaveTitle("Almost 4,300 People · Figures of Speech · On Record");
});
