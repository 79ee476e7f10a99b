import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readEnvironment } from "../../lib/read-environment";
import { runJobs } from "../../scripts/jobs/run-jobs";
import { DEMO_CONTRIBUTOR } from "../../server/people/accounts/demo-people";
import { startSite } from "../support/site";
import { asContributor, axe, expect, test as overSite } from "./support/test";

/** What the show's feed says in its channel. */
let channel = "";

/** The host of the show's feed; its site has nothing else. */
async function startHost(): Promise<Server> {
  const host = createServer((request, response) => {
    if (request.url !== "/feed.xml") return void response.writeHead(404).end();
    const link = `http://${request.headers.host}/`;
    response.end(
      `<rss version="2.0"><channel><title>On Bread</title><link>${link}</link>${channel}</channel></rss>`,
    );
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  return host;
}

/** Playwright's `test` over a site with a show that nobody owns, whose one episode has no transcript. */
const test = overSite.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  site: async ({}, use) => {
    const host = await startHost();
    const feedUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}/feed.xml`;
    const site = await startSite({
      env: { ONRECORD_FETCH_INTERNAL: "1" },
      fill: async (db) => {
        const { id: showId } = await db.show.create({
          data: { slug: "bread", title: "On Bread", filePrefix: "bread", feedUrl, fetchedUrl: feedUrl },
        });
        await db.episode.create({ data: { showId, slug: "1", sortKey: "1", title: "Loaf one" } });
      },
    });
    const stop = new AbortController();
    const settings = { ONRECORD_FETCH_INTERNAL: "1", ONRECORD_HOME: site.home, NEXTAUTH_URL: site.url };
    const jobs = runJobs(site.databaseUrl, readEnvironment(settings), stop.signal);
    await use(site);
    stop.abort();
    await jobs;
    await site.stop();
    host.close();
  },
});

test("whoever proves that a show is theirs owns it, and finds its settings", async ({ page }) => {
  channel = "";
  await page.goto("/bread");
  await expect(page.getByText("No transcripts yet")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("0 words");
  await axe(page);
  await asContributor(page, "/bread");
  await expect(page.getByRole("link", { name: "Settings" })).toHaveCount(0);
  await page.getByRole("link", { name: "Is this your show?" }).click();
  await axe(page);
  await page.getByLabel("Something for the administrators to know").fill("I bake it.");
  await page.getByRole("button", { name: "It is mine" }).click();
  await expect(page.getByRole("heading", { name: "Is “On Bread” yours?" })).toBeVisible();
  await axe(page);
  const code = await page.getByLabel("Your code").inputValue();
  await page.getByRole("button", { name: "Look for it now" }).click();
  await expect(page.getByText("Not found: The feed has no such code")).toBeVisible();
  await axe(page);
  channel = `<description>Bread. ${code}</description>`;
  await page.getByRole("button", { name: "Look for it now" }).click();
  await expect(page.getByText("It is yours.")).toBeVisible();

  await page.getByRole("link", { name: "Open the show" }).click();
  await expect(page.getByText(`Maintained by ${DEMO_CONTRIBUTOR.name}.`)).toBeVisible();
  await expect(page.getByRole("link", { name: "Is this your show?" })).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "People", exact: true }).click();
  await axe(page);
  await page.goto("/sign-in");
  const shows = page.getByRole("region", { name: "Your shows" });
  await expect(shows.getByText("You own it")).toBeVisible();
  await axe(page);
  await page.goto("/bread/settings/people");
  await page.getByLabel("I am sure").check();
  await page.getByRole("button", { name: "Leave the show" }).click();
  await expect(page.getByRole("link", { name: "Is this your show?" })).toBeVisible();
});

test("an episode without a transcript says so, and it can be asked for", { tag: "@once" }, async ({
  page,
}) => {
  await page.goto("/bread/1");
  await expect(page.getByRole("main")).not.toContainText("no gaps left");
  await axe(page);
  await page.getByRole("button", { name: "Ask for a transcript" }).click();
  await expect(page.getByRole("status")).toHaveText("It is counted: you are the first to ask.");
  await page.goto("/gaps?show=bread");
  const asked = page.getByRole("region", { name: "Transcripts that are asked for" });
  await expect(asked.getByRole("link", { name: "Loaf one" })).toBeVisible();
  await axe(page);
  await page.goto("/bread");
  await expect(page.getByText("No transcript yet", { exact: true })).toBeVisible();
});
