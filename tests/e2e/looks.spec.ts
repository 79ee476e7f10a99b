import type { Page } from "@playwright/test";
import { PLAYER, TEXT } from "../../lib/page-contract";
import { EPISODE, player, transcript } from "./support/reader";
import { asContributor, expect, test } from "./support/test";

test.use({ onlyReads: true });

const PAGES = {
  home: "/",
  show: "/figures",
  episode: EPISODE,
  "short episode": "/figures/2",
  "sign-in": "/sign-in",
  "not found": "/nobody/at-all",
  embed: "/embed/figures/1",
};

const papers = { light: "rgb(251, 250, 246)", dark: "rgb(23, 22, 19)" };
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("on the narrowest phone, too, nothing scrolls sideways", { tag: "@once" }, async ({ page, allowed }) => {
  allowed.push(/404/);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of Object.values(PAGES)) {
    await page.goto(address);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(320);
  }
});

test("what one presses is 44 pixels high", async ({ page, isMobile, allowed }) => {
  allowed.push(/404/);
  await asContributor(page, EPISODE);
  await expect(page.getByRole("link", { name: /^Casey/ })).toBeVisible();
  const bars = `body > header :is(a, button), [${PLAYER}] :is(button, input)`;
  expect(await lowerThan44(page, bars)).toEqual([]);
  if (!isMobile) return;
  // A finger needs this height in the text and in lists too; a link within a sentence is as high as its line.
  const places = `main > * > p > a, main button, main nav a, main li > a, [${TEXT}] cite a`;
  for (const address of ["/", "/figures", EPISODE, "/sign-in", "/nobody"]) {
    await page.goto(address);
    expect(await lowerThan44(page, places), address).toEqual([]);
  }
});

test("what is not drawn yet is reckoned with about as high as it is", async ({ page, allowed }) => {
  // Without word starts, nothing out of sight is laid out.
  allowed.push(/\/words\//);
  await page.route("**/words/**", (route) => route.abort());
  await page.goto(EPISODE);
  await expect(player(page).getByRole("alert")).toBeVisible();
  const height = () => transcript(page).evaluate((text) => text.getBoundingClientRect().height);
  const stretches = transcript(page).locator(":scope > div");
  expect(await stretches.count()).toBeGreaterThan(4);
  const reckoned = await height();
  await stretches.evaluateAll((all) => {
    for (const stretch of all) stretch.style.contentVisibility = "visible";
  });
  const drawn = await height();
  expect(drawn, "some of it was not drawn").not.toBe(reckoned);
  expect(reckoned / drawn).toBeGreaterThan(0.9);
  expect(reckoned / drawn).toBeLessThan(1.1);
});

/** Controls that are lower than a finger needs, with their heights. Show notes are prose and do not count. */
async function lowerThan44(page: Page, targets: string): Promise<string[]> {
  return page.locator(targets).evaluateAll((all) =>
    all
      .filter((target) => target.checkVisibility() && !target.closest("[aria-labelledby='notes']"))
      .filter((target) => !target.textContent?.startsWith("Skip"))
      .map((target) => {
        // A link may extend beyond its text with a pseudo-element over its row.
        const laid = getComputedStyle(target, "::after").position === "absolute";
        const { height } = ((laid && target.parentElement) || target).getBoundingClientRect();
        return { name: target.textContent || target.getAttribute("aria-label"), height };
      })
      .filter(({ height }) => height < 44)
      .map(({ name, height }) => `${name}: ${height}`),
  );
}

test("the page turns dark and light again, and stays so", { tag: "@once" }, async ({ page }) => {
  await page.goto("/");
  expect(await paper(page)).toBe(papers.light);
  const toggle = page.getByRole("button", { name: "Change between light and dark" });
  await toggle.click();
  expect(await paper(page)).toBe(papers.dark);

  // The first paint is dark already: the theme is set before there is a body to paint.
  await page.addInitScript(() => {
    const seen: (string | undefined)[] = [];
    Object.assign(window, { seen });
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      seen.push(document.documentElement.dataset.theme);
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["dark"]);
  expect(await paper(page)).toBe(papers.dark);

  await page.getByRole("link", { name: "Almost 4,300 People" }).click();
  await expect(player(page)).toBeVisible();
  expect(await paper(page), "on the next page, too").toBe(papers.dark);
  await toggle.click();
  expect(await paper(page)).toBe(papers.light);
  await page.reload();
  expect(await paper(page)).toBe(papers.light);

  // Back at the system's theme, the page follows the system again.
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await paper(page)).toBe(papers.dark);
});

test("who has chosen nothing gets what the system says, and follows it", { tag: "@once" }, async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/");
  expect(await paper(page)).toBe(papers.dark);
  await page.emulateMedia({ colorScheme: "light" });
  expect(await paper(page)).toBe(papers.light);
});

test("a browser that keeps nothing can change the theme all the same", { tag: "@once" }, async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("Refused", "SecurityError");
      },
    });
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Change between light and dark" }).click();
  expect(await paper(page)).toBe(papers.dark);
});

test("text twice as large still fits", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      document.documentElement.style.fontSize = "200%";
    });
  });
  for (const address of ["/", EPISODE]) {
    await page.goto(address);
    const { wide, room } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    expect(wide, address).toBeLessThanOrEqual(room);
  }
});
