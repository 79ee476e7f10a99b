import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { readEnvironment } from "../../lib/read-environment";
import { runJobs } from "../../scripts/jobs/run-jobs";
import { renewBeginCode } from "../../server/people/accounts/renew-begin-code";
import { startSite } from "../support/site";
import { transcript } from "./support/reader";
import { axe, expect, test as overSite } from "./support/test";

/** From `npm start` on an empty home to a show's transcripts, this many clicks are allowed. */
const MOST_CLICKS = 12;
const COUNT = 20;

/**
 * Seconds of a person's time by the keystroke-level model (Card, Moran and Newell 1980), in place of a clock's, which would
 * measure the machine: pointing at a button and pressing it, a key of an average typist, and thinking before each of the two
 * kinds of step. Waiting for the import is not counted: one may leave its page.
 */
const OPERATORS = { point: 1.1, press: 0.2, key: 0.28, think: 1.35 };
const MOST_SECONDS = 90;

/** Playwright's `test` over a site as a first start leaves it, with neither mail nor GitHub nor the demonstration's sign-in. */
const test = overSite.extend<{ begin: string }>({
  // The site first: its code is made when its database is filled.
  begin: async ({ site }, use) => use(site && code),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  site: async ({}, use) => {
    const site = await startSite({
      env: { ONRECORD_FETCH_INTERNAL: "1", ONRECORD_DEMO: "0" },
      fill: async (db) => {
        code = (await renewBeginCode(db)) ?? "";
      },
    });
    const stop = new AbortController();
    const settings = { ONRECORD_FETCH_INTERNAL: "1", ONRECORD_HOME: site.home, NEXTAUTH_URL: site.url };
    const jobs = runJobs(site.databaseUrl, readEnvironment(settings), stop.signal);
    await use(site);
    stop.abort();
    await jobs;
    await site.stop();
  },
});

let code = "";
let host: Server;
let url: string;

test.beforeAll(async () => {
  host = createServer((request, response) => {
    const [, number] = /^\/(\d+)\.vtt$/.exec(request.url ?? "") ?? [];
    if (number) {
      response.setHeader("content-type", "text/vtt");
      response.end(`WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>Bread number ${number} needs time.\n`);
    } else if (request.url === "/feed.xml") response.end(feed());
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
test.afterAll(() => void host.close());

const feed = () =>
  `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>On Bread</title>
    <link>${url}/</link><description>Bread, and what it needs</description>${Array.from(
      { length: COUNT },
      (_, i) => `<item><title>Loaf ${i + 1}</title><guid>loaf-${i + 1}</guid>
        <pubDate>${new Date(Date.UTC(2025, 0, i + 1)).toUTCString()}</pubDate>
        <enclosure url="${url}/${i + 1}.mp3" type="audio/mpeg" length="1000"/>
        <podcast:transcript url="${url}/${i + 1}.vtt" type="text/vtt"/></item>`,
    ).join("")}</channel></rss>`;

interface Steps {
  clicks: number;
  /** Characters that stand in fields: each was typed, also where a person would paste. */
  keys: number;
  fields: number;
}

/** Counts the clicks that reach a page's documents, the keys that press a button, and what is typed. */
async function countSteps(page: Page): Promise<Steps> {
  const steps: Steps = { clicks: 0, keys: 0, fields: 0 };
  await page.exposeFunction("clicked", () => {
    steps.clicks += 1;
  });
  await page.exposeFunction("typed", (keys: number) => {
    steps.keys += keys;
    steps.fields += 1;
  });
  await page.addInitScript(() => {
    const { clicked, typed } = globalThis as unknown as {
      clicked: () => void;
      typed: (keys: number) => void;
    };
    addEventListener("click", (event) => event.isTrusted && clicked(), { capture: true });
    addEventListener(
      "input",
      ({ target }) => target instanceof HTMLInputElement && typed(target.value.length),
      {
        capture: true,
      },
    );
  });
  return steps;
}

/** A person's seconds for these steps. A field is pointed at before it is typed into. */
function secondsOf({ clicks, keys, fields }: Steps): number {
  const { point, press, key, think } = OPERATORS;
  return (clicks + fields) * (think + point + press) + keys * key;
}

async function becomeAdministrator(page: Page, begin: string, name = "Ada Löwe"): Promise<void> {
  // The address that `npm start` prints.
  await page.goto(`/admin/begin?code=${begin}`);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Become the administrator" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bring a show" })).toBeVisible();
}

test("from an empty home to a show of 20 episodes with transcripts, by clicks alone", async ({
  page,
  begin,
  allowed,
}) => {
  // The feed's audio is on a host of the test's.
  allowed.push(/127\.0\.0\.1/, /404/);
  const steps = await countSteps(page);
  await becomeAdministrator(page, begin);
  await axe(page);
  await page.getByLabel("Feed or page").fill(`${url}/feed.xml`);
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText("20 (VTT: 20)")).toBeVisible();
  await page.getByRole("button", { name: "Import it" }).click();
  await expect(page.getByText("It is done.")).toBeVisible();
  await page.getByRole("link", { name: "Open the show" }).click();
  await expect(page.getByText("20 episodes")).toBeVisible();
  await page.getByRole("link", { name: "Loaf 20" }).click();
  await expect(transcript(page)).toContainText("Bread number 20 needs time.");
  // And one on the address that the terminal shows.
  expect(steps.clicks + 1, "clicks").toBeLessThanOrEqual(MOST_CLICKS);
  expect(steps.clicks, "the test counts them").toBeGreaterThanOrEqual(5);
  expect(steps.keys, "and what is typed").toBeGreaterThanOrEqual(`Ada Löwe${url}/feed.xml`.length);
  expect(secondsOf({ ...steps, clicks: steps.clicks + 1 }), "a person's time").toBeLessThanOrEqual(
    MOST_SECONDS,
  );
});

test("people work without mail and providers, by links that the administrator hands out", async ({
  page,
  browser,
  baseURL,
  site,
  begin,
  allowed,
}) => {
  allowed.push(/404/);
  await page.goto("/sign-in");
  await expect(page.getByText("This site has no administrator yet.")).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Become its administrator" }).click();
  await expect(page).toHaveTitle(/Begin this site/);
  await axe(page);
  await page.getByLabel("Code").fill("WRONG");
  await page.getByLabel("Your name").fill("Ada");
  await page.getByRole("button", { name: "Become the administrator" }).click();
  await expect(page.getByText("That is not the code of the latest start.")).toBeVisible();
  await expect(page.getByLabel("Your name"), "what was typed stays").toHaveValue("Ada");
  await page.getByLabel("Code").fill(begin.toLowerCase());
  await page.getByRole("button", { name: "Become the administrator" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bring a show" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Figures of Speech" })).toBeVisible();
  await page.goto(`/admin/begin?code=${begin}`);
  await expect(page.getByRole("heading", { name: "This site has an administrator already" })).toBeVisible();

  await page.goto("/admin");
  await axe(page);
  await page.getByLabel("Their name").fill("Bo Builder");
  await page.getByRole("button", { name: "Make an account and a link" }).click();
  const made = page.getByLabel("The link for Bo Builder (bo-builder)");
  await expect(made).toBeVisible();
  await axe(page);
  const link = await made.inputValue();
  expect(link).toMatch(new RegExp(`^${site.url}/sign-in/[\\w-]+$`));

  const theirs = await browser.newContext(baseURL ? { baseURL } : {});
  const tab = await theirs.newPage();
  await tab.goto(link);
  await expect(tab.getByRole("heading", { name: "Sign in as Bo Builder" })).toBeVisible();
  await tab.getByRole("button", { name: "Sign in" }).click();
  await expect(tab).toHaveURL(`${site.url}/`);
  await expect(tab.getByRole("link", { name: "Bo Builder" })).toBeVisible();
  await tab.goto(link);
  await expect(tab.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
  await tab.goto("/admin");
  await expect(tab.getByRole("heading", { level: 1 })).not.toHaveText("Run this site");

  await page.getByLabel("Find somebody").fill("build");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("button", { name: "Make a link for Bo Builder" }).click();
  await expect(page.getByLabel("The link for Bo Builder (bo-builder)")).toBeVisible();
  await page.getByLabel("Also anybody with an account, once an administrator agrees").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("The rules are saved.");

  await tab.goto("/new");
  await tab.getByLabel("Feed or page").fill(`${url}/feed.xml`);
  await tab.getByRole("button", { name: "Look at it" }).click();
  await tab.getByRole("button", { name: "Ask for it" }).click();
  await expect(tab.getByRole("heading", { name: "Bring “On Bread”" })).toBeVisible();
  await axe(tab);
  await tab.getByRole("button", { name: "Look for it now" }).click();
  await expect(tab.getByText("Not found: The feed has no such code")).toBeVisible();

  await page.goto("/admin");
  await page.getByRole("link", { name: "See the request" }).click();
  await axe(page);
  await page.getByRole("button", { name: "Make them its owner" }).click();
  await expect(page.getByText("Bo Builder owns it now.")).toBeVisible();
  await tab.reload();
  await tab.getByRole("link", { name: "See the import" }).click();
  await expect(tab.getByText("It is done.")).toBeVisible();
  await tab.getByRole("link", { name: "Open the show" }).click();
  await expect(tab.getByText("Maintained by Bo Builder.")).toBeVisible();
  await theirs.close();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the first visit works as well", { tag: "@once" }, async ({ page, begin, allowed }) => {
    allowed.push(/\.js: csp$/);
    await becomeAdministrator(page, begin);
    await page.goto("/admin");
    await page.getByLabel("Their name").fill("Bo Builder");
    await page.getByRole("button", { name: "Make an account and a link" }).click();
    await expect(page.getByLabel("The link for Bo Builder (bo-builder)")).toBeVisible();
  });
});
