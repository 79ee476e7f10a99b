import { test as base, expect, type Page } from "@playwright/test";
import { type Browser, findBrowser } from "../../../scripts/browser/find";
import { type Site, startSite } from "../../support/site";

export { axe } from "./axe";
export { asContributor, asMaintainer, maintainersTab } from "./people";
export { expect };

interface Fixtures {
  /** What a page may complain of in this test: `allowed.push(/404/)`. All else fails it. */
  readonly allowed: RegExp[];
  /**
   * Whether a file leaves the site as it found it, so that it can have one that other such files had before:
   * `test.use({ onlyReads: true })`.
   */
  readonly onlyReads: boolean;
  /** The site that the tests of one file share: each file finds the demonstration as a newcomer does. */
  readonly site: Site;
}

interface WorkerFixtures {
  /** The site of that name, started where it is first asked for; the one of the name before ends. */
  readonly siteOf: (name: string) => Promise<Site>;
  /** The site of the files that only read. */
  readonly readSite: () => Promise<Site>;
}

/**
 * Playwright's `test` over a running site, whose pages must keep quiet: an error in the console, an exception
 * that nobody catches or a request that fails makes the test fail, in every tab.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
    async ({}, use) => {
      // `npm test` has found it already; `npx playwright test` has not.
      const found = process.env.ONRECORD_BROWSER_FOUND;
      const { executablePath, args, env }: Browser = found ? JSON.parse(found) : await findBrowser();
      await use({ executablePath, args, env: { ...process.env, ...env } });
    },
    { scope: "worker", timeout: 600_000 },
  ],

  siteOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
    async ({}, use) => {
      let current: { name: string; site: Site } | undefined;
      await use(async (name) => {
        if (current?.name === name) return current.site;
        await current?.site.stop();
        current = undefined;
        current = { name, site: await startSite() };
        return current.site;
      });
      await current?.site.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  readSite: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
    async ({}, use) => {
      let site: Site | undefined;
      await use(async () => {
        site ??= await startSite();
        return site;
      });
      await site?.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  onlyReads: [false, { option: true }],

  site: async ({ siteOf, readSite, onlyReads }, use, { file }) =>
    use(await (onlyReads ? readSite() : siteOf(file))),

  baseURL: async ({ site }, use) => use(site.url),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  allowed: async ({}, use) => use([]),

  context: async ({ context, allowed }, use) => {
    const complaints: string[] = [];
    context.on("page", (page) => listen(page, complaints));
    await use(context);
    const unexpected = complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)));
    expect(unexpected, "what the pages complained of").toEqual([]);
  },
});

function listen(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "failed";
    // A page that is left, and audio that is sought in, give up what they had asked for.
    if (reason !== "net::ERR_ABORTED") complaints.push(`${request.url()}: ${reason}`);
  });
}
