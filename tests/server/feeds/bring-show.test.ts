import { describe, expect, test } from "vitest";
import { findFeedLink } from "../../../server/doors/feeds/find-feed-link";
import { bringShow, handleImportFeed, readFeedImport } from "../../../server/doors/feeds/import-feed-job";
import { previewFeed } from "../../../server/doors/feeds/preview-feed";
import { person } from "../contributions/stage";
import { environment, stageFeeds } from "./stage";

const feeds = stageFeeds();

const item = (number: number, more = "") =>
  `<item><title>Bread ${number}</title><guid>bread-${number}</guid><link>https://bread.example/${number}</link>
    <pubDate>Mon, ${10 + number} Mar 2025 08:00:00 GMT</pubDate>
    <enclosure url="https://bread.example/${number}.mp3" type="audio/mpeg" length="1000"/>${more}</item>`;

const feed = (title: string, items: string) =>
  `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>${title}</title>
    <link>https://bread.example/</link><description>On bread</description>${items}</channel></rss>`;

const VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>Bread needs time.\n";

function answer(path: string, body: string, type = "application/rss+xml"): string {
  feeds.server.answers.set(path, (_request, response) => {
    response.setHeader("content-type", type);
    response.end(body);
  });
  return `${feeds.server.url}${path}`;
}

const preview = (url: string) => previewFeed({ db: feeds.db, url, fetch: { allowInternal: true } });

describe("a preview of a feed", () => {
  test("says what an import would bring, and writes nothing", async () => {
    const transcripts = `<podcast:transcript url="/1.vtt" type="text/vtt"/><podcast:transcript url="/1" type="application/octet-stream"/>`;
    const url = answer("/feed", feed("On Bread", item(1, transcripts) + item(2)));
    const shows = await feeds.db.show.count();
    expect(await preview(url)).toMatchObject({
      ok: true,
      preview: {
        ...{ url, title: "On Bread", slug: "on-bread", here: null, unclear: false },
        ...{ episodes: 2, more: false, withAudio: 2, withTranscript: 1, kinds: { vtt: 1, unknown: 1 } },
        ...{ from: new Date("2025-03-11T08:00:00Z"), to: new Date("2025-03-12T08:00:00Z") },
      },
    });
    expect(await feeds.db.show.count()).toBe(shows);
  });

  test("finds the feed that a page names", async () => {
    const url = answer("/feed", feed("On Bread", item(1)));
    const page = answer(
      "/",
      `<!doctype html><title>Bread</title><link rel="stylesheet" href="x.css">
       <link rel="alternate" type="application/rss+xml" href="/feed"><p>Hello`,
      "text/html",
    );
    expect(await preview(page)).toMatchObject({ ok: true, preview: { url, title: "On Bread" } });
  });

  test("says why there is none", async () => {
    const page = answer("/none", "<!doctype html><title>Bread</title><p>Hello", "text/html");
    const loop = answer("/loop", `<link rel=alternate type=application/rss+xml href=/loop>`, "text/html");
    for (const [address, message] of [
      [page, /not a/],
      [loop, /not a/],
      [`${feeds.server.url}/gone`, /404/],
      ["/etc/passwd", /begins with https/],
      ["file:///etc/passwd", /begins with https/],
      [`https://x.example/${"a".repeat(3000)}`, /begins with https/],
    ] as const)
      expect(await preview(address)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
    const url = answer("/feed", feed("On Bread", item(1)));
    expect(await previewFeed({ db: feeds.db, url })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/internal|own network|private/i),
    });
  });

  test("knows a show that is here, and says where nobody can tell", async () => {
    const url = answer("/feed", feed("Known Bread", item(1)));
    const show = { slug: "known-bread", title: "Known Bread", filePrefix: "known-bread" };
    await feeds.db.show.create({ data: { ...show, feedUrl: url, fetchedUrl: url } });
    expect(await preview(url)).toMatchObject({
      ok: true,
      preview: { slug: "known-bread", here: { title: "Known Bread", episodes: 0 }, unclear: false },
    });
    const other = answer("/other", feed("Known Bread", item(1)));
    expect(await preview(other)).toMatchObject({
      ok: true,
      preview: { slug: "", here: null, unclear: true },
    });
  });
});

test("a page's feed is found by its type and relation alone", () => {
  const link = (attributes: string) =>
    findFeedLink(`<head><link ${attributes}></head>`, "https://a.example/b/");
  expect(link(`rel="ALTERNATE nofollow" type="application/rss+xml; charset=utf-8" href="f.xml"`)).toBe(
    "https://a.example/b/f.xml",
  );
  for (const none of [
    `rel="alternate" type="application/atom+xml" href="f.xml"`,
    `rel="stylesheet" type="application/rss+xml" href="f.xml"`,
    `rel="alternate" type="application/rss+xml" href="http://["`,
  ])
    expect(link(none)).toBe(null);
  expect(findFeedLink("<b>".repeat(300_000), "https://a.example/")).toBe(null);
});

describe("a show that is brought", () => {
  async function ended(id: string) {
    await feeds.run(handleImportFeed(environment));
    await expect
      .poll(async () => (await readFeedImport(feeds.db, id))?.state, { timeout: 30_000 })
      .not.toMatch(/waiting|running/);
    return readFeedImport(feeds.db, id);
  }

  test("is imported as a job, tells how far it is, and belongs to whoever brought it", async () => {
    const baker = await person(feeds.db, "baker", true);
    answer("/1.vtt", VTT, "text/vtt");
    const transcript = `<podcast:transcript url="${feeds.server.url}/1.vtt" type="text/vtt"/>`;
    const url = answer("/feed", feed("On Bread", item(1, transcript) + item(2)));
    const brought = await bringShow(feeds.db, { url, show: "on-bread", personId: baker.id });
    if (!brought.ok) throw new Error(brought.message);
    expect(await readFeedImport(feeds.db, brought.id)).toMatchObject({
      ...{ state: "waiting", show: "on-bread", isHere: false, error: null, progress: null },
    });
    expect(await ended(brought.id)).toMatchObject({
      ...{ state: "done", show: "on-bread", isHere: true, error: null },
      progress: { done: 2, total: 2, message: "2 episodes in the feed, 2 new here, 1 transcript imported." },
    });
    const show = await feeds.db.show.findUniqueOrThrow({
      where: { slug: "on-bread" },
      include: { roles: true, episodes: { include: { documents: true } } },
    });
    expect(show.roles).toMatchObject([{ userId: baker.id, role: "owner" }]);
    expect(show.episodes.map(({ documents }) => documents.length).sort()).toEqual([0, 1]);
  });

  test("keeps the owner that it has", async () => {
    const [owner, other] = [await person(feeds.db, "owner", false), await person(feeds.db, "other", true)];
    const url = answer("/feed", feed("Owned Bread", item(1)));
    const show = await feeds.db.show.create({
      data: { slug: "owned", title: "Owned Bread", filePrefix: "owned", feedUrl: url, fetchedUrl: url },
    });
    await feeds.db.showRole.create({ data: { showId: show.id, userId: owner.id, role: "owner" } });
    const brought = await bringShow(feeds.db, { url, show: "owned", personId: other.id });
    if (!brought.ok) throw new Error(brought.message);
    expect(await ended(brought.id)).toMatchObject({ state: "done" });
    expect(await feeds.db.showRole.findMany({ where: { showId: show.id } })).toMatchObject([
      { userId: owner.id },
    ]);
  });

  test("is not imported for whoever is no administrator any more, and says so", async () => {
    const guest = await person(feeds.db, "guest", false);
    const url = answer("/feed", feed("Guest Bread", item(1)));
    const brought = await bringShow(feeds.db, { url, show: "guest-bread", personId: guest.id });
    if (!brought.ok) throw new Error(brought.message);
    await feeds.run(handleImportFeed(environment));
    await expect
      .poll(async () => (await readFeedImport(feeds.db, brought.id))?.error, { timeout: 30_000 })
      .toMatch(/Only an administrator/);
    expect(await feeds.db.show.count({ where: { slug: "guest-bread" } })).toBe(0);
  });

  test("has an address that a show can have", async () => {
    const bring = (show: string) =>
      bringShow(feeds.db, { url: "https://a.example/", show, personId: crypto.randomUUID() });
    for (const show of ["", "New Bread", "search", "../etc"])
      expect(await bring(show)).toMatchObject({ ok: false });
  });
});
