import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { readEnvironment } from "../../lib/read-environment";
import { openDatabase } from "../../server/db";
import { importFeed } from "../../server/doors/feeds/import-feed";
import { importFolder } from "../../server/doors/import/import-folder";
import { fetchPictures } from "../../server/text/uploads/fetch-pictures-job";
import { openStore } from "../../server/text/uploads/open-store";
import { corpusFolder, corpusMissing, corpusSkipped, corpusTitle } from "../support/corpus";
import { FOUNDING, foundingText } from "../support/founding-episode";
import { startSite } from "../support/site";
import { isPlaying, playButton, transcript } from "./support/reader";
import { axe, expect, test as overSite } from "./support/test";

// The page that the project began with: Practical AI 147, of whose text the repository has a file, and of which everything else
// comes by a feed. The feed here is made up, in the shape that the show's own has.

const NOTES = `<p>Peter Wang is back to look at the State of Data Science report.</p>
<h3>Sponsors</h3><ul><li><a href="https://sponsor.example/changelog">A Sponsor</a> – ships code faster.</li></ul>
<h3>Show notes</h3><ul><li><a href="https://report.example/2021">State of Data Science 2021</a></li></ul>
<script>alert(1)</script>`;
const PEOPLE = [
  ["Daniel Whitenack", "host", "daniel"],
  ["Chris Benson", "host", "chris"],
  ["Peter Wang", "guest", "peter"],
] as const;

const COLOURS = ["#24506b", "#6b2450", "#506b24"];

const test = overSite.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names from its pattern
  site: async ({}, use) => {
    const host = await serveHost();
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    const folder = await mkdtemp(join(tmpdir(), "onrecord-founding-"));
    const corpus = corpusFolder;
    if (!corpus) throw new Error(corpusMissing);
    await mkdir(join(folder, dirname(FOUNDING)), { recursive: true });
    await writeFile(join(folder, FOUNDING), foundingText(corpus));
    const site = await startSite({
      env: { ONRECORD_FETCH_INTERNAL: "1" },
      fill: async (db) => {
        const fed = await importFeed({
          ...{ db, source: `${url}/feed.xml`, show: "practicalai", makeEpisodes: true },
          fetch: { allowInternal: true },
        });
        if (!fed.ok) throw new Error(fed.message);
        const read = await importFolder({ db, folder });
        if (!read.ok) throw new Error(read.message);
      },
    });
    const db = openDatabase(site.databaseUrl);
    const environment = readEnvironment({ ONRECORD_HOME: site.home });
    await fetchPictures({
      ...{ db, store: openStore(environment), folder: environment.uploads.folder },
      fetch: { allowInternal: true },
    });
    await db.$disconnect();
    await use(site);
    await site.stop();
    host.close();
    await rm(folder, { recursive: true });
  },
});

async function serveHost(): Promise<Server> {
  const portraits = new Map<string, Buffer>(
    await Promise.all(
      PEOPLE.map(
        async ([, , file], i) =>
          [
            `/${file}.png`,
            await sharp({
              create: {
                width: 200,
                height: 200,
                channels: 3,
                background: COLOURS[i] ?? "#000",
              },
            })
              .png()
              .toBuffer(),
          ] as const,
      ),
    ),
  );
  const host = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const portrait = portraits.get(request.url ?? "");
    if (portrait) response.setHeader("content-type", "image/png").end(portrait);
    else if (request.url === "/147.mp3")
      response
        .setHeader("content-type", "audio/mpeg")
        .setHeader("access-control-allow-origin", "*")
        .end(readFileSync("public/demo/figures-of-speech-1.mp3"));
    else if (request.url === "/feed.xml") response.end(feed(base));
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", done));
  return host;
}

const feed = (base: string) => `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
  <title>Practical AI</title><link>${base}/</link><description>Making AI practical</description>
  ${[146, 147]
    .map(
      (number) => `<item><title>${number === 147 ? "The state of data science" : "Another one"}</title>
    <guid>practicalai-${number}</guid><itunes:episode>${number}</itunes:episode><link>${base}/practicalai/${number}</link>
    <pubDate>${new Date(Date.UTC(2021, 7, number - 123)).toUTCString()}</pubDate><itunes:duration>331</itunes:duration>
    <description>Peter Wang looks at a year of data science.</description>
    <content:encoded><![CDATA[${NOTES}]]></content:encoded>
    ${PEOPLE.map(
      ([name, role, file]) =>
        `<podcast:person role="${role}" img="${base}/${file}.png" href="${base}/person/${file}">${name}</podcast:person>`,
    ).join("")}
    <enclosure url="${base}/147.mp3" type="audio/mpeg" length="1000"/></item>`,
    )
    .join("")}</channel></rss>`;

test.skip(corpusSkipped, corpusMissing);

test(
  corpusTitle("the founding page, from a feed beside the repository's text"),
  async ({ page, allowed }, info) => {
    allowed.push(/127\.0\.0\.1/);
    await page.goto("/practicalai");
    // The repository's file is the feed's episode, not a second one.
    await expect(page.getByText("2 episodes")).toBeVisible();
    await page.getByRole("link", { name: "The state of data science" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "The state of data science" })).toBeVisible();
    await expect(page.getByText("Peter Wang looks at a year of data science.")).toBeVisible();

    const featured = page.getByRole("list", { name: "Featured" });
    await expect(featured.getByRole("listitem")).toHaveCount(PEOPLE.length);
    for (const [name, role] of PEOPLE) {
      const person = featured.getByRole("listitem").filter({ hasText: name });
      await expect(person).toContainText(role);
      await expect(person.getByRole("link", { name })).toHaveAttribute("href", /\/person\//);
      // Portraits are served from here: no reader's address reaches another host.
      await expect(person.locator("img")).toHaveAttribute("src", /^\/static\/[0-9a-f]{64}\.webp$/);
    }

    const notes = page.getByRole("region", { name: "Show notes" });
    await expect(notes.getByRole("heading", { name: "Sponsors" })).toBeVisible();
    await expect(notes.getByRole("link", { name: "A Sponsor" })).toHaveAttribute(
      "href",
      "https://sponsor.example/changelog",
    );
    await expect(notes.getByRole("link", { name: "State of Data Science 2021" })).toBeVisible();

    await expect(transcript(page)).toContainText("Welcome to another episode of Practical AI.");
    await expect(transcript(page)).toContainText("Peter Wang");
    await playButton(page).click();
    await expect.poll(() => isPlaying(page)).toBe(true);
    await axe(page);
    await page.screenshot({ path: info.outputPath("founding-page.png"), fullPage: false });
  },
);
