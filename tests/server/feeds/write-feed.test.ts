import { XMLValidator } from "fast-xml-parser";
import { parseAtomFeed, parseRssFeed } from "feedsmith";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { podcastGuid } from "../../../server/doors/feeds/podcast-guid";
import { readChapterFile } from "../../../server/doors/feeds/read-chapter-file";
import { readFeed } from "../../../server/doors/feeds/read-feed";
import { writeChanges } from "../../../server/doors/feeds/write-changes";
import { writeFeed } from "../../../server/doors/feeds/write-feed";
import { makeTranscriptVersion } from "../../../server/text/captions/make-transcript-version";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { findChapters } from "../../../server/text/episodes/find-chapters";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const SITE = "https://onrecord.example";
// Characters that a title, a name or a summary may contain, and some that XML cannot hold.
const HOSTILE = `]]> & <script>alert("1")</script> 'x' \u0001\u000b\ufffe é 日本語`;
const SHOWN = `]]> & <script>alert("1")</script> 'x'  é 日本語`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await seed(db);
  const show = await db.show.create({
    data: {
      ...{ slug: "tides", title: HOSTILE, filePrefix: "tides-", licence: "Ask us", language: "pt-BR" },
      ...{
        author: "Harbour & Sons",
        feedUrl: "https://tides.example/feed.xml",
        artworkUrl: "https://tides.example/a.jpg",
      },
    },
  });
  const [ines, sam] = await Promise.all(
    ["Ines Okoro", HOSTILE.replaceAll("\0", "")].map((name) => db.person.create({ data: { name } })),
  );
  await db.credit.create({ data: { showId: show.id, personId: ines?.id ?? 0, position: 0 } });
  const episode = await db.episode.create({
    data: {
      ...{
        showId: show.id,
        slug: "2",
        sortKey: "2",
        title: HOSTILE,
        description: HOSTILE,
        guid: "tides-0002",
      },
      ...{ audioUrl: "https://cdn.example/2.mp3?a=1&b=2", audioType: "audio/mpeg", audioBytes: 4321000n },
      ...{ durationSeconds: 300.4, season: 1, number: 204.5, publishedAt: new Date("2024-05-14T05:00:00Z") },
      artworkUrl: "https://tides.example/2.jpg",
    },
  });
  await db.credit.create({
    data: {
      ...{ episodeId: episode.id, personId: sam?.id ?? 0, position: 0, role: "guest" },
      ...{ href: "https://example.org/sam", imageUrl: "https://example.org/sam.jpg" },
    },
  });
  await db.chapter.createMany({
    data: [
      { episodeId: episode.id, position: 0, startSeconds: 0, title: HOSTILE },
      {
        episodeId: episode.id,
        position: 1,
        startSeconds: 61.5,
        title: "Neap",
        link: "https://example.org/neap",
      },
    ],
  });
});
afterAll(() => database.drop());

async function feedOf(show: string): Promise<string> {
  const xml = await writeFeed(database.db, { show, siteUrl: SITE });
  if (xml === null) throw new Error(`There is no ${show}`);
  expect(XMLValidator.validate(xml)).toBe(true);
  return xml;
}

describe("the feed, read by a parser of others' making", () => {
  test("has the transcript in every format, with its type and language", async () => {
    const feed = parseRssFeed(await feedOf("figures"));
    const item = feed.items?.find(({ title }) => title?.includes("twice")) ?? feed.items?.[1];
    const page = item?.link ?? "";
    expect(page).toMatch(/^https:\/\/onrecord\.example\/figures\/[12]$/);
    expect(item?.podcast?.transcripts).toEqual(
      [
        ["vtt", "text/vtt", "captions"],
        ["srt", "application/x-subrip", "captions"],
        ["json", "application/json"],
        ["html", "text/html"],
        ["txt", "text/plain"],
        ["md", "text/markdown"],
      ].map(([ending, type, rel]) => ({
        url: expect.stringMatching(new RegExp(`^${page}/transcript/1-[0-9a-f]{10}\\.${ending}$`)),
        ...{ type, language: "en" },
        ...(rel ? { rel } : {}),
      })),
    );
  });

  test("has what RSS asks of a channel and of an item", async () => {
    const feed = parseRssFeed(await feedOf("figures"));
    expect(feed).toMatchObject({
      title: "Figures of Speech",
      link: `${SITE}/figures`,
      description: expect.stringContaining("numbers said aloud"),
      language: "en",
      atom: { links: [{ href: `${SITE}/figures/feed.xml`, rel: "self" }] },
      podcast: {
        guid: podcastGuid(`${SITE}/figures/feed.xml`),
        license: { url: "https://creativecommons.org/licenses/by-sa/4.0/", display: "cc-by-sa-4.0" },
      },
    });
    expect(feed.items).toHaveLength(2);
    for (const item of feed.items ?? []) {
      expect(item.guid).toEqual({ value: item.link, isPermaLink: true });
      const [enclosure] = item.enclosures ?? [];
      expect(enclosure?.url).toMatch(/^https:\/\/onrecord\.example\/demo\/.+\.mp3$/);
      expect(enclosure).toMatchObject({ type: "audio/mpeg", length: expect.any(Number) });
      expect(enclosure?.length).toBeGreaterThan(100_000);
      expect(new Date(item.pubDate ?? "").getTime()).toBeGreaterThan(0);
      expect(item.podcast?.persons?.map(({ display, role }) => [display, role])).toEqual(
        expect.arrayContaining([["Mara Lindqvist", "host"]]),
      );
    }
  });

  test("holds anything that people write, and what a feed told comes out as it came in", async () => {
    const feed = parseRssFeed(await feedOf("tides"));
    expect(feed).toMatchObject({
      title: SHOWN,
      language: "pt-BR",
      itunes: { author: "Harbour & Sons", image: "https://tides.example/a.jpg" },
      podcast: {
        guid: podcastGuid("https://tides.example/feed.xml"),
        license: { url: `${SITE}/tides`, display: "Ask us" },
        persons: [{ display: "Ines Okoro", role: "host", group: "cast" }],
      },
    });
    expect(feed.items).toHaveLength(1);
    expect(feed.items?.[0]).toMatchObject({
      title: SHOWN,
      description: SHOWN,
      guid: { value: "tides-0002", isPermaLink: false },
      enclosures: [{ url: "https://cdn.example/2.mp3?a=1&b=2", length: 4321000, type: "audio/mpeg" }],
      itunes: { duration: 300, season: 1, image: "https://tides.example/2.jpg" },
      podcast: {
        season: { number: 1 },
        episode: { number: 204.5 },
        persons: [
          {
            ...{ display: SHOWN, role: "guest", group: "cast" },
            ...{ href: "https://example.org/sam", img: "https://example.org/sam.jpg" },
          },
        ],
        chapters: { url: `${SITE}/tides/2/chapters.json`, type: "application/json+chapters" },
      },
    });
  });

  test("names its source, and asks directories not to list it beside that", async () => {
    const own = await feedOf("tides");
    expect(own).toContain("<itunes:block>Yes</itunes:block>");
    expect(own).toContain('<atom:link href="https://tides.example/feed.xml" rel="via"');
    expect(own).toContain('<source url="https://tides.example/feed.xml">');
    expect(await feedOf("figures")).not.toMatch(/itunes:block|rel="via"|<source/);
    // A private feed's address lets its listener in.
    const update = (feedUrl: string) =>
      database.db.show.update({ where: { slug: "tides" }, data: { feedUrl } });
    await update("https://tides.example/feed.xml?auth=secret");
    expect(await feedOf("tides")).toContain("<itunes:block>Yes</itunes:block>");
    expect(await feedOf("tides")).not.toContain("secret");
    await update("https://tides.example/feed.xml");
  });

  test("says again what the show's feed says for directories and players", async () => {
    const { db } = database;
    const alternateEnclosures = [
      {
        ...{ type: "audio/opus", length: 10, bitrate: 32000, default: true },
        sources: [{ uri: "https://cdn.example/2.opus" }, { uri: "ipfs://abc", contentType: "audio/opus" }],
        integrity: { type: "sri", value: "sha384-x" },
      },
    ];
    await db.show.update({
      where: { slug: "tides" },
      data: {
        ...{ explicit: true, categories: ["Arts", "Society & Culture > History"] },
        newFeedUrl: "https://new.example/feed",
      },
    });
    await db.episode.updateMany({
      where: { show: { slug: "tides" } },
      data: { explicit: false, alternateEnclosures },
    });
    const feed = parseRssFeed(await feedOf("tides"));
    expect(feed.itunes).toMatchObject({
      ...{ explicit: true, newFeedUrl: "https://new.example/feed" },
      categories: [{ text: "Arts" }, { text: "Society & Culture", categories: [{ text: "History" }] }],
    });
    expect(feed.items?.[0]?.podcast?.alternateEnclosures).toMatchObject([
      {
        ...{ type: "audio/opus", length: 10, bitrate: 32000, default: true },
        sources: [{ uri: "https://cdn.example/2.opus" }, { uri: "ipfs://abc", contentType: "audio/opus" }],
        integrity: { type: "sri", value: "sha384-x" },
      },
    ]);
    const read = readFeed(Buffer.from(await feedOf("tides")));
    if (!read.ok) throw new Error(read.message);
    expect(read.feed).toMatchObject({
      ...{ explicit: true, categories: ["Arts", "Society & Culture > History"] },
      newFeedUrl: "https://new.example/feed",
    });
    expect(read.feed.items[0]).toMatchObject({ explicit: false, alternateEnclosures });
  });

  test("names a transcript by what it holds: another address after each change, of its words or of its times", async () => {
    const { db } = database;
    const vtt = async () => {
      const found = parseRssFeed(await feedOf("figures")).items?.find(({ link }) => link?.endsWith("/1"));
      return found?.podcast?.transcripts?.find(({ type }) => type === "text/vtt")?.url ?? "";
    };
    const answer = async (url: string) => {
      const [, show = "", slug = "", , file = ""] = new URL(url).pathname.split("/");
      const made = await makeTranscriptVersion(db, { show, slug, file });
      if (made === "too-hard") throw new Error("It was not made.");
      return { body: made?.body.toString(), kept: made?.headers["cache-control"] };
    };
    const first = await vtt();
    const before = await answer(first);
    expect(before).toMatchObject({ kept: "public, max-age=31536000, immutable" });
    expect(await vtt()).toBe(first);

    const document = await db.document.findFirstOrThrow({
      where: { path: "figures/figures-of-speech-1.md" },
    });
    const { text } = await db.revision.findFirstOrThrow({
      where: { documentId: document.id },
      orderBy: { number: "desc" },
    });
    await db.$transaction((tx) =>
      appendRevisions(tx, [
        {
          ...{ documentId: document.id, base: document.head, text: `${text}\nOne more paragraph.\n` },
          ...{ summary: "Add", author: { name: "Ana", id: null }, imported: true },
        },
      ]),
    );
    const second = await vtt();
    expect(second).not.toBe(first);
    expect((await answer(second)).body).toContain("One more paragraph");
    // Whoever kept the first address gets what it always said.
    expect(await answer(first)).toEqual(before);

    await db.wordTimes.create({
      data: { documentId: document.id, number: document.head + 1, deltas: Buffer.from([1, 2, 3]) },
    });
    const third = await vtt();
    expect(third).not.toBe(second);
    // An address from before the times were measured is answered, and to be asked for again.
    expect(await answer(second)).toMatchObject({ kept: "public, no-cache" });
    await db.wordTimes.deleteMany();
    await db.episode.updateMany({
      where: { slug: "1", show: { slug: "figures" } },
      data: { durationSeconds: 999 },
    });
    expect(await vtt()).not.toBe(second);
    for (const file of ["", "1", "1-x.vtt", "99-0123456789.vtt", "1-0123456789.exe"])
      expect(await makeTranscriptVersion(db, { show: "figures", slug: "1", file }), file).toBeNull();
  });

  test("names no transcript where there is none", async () => {
    expect(await feedOf("tides")).not.toContain("podcast:transcript");
  });

  test("is read back by the import of feeds", async () => {
    const read = readFeed(Buffer.from(await feedOf("tides")));
    if (!read.ok) throw new Error(read.message);
    expect(read.feed.items[0]).toMatchObject({
      guid: "tides-0002",
      season: 1,
      number: 204.5,
      durationSeconds: 300,
    });
    const figures = readFeed(Buffer.from(await feedOf("figures")));
    if (!figures.ok) throw new Error(figures.message);
    expect(figures.feed).toMatchObject({ licence: "CC BY-SA 4.0", self: `${SITE}/figures/feed.xml` });
    expect(figures.feed.items[0]?.transcripts.map(({ type }) => type)).toEqual([
      "text/vtt",
      "application/x-subrip",
      "application/json",
      "text/html",
      "text/plain",
      "text/markdown",
    ]);
  });

  test("is of shows that there are", async () => {
    for (const show of ["nobody", "", "..", "\0", "FIGURES"]) {
      expect(await writeFeed(database.db, { show, siteUrl: SITE }), show).toBeNull();
      expect(await writeChanges(database.db, { show, siteUrl: SITE }), show).toBeNull();
    }
  });
});

test("a feed's guid is the one of the specification's own example", () => {
  expect(podcastGuid("https://mp3s.nashownotes.com/pc20rss.xml")).toBe(
    "917393e3-1b1e-5cef-ace4-edaa54e1f810",
  );
  expect(podcastGuid("podnews.net/rss")).toBe("9b024349-ccf0-5f69-a609-6b82873eab3c");
});

describe("chapters", () => {
  test("are read back as they are", async () => {
    const chapters = await findChapters(database.db, { show: "tides", slug: "2" });
    expect(chapters).toMatchObject({ version: "1.2.0", chapters: [{ startTime: 0 }, { startTime: 61.5 }] });
    const read = readChapterFile(Buffer.from(JSON.stringify(chapters)));
    expect(JSON.stringify(read)).toContain("https://example.org/neap");
  });

  test("are none where there are none", async () => {
    expect(await findChapters(database.db, { show: "figures", slug: "99" })).toBeNull();
    expect(await findChapters(database.db, { show: "..", slug: "\0" })).toBeNull();
  });
});

describe("the changes", () => {
  const changesOf = async (show: string) => {
    const xml = await writeChanges(database.db, { show, siteUrl: SITE });
    expect(XMLValidator.validate(xml ?? "")).toBe(true);
    return parseAtomFeed(xml ?? "");
  };

  test("are none where all was imported, and the feed is one all the same", async () => {
    const feed = await changesOf("figures");
    expect(feed).toMatchObject({
      id: `${SITE}/figures/changes.xml`,
      title: { value: "Figures of Speech: accepted changes" },
    });
    expect(feed.entries ?? []).toEqual([]);
  });

  test("tell who changed what, the latest first, as Atom asks", async () => {
    const { db } = database;
    const document = await db.document.findFirstOrThrow({
      where: { path: "figures/figures-of-speech-1.md" },
    });
    const user = await db.user.findUniqueOrThrow({ where: { handle: "demo-contributor" } });
    for (const [number, summary, id] of [
      [2, "Fill the gap at 3:05", user.id],
      [3, HOSTILE, null],
    ] as const) {
      const revision = await db.revision.findFirstOrThrow({ where: { documentId: document.id, number } });
      const text = `${revision.text}\n\nMore of it.\n`;
      const author = { name: id ? "Casey" : HOSTILE.replaceAll("\0", ""), id };
      await db.$transaction((tx) =>
        appendRevisions(tx, [{ documentId: document.id, base: number, text, summary, author }]),
      );
    }
    const feed = await changesOf("figures");
    const page = `${SITE}/figures/1/history`;
    expect(feed.entries).toMatchObject([
      { id: `${page}/4`, authors: [{ name: SHOWN }], title: { value: expect.stringContaining(SHOWN) } },
      {
        id: `${page}/3`,
        title: { value: expect.stringMatching(/: Fill the gap at 3:05$/) },
        authors: [{ name: "Casey", uri: `${SITE}/people/demo-contributor` }],
        links: [{ href: `${page}/3`, rel: "alternate" }],
      },
    ]);
    const [first, second] = feed.entries ?? [];
    expect(new Date(first?.updated ?? 0) >= new Date(second?.updated ?? 1)).toBe(true);
    expect(feed.updated).toBe(first?.updated);
  });
});
