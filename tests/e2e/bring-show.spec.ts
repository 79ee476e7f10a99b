import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readEnvironment } from "../../lib/read-environment";
import { runJobs } from "../../scripts/jobs/run-jobs";
import { startSite } from "../support/site";
import { transcript } from "./support/reader";
import { asAdministrator, asContributor, axe, expect, test as overSite } from "./support/test";

/** Playwright's `test` over a site that may fetch from this machine, and runs jobs. */
const test = overSite.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  site: async ({}, use) => {
    const site = await startSite({
      env: { ONRECORD_FETCH_INTERNAL: "1" },
    });
    // `npm start` runs jobs beside the site.
    const stop = new AbortController();
    const settings = { ONRECORD_FETCH_INTERNAL: "1", ONRECORD_HOME: site.home, NEXTAUTH_URL: site.url };
    const jobs = runJobs(site.databaseUrl, readEnvironment(settings), stop.signal);
    await use(site);
    stop.abort();
    await jobs;
    await site.stop();
  },
});

const COUNT = 20;
let host: Server;
let url: string;

test.beforeAll(async () => {
  host = createServer((request, response) => {
    const [, number] = /^\/(\d+)\.vtt$/.exec(request.url ?? "") ?? [];
    if (number) {
      response.setHeader("content-type", "text/vtt");
      response.end(`WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>Bread number ${number} needs time.\n`);
    } else if (request.url === "/feed.xml") {
      response.setHeader("content-type", "application/rss+xml");
      response.end(feed());
    } else if (request.url === "/") {
      response.setHeader("content-type", "text/html");
      response.end(
        `<title>On Bread</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>On Bread</h1>`,
      );
    } else response.writeHead(404).end();
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

test("a show is brought by its page's address, and its transcripts are read", async ({
  page,
  site,
  allowed,
}) => {
  // The feed's audio and cover are on a host of the test's.
  allowed.push(/127\.0\.0\.1/, /404/);
  await asAdministrator(page, site, "/sign-in");
  await page.getByRole("link", { name: "Bring a show" }).click();
  await axe(page);
  const address = page.getByLabel("Feed or page");
  await address.fill(`${url}/nothing`);
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText(/404/)).toBeVisible();
  await expect(address, "what was typed stays").toHaveValue(`${url}/nothing`);

  await address.fill(url);
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("heading", { name: "On Bread" })).toBeVisible();
  await expect(page.getByText("20 (VTT: 20)")).toBeVisible();
  await expect(page.getByLabel("Its address here")).toHaveValue("on-bread");
  await axe(page);
  await page.getByLabel("Its address here").fill("figures");
  await page.getByRole("button", { name: "Import it" }).click();
  await expect(page.getByText("Figures of Speech” has this address")).toBeVisible();
  await page.getByLabel("Its address here").fill("on-bread");
  await page.getByRole("button", { name: "Import it" }).click();

  await expect(page.getByText("It is done.")).toBeVisible();
  await expect(
    page.getByText("20 episodes in the feed, 20 new here, 20 transcripts imported."),
  ).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Open the show" }).click();
  await page.getByRole("link", { name: "Loaf 20" }).click();
  await expect(transcript(page)).toContainText("Bread number 20 needs time.");

  await asContributor(page, "/new");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Bring a show");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("a show is brought as well", { tag: "@once" }, async ({ page, site, allowed }) => {
    allowed.push(/127\.0\.0\.1/, /404/, /\.js: csp$/);
    await asAdministrator(page, site, "/new");
    await page.getByLabel("Feed or page").fill(`${url}/feed.xml`);
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByRole("button", { name: "Import it" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("It is done.")).toBeVisible({ timeout: 500 });
    }).toPass();
  });
});
