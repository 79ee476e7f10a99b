import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FeedReport, importFeed } from "../../../server/doors/feeds/import-feed";
import { findEpisodeFacts } from "../../../server/text/episodes/find-episode-facts";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { imported, makeFolder, transcript } from "../import/folder";
import { feedOf, fixtureFeed, type Served, serve } from "./serve";

let database: TestDatabase;
let server: Served;
beforeEach(async () => {
  database = await createTestDatabase();
  server = await serve();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await database.drop();
});

interface How {
  readonly show?: string;
  readonly makeEpisodes?: boolean;
}

const attempt = (source: string, { show, makeEpisodes = true }: How = {}) =>
  importFeed({ db: database.db, source, show, makeEpisodes, fetch: { allowInternal: true } });

async function take(source: string, how?: How): Promise<FeedReport> {
  const result = await attempt(source, how);
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

/** Serves this text as the feed and gives its address. */
function at(path: string, text: string): string {
  server.answers.set(path, (_request, response) => void response.end(text));
  return `${server.url}${path}`;
}

/** Everything that a feed import stores in the database, by names rather than ids. */
async function state() {
  const shows = await database.db.show.findMany({
    orderBy: { slug: "asc" },
    include: {
      credits: { orderBy: { position: "asc" }, include: { person: true } },
      episodes: {
        orderBy: { slug: "asc" },
        include: {
          chapters: { orderBy: { position: "asc" } },
          credits: { orderBy: { position: "asc" }, include: { person: true } },
          documents: { include: { revisions: { orderBy: { number: "asc" } } } },
        },
      },
    },
  });
  const credit = ({ person, role, group, imageUrl, href }: (typeof shows)[0]["credits"][0]) =>
    [person.name, role, group, imageUrl, href] as const;
  // Each test serves its feed at an address of its own.
  return shows.map(({ id: _id, createdAt: _c, fetchedUrl: _fetched, episodes, credits, ...show }) => ({
    ...show,
    credits: credits.map(credit),
    episodes: episodes.map(
      ({ id: _id, showId: _show, createdAt: _c, chapters, credits, documents, ...episode }) => ({
        ...episode,
        chapters: chapters.map(({ startSeconds, title, link, imageUrl }) => [
          startSeconds,
          title,
          link,
          imageUrl,
        ]),
        credits: credits.map(credit),
        documents: documents.map(({ path, head, words, revisions }) => [
          path,
          head,
          words,
          revisions.map((r) => r.text),
        ]),
      }),
    ),
  }));
}

describe("a feed alone", () => {
  test("makes the show, its episodes, and the transcripts it names", async () => {
    const report = await take(`${server.url}/feed.xml`);
    expect(report).toMatchObject({ slug: "tides-tables", items: 3, fresh: 3, changed: 0, transcripts: 2 });
    expect(report.remarks).toEqual([
      {
        path: "Spring tides, neap tides",
        ...{ file: `${server.url}/feed.xml`, line: 19 },
        reason: "a chapter begins after the end of the audio, and was left out",
      },
      // The episode has its transcript, from the VTT; the feed names two more that are not there.
      ...[
        ["application/x-subrip", "srt"],
        ["text/html", "html"],
      ].map(([type, ending]) => ({
        ...{ path: "Spring tides, neap tides", file: `${server.url}/feed.xml`, line: 19 },
        reason: `its transcript (${type}) was left out: ${server.url}/2.${ending} answers with 404`,
      })),
    ]);
    const [show] = await state();
    expect(show).toMatchObject({
      slug: "tides-tables",
      title: "Tides & Tables",
      author: "Harbour Radio",
      language: "en-GB",
      licence: "CC BY-SA 4.0",
      feedUrl: "https://tides.example.org/feed.xml",
      artworkUrl: "https://tides.example.org/cover.jpg",
      link: "https://tides.example.org/",
    });
    expect(show?.credits).toEqual([
      ["Ines Okoro", "host", "cast", "https://tides.example.org/ines.jpg", "https://tides.example.org/ines"],
    ]);
    expect(show?.episodes.map(({ slug }) => slug)).toEqual(["1", "2", "a-word-before-we-sail"]);
    const [one, two] = show?.episodes ?? [];
    expect(two).toMatchObject({
      season: 1,
      number: 2,
      guid: "tides-0002",
      audioBytes: 4321000n,
      durationSeconds: 300,
    });
    expect(two?.chapters).toEqual([
      [0, "Spring", null, null],
      [120.5, "Neap", "https://example.org/neap", "https://example.org/neap.jpg"],
    ]);
    expect(two?.credits.map(([name, role]) => `${name}, ${role}`)).toEqual([
      "Ines Okoro, host",
      "Sam de Wit, guest",
      "Ravi Berg, audio engineer",
    ]);
    expect(two?.documents).toEqual([
      [
        "tides-tables/2.md",
        1,
        expect.any(Number),
        [
          "**Ines Okoro:** \\[00:01\\] Twice a month the sea comes higher than it should. Sailors call it a spring tide.\n\n" +
            "**Sam de Wit:** \\[00:30\\] It has \\*nothing\\* to do with spring, \\[laughs\\] of course.\n\n" +
            "\\[01:40\\] It comes from \\[unintelligible 01:40\\] in Old English.\n\n" +
            "**Ines Okoro:** Really?\n",
        ],
      ],
    ]);
    expect(one?.documents[0]?.[3]).toEqual([
      "**Ines Okoro:** \\[00:00\\] This clock has been wrong since 1881. Nobody minds.\n",
    ]);
    expect(await database.db.logEntry.count()).toBe(2);
  });

  test("again changes nothing and fetches no transcript again", async () => {
    await take(`${server.url}/feed.xml`);
    const before = await state();
    const rows = () => database.db.$queryRaw`SELECT xmin::text, id FROM episodes ORDER BY id`;
    const written = await rows();
    server.asked.length = 0;
    const again = await take(`${server.url}/feed.xml`);
    expect(again).toMatchObject({ slug: "tides-tables", fresh: 0, changed: 0, unchanged: 3, transcripts: 0 });
    expect(await state()).toEqual(before);
    // It does not even rewrite the same values: no row has a new version.
    expect(await rows()).toEqual(written);
    expect(server.asked.sort()).toEqual(["/2-chapters.json", "/feed.xml"]);
  });

  test("comes to the same in whatever order its items stand", async () => {
    const text = await fixtureFeed(server.url);
    const items = text.match(/<item>[\s\S]*?<\/item>/g) ?? [];
    await take(at("/a.xml", text));
    const forwards = await state();
    await database.drop();
    database = await createTestDatabase();
    await take(
      at(
        "/b.xml",
        text.replace(/<item>[\s\S]*<\/item>/, () => items.toReversed().join("")),
      ),
    );
    expect(await state()).toEqual(forwards);
  });

  test("brings what it says anew, takes away what was only its own, and leaves what it does not say", async () => {
    const text = await fixtureFeed(server.url);
    await take(at("/feed1.xml", text));
    const changed = text
      .replace("The harbour clock", "The harbour clock, again")
      .replace(/<psc:chapters[\s\S]*?<\/psc:chapters>/, "")
      .replace(/<pc:person role="Guest".*\n/, "")
      .replace(/<pubDate>Tue, 07.*\n/, "");
    expect(await take(at("/feed2.xml", changed))).toMatchObject({ changed: 2, unchanged: 1, fresh: 0 });
    const [one, two] = (await state())[0]?.episodes ?? [];
    expect(one).toMatchObject({ slug: "1", title: "The harbour clock, again", chapters: [] });
    expect(one?.publishedAt).toEqual(new Date("2024-05-07T05:00:00Z"));
    expect(two?.credits.map(([name]) => name)).toEqual(["Ines Okoro", "Ravi Berg"]);
  });

  test("keeps chapters that were there when they cannot be fetched", async () => {
    await take(`${server.url}/feed.xml`);
    const before = await state();
    server.answers.set("/2-chapters.json", (_request, response) => void response.end("<html>Sorry</html>"));
    const again = await take(`${server.url}/feed.xml`);
    expect(again.remarks).toContainEqual({
      path: "Spring tides, neap tides",
      ...{ file: `${server.url}/feed.xml`, line: expect.any(Number) },
      reason: "its chapters were left out: the chapters are not JSON",
    });
    expect(await state()).toEqual(before);
  });

  test("goes on to the next transcript where one cannot be read", async () => {
    server.answers.set("/2.vtt", (_request, response) => void response.end("<!doctype html><p>Moved"));
    server.answers.set(
      "/2.srt",
      (_request, response) =>
        void response.end("1\n00:00:01,000 --> 00:00:02,000\nInes Okoro: Hello there.\n"),
    );
    server.answers.set("/1.json", (_request, response) => void response.end("{}"));
    const report = await take(`${server.url}/feed.xml`);
    expect(report).toMatchObject({ fresh: 3, transcripts: 1 });
    expect(report.remarks.map(({ reason }) => reason)).toContain(
      "its transcript (text/vtt) was left out: the transcript is a web page (HTML) without a transcript in it",
    );
    const [one, two] = (await state())[0]?.episodes ?? [];
    expect(one?.documents).toEqual([]);
    expect(two?.documents[0]?.[3]).toEqual(["**Ines Okoro:** \\[00:01\\] Hello there.\n"]);
  });

  test("that cannot be had leaves nothing half-written", async () => {
    const none = await state();
    const laughs = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(1000)}">]>`;
    for (const [text, reason] of [
      [`<?xml version="1.0"?>${laughs}<rss><channel><title>&b;</title></channel></rss>`, "entities"],
      ["<html></html>", "html"],
      ["nothing", "not-xml"],
      ["<rss><channel></rss>", "not-xml"],
      [feedOf().replace("<title>Chat</title>", "<title>你好</title>"), "bad-show"],
    ] as const)
      expect(await attempt(at("/bad.xml", text))).toMatchObject({ ok: false, reason });
    expect(await attempt(`${server.url}/feed.xml`, { show: "api" })).toMatchObject({ reason: "bad-show" });
    expect(
      await importFeed({ db: database.db, source: `${server.url}/feed.xml`, makeEpisodes: true }),
    ).toMatchObject({
      ok: false,
      reason: "internal",
    });
    expect(await state()).toEqual(none);
  });

  test("of 500 MB is given up long before that, and nothing of it is written", async () => {
    const none = await state();
    const size = 500_000_000;
    let sent = 0;
    server.answers.set("/large.xml", (_request, response) => {
      const item = Buffer.from("<item><title>A</title></item>".repeat(4000));
      response.writeHead(200, { "Content-Length": size }).write("<rss><channel><title>Large</title>");
      const more = () => {
        while (sent < size && response.writable && response.write(item)) sent += item.length;
      };
      response.on("drain", more).on("error", () => {});
      more();
    });
    const refused = await attempt(`${server.url}/large.xml`);
    expect(refused).toMatchObject({
      ok: false,
      reason: "too-large",
      message: expect.stringMatching(/32 MB/),
    });
    expect(sent).toBeLessThan(size / 2);
    expect(await state()).toEqual(none);
  });

  test("with two items of one identity makes one episode of them, and says so", async () => {
    const item = (title: string, day: number) =>
      `<title>${title}</title><guid>1</guid><pubDate>0${day} Jan 2024 00:00:00 GMT</pubDate>`;
    const report = await take(at("/twice.xml", feedOf(item("Late", 2), item("Early", 1))));
    expect(report).toMatchObject({ fresh: 1, changed: 0 });
    expect(report.remarks.map(({ reason }) => reason).join()).toMatch(/same guid as another item/);
    expect((await state()).flatMap(({ episodes }) => episodes.map(({ title }) => title))).toEqual(["Late"]);
  });

  test("of a show that has another feed is not taken for it", async () => {
    await take(at("/one.xml", feedOf("<title>A</title><guid>1</guid>")));
    const other = at("/two.xml", feedOf("<title>B</title><guid>2</guid>"));
    expect(await attempt(other)).toMatchObject({ ok: false, reason: "another-feed" });
    expect(await take(other, { show: "chat" })).toMatchObject({ fresh: 1 });
  });
});

test("a page is told what the feed says, safely, and of the show's people where an episode names none", async () => {
  await take(`${server.url}/feed.xml`);
  const two = await findEpisodeFacts(database.db, { show: "tides-tables", slug: "2" });
  expect(two).toMatchObject({
    // Until it is here: tests/server/uploads/pictures.test.ts.
    artworkUrl: null,
    season: 1,
    number: 2,
    people: [
      { name: "Ines Okoro" },
      { name: "Sam de Wit", role: "guest", href: "https://example.org/sam" },
      {},
    ],
    chapters: [
      { start: 0, title: "Spring" },
      { start: 120.5, title: "Neap" },
    ],
  });
  expect(two?.notes).toBe(
    '<h3>Links</h3><p>See <a href="https://example.org/tables" rel="nofollow ugc noopener">the tables</a>.</p><ul><li>Sponsor: Chandler &#x26; Sons</li></ul>',
  );
  const one = await findEpisodeFacts(database.db, { show: "tides-tables", slug: "1" });
  expect(one?.people).toEqual([
    { name: "Ines Okoro", role: "host", href: "https://tides.example.org/ines", portrait: null },
  ]);
  expect(one?.artworkUrl).toBeNull();
});

describe("a batch", () => {
  test("is stored whole or not at all", async () => {
    const items = Array.from(
      { length: 60 },
      (_, i) => `<title>T${i}</title><guid>${String(i).padStart(2, "0")}</guid>`,
    );
    await database.db.$executeRaw`
      ALTER TABLE episodes ADD CONSTRAINT "not_this_one" CHECK (title <> 'T40')`;
    await expect(attempt(at("/f.xml", feedOf(...items)))).rejects.toThrow(/not_this_one/);
    expect(await database.db.episode.count()).toBe(25);
    await database.db.$executeRaw`ALTER TABLE episodes DROP CONSTRAINT "not_this_one"`;
    expect(await take(at("/f.xml", feedOf(...items)))).toMatchObject({ fresh: 35, unchanged: 25 });
  });
});

describe("with transcripts that are there", () => {
  test("items come to them by number, link, slug or title, and what matches nothing is listed", async () => {
    await using folder = await makeFolder({
      "chat/chat-1.md": transcript("a"),
      "chat/chat-02.md": transcript("b"),
      "chat/chat-s2e3.md": transcript("c"),
      "chat/chat-the-long-goodbye.md": transcript("d"),
      "chat/chat-on-air.md": transcript("e"),
      "chat/chat-lost.md": transcript("f"),
    });
    await imported(database.db, folder.path);
    const source = at(
      "/chat.xml",
      `<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Chat!</title>
        <item><title>By link</title><guid>g1</guid><link>https://x.example/chat/1</link></item>
        <item><title>By number</title><guid>g2</guid><itunes:episode>2</itunes:episode></item>
        <item><title>By season</title><guid>g3</guid><itunes:season>2</itunes:season><itunes:episode>3</itunes:episode></item>
        <item><title>The Long Goodbye!</title><guid>g4</guid></item>
        <item><title>Slug</title><guid>g5</guid><link>https://x.example/on-air.html?utm=1</link></item>
        <item><title>Unknown</title><guid>g6</guid></item>
      </channel></rss>`,
    );
    const report = await take(source, { show: "chat", makeEpisodes: false });
    expect(report).toMatchObject({ fresh: 0, changed: 5, unchanged: 0 });
    expect(report.unmatchedItems).toEqual([{ path: "Unknown", reason: "guid g6" }]);
    expect(report.unmatchedEpisodes).toEqual([{ path: "chat/lost", reason: "Chat: Lost" }]);
    const [show] = await state();
    expect(Object.fromEntries(show?.episodes.map(({ slug, guid }) => [slug, guid]) ?? [])).toEqual({
      1: "g1",
      "02": "g2",
      s2e3: "g3",
      "the-long-goodbye": "g4",
      "on-air": "g5",
      lost: null,
    });
    expect(show?.title).toBe("Chat!");
    // The transcripts have not changed.
    expect(await database.db.revision.count()).toBe(6);
    expect(await take(source, { show: "chat", makeEpisodes: false })).toMatchObject({
      changed: 0,
      unchanged: 5,
    });
  });

  test("whichever comes first, the folder or the feed, the same comes of it", async () => {
    await using folder = await makeFolder({
      "tides-tables/tides-tables-1.md": transcript("one"),
      "tides-tables/tides-tables-2.md": transcript("two"),
    });
    const heads = async () =>
      (await state()).map(({ episodes, licence: _licence, ...show }) => ({
        ...show,
        episodes: episodes.map(({ documents, ...episode }) => ({
          ...episode,
          text: documents.map(([, , , texts]) => (texts as string[]).at(-1)),
        })),
      }));
    await imported(database.db, folder.path);
    await take(`${server.url}/feed.xml`);
    const folderFirst = await heads();
    await database.drop();
    database = await createTestDatabase();
    const bare = (await fixtureFeed(server.url)).replace(/<pc:transcript.*\n/g, "");
    await take(at("/bare.xml", bare));
    await imported(database.db, folder.path);
    expect(await heads()).toEqual(folderFirst);
  });

  test("a show that is not there has no transcripts to match", async () => {
    expect(await attempt(`${server.url}/feed.xml`, { makeEpisodes: false })).toMatchObject({
      reason: "no-show",
    });
  });
});

test("a private feed's name and password are kept nowhere", async () => {
  const secret = "hunter2";
  const own = `https://me:${secret}@example.org`;
  const item = [
    `<title>One</title><guid>${own}/1</guid><link>${own}/1</link>`,
    `<enclosure url="${own}/1.mp3" type="audio/mpeg" length="1"/>`,
    `<description>See ${own}/notes &lt;a href="${own}/notes"&gt;here&lt;/a&gt;</description>`,
    `<itunes:image href="${own}/1.jpg"/>`,
  ].join("");
  const feed = feedOf(item).replace(
    "<rss ",
    '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ',
  );
  const source = at("/private.xml", feed).replace("//", `//me:${secret}@`);
  await take(source);
  const [show] = await state();
  expect(show?.feedUrl).toBe(`${server.url}/private.xml`);
  expect(show?.episodes[0]).toMatchObject({
    guid: "https://example.org/1",
    audioUrl: "https://example.org/1.mp3",
  });
  const plain = (_name: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
  expect(JSON.stringify(show, plain)).not.toContain(secret);
  // The same feed again is the same show and episode.
  expect(await take(source)).toMatchObject({ fresh: 0, unchanged: 1 });

  // Nor does any other way of writing keep them, as the restore of an older export.
  const { db } = database;
  await db.show.updateMany({ data: { feedUrl: `${own}/feed.xml?token=a@b` } });
  expect((await db.show.findFirstOrThrow()).feedUrl).toBe("https://example.org/feed.xml?token=a@b");
  const other = {
    slug: "other",
    title: "Other",
    filePrefix: "other",
    feedUrl: `HTTPS://${secret}@example.org`,
  };
  expect((await db.show.create({ data: other })).feedUrl).toBe("HTTPS://example.org");
});
