import { test as base, expect, type Page } from "@playwright/test";
import { type Browser, findBrowser } from "../../../scripts/browser/find";
import { type Site, startSite } from "../../support/site";

export { axe } from "./axe";
export { asContributor, asMaintainer, maintainersTab } from "./people";
export { expect };

interface Fixtures {
  /** Complaints of a page to ignore in this test: `allowed.push(/404/)`. Any other complaint fails the test. */
  readonly allowed: RegExp[];
  /**
   * Whether a file leaves the site unchanged, so that several such files can share one: `test.use({
   * onlyReads: true })`.
   */
  readonly onlyReads: boolean;
  /** The site that the tests of one file share: each file starts with the unchanged demonstration. */
  readonly site: Site;
}

interface WorkerFixtures {
  /** The site of that name, started when first requested; the site of the name before stops. */
  readonly siteOf: (name: string) => Promise<Site>;
  /** The site for files that only read. */
  readonly readSite: () => Promise<Site>;
}

/**
 * Playwright's `test` with a running site. An error in the console, an uncaught exception or a failed request
 * fails the test, in every tab.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
    async ({}, use) => {
      // `npm test` has already found it; `npx playwright test` has not.
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
    // Leaving a page, or seeking in audio, aborts requests.
    if (reason !== "net::ERR_ABORTED") complaints.push(`${request.url()}: ${reason}`);
  });
}
