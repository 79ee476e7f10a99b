import { test as base, expect, type Page } from "@playwright/test";
import { type Browser, findBrowser } from "../../../scripts/browser/find";
import type { Site } from "../../support/site";
import { keptSite } from "./site-keeper";

export { axe } from "./axe";
export {
  asAdministrator,
  asContributor,
  asMaintainer,
  maintainersTab,
  sendSignIn,
  signInByButton,
} from "./people";
export { expect };

interface Fixtures {
  /** Complaints of a page to ignore in this test: `allowed.push(/404/)`. Any other complaint fails the test. */
  readonly allowed: RegExp[];
  /**
   * Whether a file leaves the demonstration unchanged, so that the next file finds it as this one did: `test.use({
   * onlyReads: true })`.
   */
  readonly onlyReads: boolean;
  /** The site that the tests of one file share: each file starts with the unchanged demonstration. */
  readonly site: Site;
}

interface WorkerFixtures {
  /**
   * The worker's one site, with the unchanged demonstration for a file that has not used it yet: its database is
   * replaced where the file before may have changed it.
   */
  readonly siteFor: (file: string, how: { readonly onlyReads: boolean }) => Promise<Site>;
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

  siteFor: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
    async ({}, use, { parallelIndex }) => {
      let site: Site | undefined;
      let last: string | undefined;
      let isChanged = false;
      await use(async (file, { onlyReads }) => {
        site ??= await keptSite(parallelIndex);
        if (file !== last && isChanged) {
          await site.renew();
          isChanged = false;
        }
        last = file;
        isChanged ||= !onlyReads;
        return site;
      });
    },
    { scope: "worker", timeout: 120_000 },
  ],

  onlyReads: [false, { option: true }],

  site: async ({ siteFor, onlyReads }, use, { file }) => use(await siteFor(file, { onlyReads })),

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
