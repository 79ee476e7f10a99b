import { chromium, type LaunchOptions } from "@playwright/test";

/** The browser features that the reader needs, besides rendering a page. */
const NEEDS = `({
  "the CSS Custom Highlight API": typeof CSS !== "undefined" && "highlights" in CSS,
  "MP3 audio": new Audio().canPlayType("audio/mpeg") !== "",
  "a laid out page": document.querySelector("p").getBoundingClientRect().width > 0,
})`;

/** Launches a browser and renders a page in it. Returns what was wrong, as a sentence, or undefined. */
export async function whyUnusable({ executablePath, args, env }: LaunchOptions): Promise<string | undefined> {
  try {
    const browser = await chromium.launch({
      executablePath,
      args,
      env: { ...process.env, ...env },
      timeout: 20_000,
    });
    try {
      const page = await browser.newPage();
      await page.setContent("<p>On Record</p>");
      const has = await page.evaluate<Record<string, boolean>>(NEEDS);
      const lacks = Object.keys(has).filter((need) => !has[need]);
      return lacks.length > 0 ? `version ${browser.version()} lacks ${lacks.join(" and ")}` : undefined;
    } finally {
      await browser.close();
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // The browser's own message tells more than the name of the failed call.
    return /error while loading shared libraries.*/.exec(text)?.[0] ?? text.split("\n")[0];
  }
}
