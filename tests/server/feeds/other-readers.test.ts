import { parseRssFeed } from "feedsmith";
// The parser of the Podcast Index: what it reads is what most podcast apps get to see.
import partytime from "podcast-partytime";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeFeed } from "../../../server/doors/feeds/write-feed";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { imported, makeFolder, transcript } from "../import/folder";

// It warns of types that the Podcast Namespace does not name, as Markdown, and reads them all the same.
vi.hoisted(() => {
  process.env.PARTYTIME_LOG = "error";
});

const SITE = "https://onrecord.example";
const EPISODES = 200;

let database: TestDatabase;
let xml: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await using folder = await makeFolder(
    Object.fromEntries(
      Array.from({ length: EPISODES }, (_, i) => [`tides/tides-${i + 1}.md`, transcript(`tide ${i + 1}`)]),
    ),
  );
  await imported(db, folder.path);
  await db.show.update({
    where: { slug: "tides" },
    data: {
      ...{ title: "Tides & <Tables>", description: "Of water", author: "Harbour", language: "en-GB" },
      ...{ feedUrl: "https://tides.example/feed.xml", podcastGuid: "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
      ...{ explicit: false, categories: ["Society & Culture > History", "Science"], licence: "CC BY-SA 4.0" },
      artworkUrl: "https://tides.example/cover.jpg",
    },
  });
  const episodes = await db.episode.findMany({ orderBy: { id: "asc" } });
  for (const [i, { id }] of episodes.entries())
    await db.episode.update({
      where: { id },
      data: {
        ...{
          guid: `tides-${i + 1}`,
          title: `Tide ${i + 1} & more`,
          number: i + 1,
          season: 1,
          explicit: i % 2 === 0,
        },
        ...{
          audioUrl: `https://cdn.example/${i + 1}.mp3?a=1&b=2`,
          audioType: "audio/mpeg",
          audioBytes: 1000n,
        },
        ...{ durationSeconds: 60 + i, publishedAt: new Date(Date.UTC(2024, 0, 1 + i)) },
        alternateEnclosures: [
          { type: "audio/opus", length: 5, sources: [{ uri: `https://cdn.example/${i + 1}.opus` }] },
        ],
      },
    });
  xml = (await writeFeed(db, { show: "tides", siteUrl: SITE })) ?? "";
});
afterAll(() => database.drop());

test("the Podcast Index's parser reads the feed whole", () => {
  const feed = partytime.parseFeed(xml, { allowMissingGuid: false });
  if (!feed) throw new Error("It is no feed to the parser.");
  expect(feed).toMatchObject({
    ...{ title: "Tides & <Tables>", guid: "917393e3-1b1e-5cef-ace4-edaa54e1f810", language: "en-GB" },
    ...{ author: "Harbour", explicit: false, itunesImage: "https://tides.example/cover.jpg" },
  });
  expect(feed.items).toHaveLength(EPISODES);
  for (const item of feed.items) {
    expect(item.podcastTranscripts?.map(({ url }) => url)).toEqual(
      ["vtt", "srt", "json", "html", "txt", "md"].map((ending) =>
        expect.stringMatching(new RegExp(`^${item.link}/transcript/1-[0-9a-f]{10}\\.${ending}$`)),
      ),
    );
    expect(item).toMatchObject({
      enclosure: { url: expect.stringMatching(/\.mp3\?a=1&b=2$/), length: 1000, type: "audio/mpeg" },
      alternativeEnclosures: [{ type: "audio/opus", source: [{ uri: expect.stringMatching(/\.opus$/) }] }],
    });
  }
});

test("feedsmith reads the feed whole", () => {
  const feed = parseRssFeed(xml);
  expect(feed).toMatchObject({
    itunes: {
      explicit: false,
      categories: [{ text: "Society & Culture", categories: [{ text: "History" }] }, { text: "Science" }],
    },
    podcast: { guid: "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
  });
  expect(feed.items).toHaveLength(EPISODES);
  for (const item of feed.items ?? []) {
    expect(item.podcast?.transcripts).toHaveLength(6);
    expect(item.source).toMatchObject({ url: "https://tides.example/feed.xml", title: "Tides & <Tables>" });
    expect(item.podcast?.alternateEnclosures).toHaveLength(1);
  }
});
