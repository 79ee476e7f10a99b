import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FeedReport, importFeed } from "../../../server/doors/feeds/import-feed";
import { writeFeed } from "../../../server/doors/feeds/write-feed";
import { importFolder } from "../../../server/doors/import/import-folder";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { imported } from "../import/folder";
import { CASES, serveCases } from "./cases";
import { feedOf, type Served } from "./serve";

// Feeds as people met them, imported: each with the value that the specification or the field's habit has for it.

let database: TestDatabase;
let server: Served;
beforeEach(async () => {
  database = await createTestDatabase();
  server = await serveCases(
    ...["f/F01-paged.xml", "f/F01-paged-2.xml", "f/F08-chapters.xml", "f/F09-guid.xml", "f/F11-nonlatin.xml"],
    ...["f/F12-sametitles.xml", "f/F16a-embedded.xml", "f/F16b-embedded.xml", "f/F18-foreign-self.xml"],
    ...["f/F19-moved.xml", "f/F07b-sameguid.xml", "f/R1-meta-whole.xml", "f/R1-meta-newest.xml"],
    ...["hms", "noms", "onebad", "strings", "toc"].map((name) => `c/${name}.json`),
  );
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
  importFeed({
    ...{ db: database.db, source: source.startsWith("/") ? source : `${server.url}/f/${source}.xml`, show },
    ...{ makeEpisodes, fetch: { allowInternal: true } },
  });
async function take(source: string, how?: How): Promise<FeedReport> {
  const result = await attempt(source, how);
  if (!result.ok) throw new Error(result.message);
  return result.report;
}
const episodes = (show: string) =>
  database.db.episode.findMany({ where: { show: { slug: show } }, orderBy: { slug: "asc" } });
const reasons = ({ remarks }: FeedReport) => remarks.map(({ line, reason }) => `${line}: ${reason}`);

/** Serves this text as a feed. */
function serveFeed(name: string, text: string): void {
  server.answers.set(`/f/${name}.xml`, (_request, response) => void response.end(text));
}

describe("F01: a feed in pages (RFC 5005)", () => {
  test("is followed to its end", async () => {
    const report = await take("F01-paged");
    expect(report).toMatchObject({ items: 4, pages: 2, fresh: 4, remarks: [] });
    expect((await episodes("paged-trial")).map(({ title }) => title).sort()).toEqual(
      [1, 2, 3, 4].map((n) => `Part ${n}`),
    );
  });

  test("says so where a page is missing, is another show's, or leads back", async () => {
    const page = (title: string, next: string, n: number) =>
      feedOf(`<title>P${n}</title><guid>${n}</guid>`)
        .replace("Chat", title)
        .replace("<item>", `<atom:link rel="next" href="${next}"/><item>`);
    serveFeed("one", page("Chat", "two.xml", 1));
    expect(reasons(await take("one"))).toEqual([
      expect.stringMatching(/^1: its older episodes are missing: the page .*two\.xml was not read/),
    ]);
    serveFeed("two", page("Other", "three.xml", 2));
    expect(reasons(await take("one"))).toEqual([
      expect.stringMatching(/^1: its older episodes are missing: .* is of another show \(Other\)/),
    ]);
    serveFeed("two", page("Chat", "one.xml", 2));
    expect(await take("one")).toMatchObject({ items: 2, pages: 2, remarks: [] });
  });

  test("stops at a limit, and says so", async () => {
    let asked = 0;
    server.answers.set("/f/endless.xml", (_request, response) => {
      asked += 1;
      response.end(
        feedOf(`<title>E${asked}</title><guid>${asked}</guid>`).replace(
          "<item>",
          `<atom:link rel="next" href="/f/endless.xml?${asked}"/><item>`,
        ),
      );
      server.answers.set(`/f/endless.xml?${asked}`, server.answers.get("/f/endless.xml") ?? (() => {}));
    });
    const report = await take("endless");
    expect(report).toMatchObject({ items: 200, pages: 200 });
    expect(reasons(report)).toEqual([expect.stringMatching(/more than 200 pages/)]);
  });
});

test("F07b: one guid for all makes three episodes, and the same three the second time", async () => {
  expect(await take("F07b-sameguid")).toMatchObject({ items: 3, fresh: 3 });
  expect(await take("F07b-sameguid")).toMatchObject({ fresh: 0, changed: 0, unchanged: 3 });
});

test("F08: chapters with starts as text, and one bad one that costs itself and is told", async () => {
  const report = await take("F08-chapters");
  const chapters = async (n: number) => {
    const found = await database.db.chapter.findMany({
      where: { episode: { guid: `g-${n}` } },
      orderBy: { position: "asc" },
    });
    return found.map(({ startSeconds, title }) => [startSeconds, title]);
  };
  expect(await chapters(1)).toEqual([
    [0, "Start"],
    [62.5, "Middle"],
  ]);
  expect(await chapters(2)).toEqual([
    [0, "Start"],
    [30, "End"],
  ]);
  expect(await chapters(5)).toEqual([
    [0, "Start"],
    [30, "End"],
  ]);
  expect(await chapters(6)).toEqual([
    [0, "Start"],
    [90, "Next"],
  ]);
  expect(await chapters(7)).toEqual([
    [0, "Start"],
    [10, "Next"],
  ]);
  expect(reasons(report)).toEqual(["13: chapter 2 of 3 cannot be read: no start in seconds"]);
});

describe("which show a feed is of", () => {
  const f09 = "917393e3-1b1e-5cef-ace4-edaa54e1f810";

  test("F09: the podcast:guid of the source is kept, known and written back", async () => {
    await take("F09-guid");
    expect(await writeFeed(database.db, { show: "guid-trial", siteUrl: "https://x.example" })).toContain(
      `<podcast:guid>${f09}</podcast:guid>`,
    );
    // The same show at another address and under another title.
    serveFeed(
      "moved",
      feedOf("<title>Two</title><guid>g-2</guid>").replace(
        "<title>Chat</title>",
        `<title>New name</title><podcast:guid>${f09}</podcast:guid>`,
      ),
    );
    expect(await take("moved")).toMatchObject({ slug: "guid-trial", fresh: 1 });
    expect(await database.db.show.count()).toBe(1);
  });

  test("F16a: two shows of one title are not merged", async () => {
    await take("F16a-embedded");
    expect(await attempt("F16b-embedded")).toMatchObject({ ok: false, reason: "another-feed" });
    expect(await take("F16b-embedded", { show: "embedded-b" })).toMatchObject({ fresh: 1 });
    expect(await episodes("embedded")).toHaveLength(1);
  });

  test("F18: a self link that is another show's neither renames nor fills that show: a person is asked", async () => {
    await take("F01-paged");
    const refused = await attempt("F18-foreign-self");
    expect(refused).toMatchObject({ ok: false, reason: "another-show" });
    expect(refused.ok ? "" : refused.message).toMatch(/add --show paged-trial; .* add --show <its slug>/);
    expect(await database.db.show.findMany({ select: { title: true } })).toEqual([{ title: "Paged trial" }]);
    const report = await take("F18-foreign-self", { show: "other" });
    expect(reasons(report)).toEqual([
      expect.stringMatching(/^1: it calls .* its own address, .* paged-trial$/),
    ]);
    expect(await database.db.show.findUnique({ where: { slug: "other" } })).toMatchObject({
      feedUrl: `${server.url}/f/F18-foreign-self.xml`,
    });
    // Named once, it is known by where it is fetched from; so is the other.
    expect(await take("F18-foreign-self")).toMatchObject({ slug: "other", unchanged: 1 });
    expect(await take("F01-paged")).toMatchObject({ slug: "paged-trial", unchanged: 4 });
  });

  test("F18: in the other order too: a copied self link gives nobody another's show", async () => {
    await take("F18-foreign-self");
    expect(await attempt("F01-paged")).toMatchObject({ ok: false, reason: "another-show" });
    expect(await take("F01-paged", { show: "paged-trial" })).toMatchObject({ fresh: 4 });
    expect(await take("F01-paged")).toMatchObject({ slug: "paged-trial", unchanged: 4 });
    expect((await episodes("other-show-wholly")).map(({ title }) => title)).toEqual([
      "Not of the paged show",
    ]);
  });

  test("an address with another scheme, or with a slash at its end, is the same", async () => {
    const self = (href: string) =>
      feedOf("<title>A</title><guid>1</guid>").replace(
        "<item>",
        `<atom:link rel="self" href="${href}"/><item>`,
      );
    serveFeed("a", self("http://a.example/feed"));
    await take("a");
    serveFeed("b", self("https://a.example/feed/"));
    expect(await take("b")).toMatchObject({ slug: "chat", unchanged: 1 });
  });

  test("a show that is renamed at its old address stays that show", async () => {
    serveFeed("a", feedOf("<title>A</title><guid>1</guid>"));
    await take("a");
    serveFeed("a", feedOf("<title>A</title><guid>1</guid>").replace("Chat", "Chatter"));
    expect(await take("a")).toMatchObject({ slug: "chat" });
    expect(await database.db.show.findMany({ select: { title: true } })).toEqual([{ title: "Chatter" }]);
  });

  test("F19: that it has moved is told, kept and written", async () => {
    const report = await take("F19-moved");
    expect(reasons(report)).toEqual([
      expect.stringMatching(/^1: it says that it has moved to .*F01-paged\.xml/),
    ]);
    expect(await writeFeed(database.db, { show: report.slug, siteUrl: "https://x.example" })).toContain(
      `<itunes:new-feed-url>${server.url}/f/F01-paged.xml</itunes:new-feed-url>`,
    );
  });
});

test("F11: titles in scripts that no address has make stable names, whatever else is in the feed", async () => {
  expect(await take("F11-nonlatin", { show: "life" })).toMatchObject({ fresh: 3 });
  expect((await episodes("life")).map(({ slug }) => slug)).toEqual([
    "2020-06-02",
    "2020-06-03",
    "2020-06-04",
  ]);
});

test("F12: episodes of one title stay three", async () => {
  expect(await take("F12-sametitles")).toMatchObject({ fresh: 3 });
});

describe("R1: a feed that mixes three shows, and the repository of their transcripts", () => {
  const folder = join(CASES, "repo1");
  const podcast = async () =>
    Object.fromEntries((await episodes("podcast")).map(({ slug, title, guid }) => [slug, [title, guid]]));

  test("with the whole feed every episode that has a counterpart is matched", async () => {
    await imported(database.db, folder);
    const report = await take("R1-meta-whole", { show: "podcast", makeEpisodes: false });
    expect(await podcast()).toEqual({
      103: ["Old talk (Interview)", "changelog.com/podcast/103/x"],
      143: ["Older talk (Interview)", "changelog.com/podcast/143/x"],
      640: ["Six-forty talk (Interview)", "changelog.com/podcast/640/x"],
    });
    expect(report.unmatchedItems.map(({ path }) => path)).toEqual([
      "Friends of bread (Friends)",
      "The week in news (News)",
    ]);
    expect(report.remarks).toEqual([]);
  });

  test("with the newest items alone, no episode gets another show's", async () => {
    await imported(database.db, folder);
    const report = await take("R1-meta-newest", { show: "podcast", makeEpisodes: false });
    expect(await podcast()).toEqual({
      103: ["The Changelog 103", null],
      143: ["The Changelog 143", null],
      640: ["Six-forty talk (Interview)", "changelog.com/podcast/640/x"],
    });
    expect(report.unmatchedItems).toEqual([
      expect.objectContaining({ reason: expect.stringMatching(/friends\/103 \(in another show's place\)$/) }),
      expect.objectContaining({ reason: expect.stringMatching(/news\/143 \(in another show's place\)$/) }),
    ]);
  });

  /** What an earlier version of the program made of the newest items. */
  async function matchWrongly(): Promise<void> {
    await imported(database.db, folder);
    await take("R1-meta-newest", { show: "podcast", makeEpisodes: false });
    for (const [slug, title, of] of [
      ["103", "Friends of bread (Friends)", "friends/103"],
      ["143", "The week in news (News)", "news/143"],
    ])
      await database.db.episode.updateMany({
        where: { slug: slug ?? "", show: { slug: "podcast" } },
        data: {
          ...{ title: title ?? "", guid: `changelog.com/${of}/x`, link: `https://changelog.example/${of}` },
          ...{
            audioUrl: `https://cdn.example/${of}.mp3`,
            publishedAt: new Date("2025-06-03"),
            durationSeconds: 60,
          },
        },
      });
  }

  test("a later run undoes a wrong match, and makes the right one where it can", async () => {
    await matchWrongly();
    const newest = await take("R1-meta-newest", { show: "podcast", makeEpisodes: false });
    expect(reasons(newest)).toEqual([
      expect.stringMatching(/podcast\/103 had the details of an episode of another show/),
      expect.stringMatching(/podcast\/143 had the details of an episode of another show/),
    ]);
    expect(
      await database.db.episode.findFirst({ where: { slug: "103", show: { slug: "podcast" } } }),
    ).toMatchObject({
      title: expect.stringMatching(/^The Changelog.* 103$/),
      guid: null,
      link: null,
      audioUrl: null,
      publishedAt: null,
    });
    await matchWrongly();
    await take("R1-meta-whole", { show: "podcast", makeEpisodes: false });
    expect((await podcast())["103"]).toEqual(["Old talk (Interview)", "changelog.com/podcast/103/x"]);
    const [episode] = await episodes("podcast");
    expect(episode).toMatchObject({ audioUrl: "https://cdn.example/podcast-103.mp3", durationSeconds: null });
    expect(await take("R1-meta-whole", { show: "podcast", makeEpisodes: false })).toMatchObject({
      ...{ changed: 0, remarks: [] },
    });
    // The transcripts are what they were.
    expect(await database.db.revision.count()).toBe(5);
  });

  test("an item never comes to another show's episode by a folder that comes later", async () => {
    await take("R1-meta-newest", { show: "podcast" });
    expect(await episodes("podcast")).toHaveLength(3);
    const found = await importFolder({ db: database.db, folder, show: "podcast" });
    expect(found).toMatchObject({ ok: true });
    await take("R1-meta-whole", { show: "podcast" });
    expect((await podcast())["103"]).toEqual(["Old talk (Interview)", "changelog.com/podcast/103/x"]);
  });
});

test("where a feed's links lie in several places and none is named after the show, numbers are not compared", async () => {
  const item = (place: string, n: number) =>
    `<title>${place} ${n}</title><guid>${place}${n}</guid><link>https://x.example/${place}/${n}</link>`;
  await imported(database.db, join(CASES, "repo1"));
  serveFeed("mixed", feedOf(item("alpha", 103), item("beta", 143)));
  const report = await take("mixed", { show: "podcast", makeEpisodes: false });
  expect(report).toMatchObject({ changed: 0 });
  expect(reasons(report)).toEqual([
    "1: its links lie in several places (x.example/alpha, x.example/beta), none of them named after this show, so numbers were not compared",
  ]);
});
