import { describe, expect, test } from "vitest";
import { importFeed } from "../../../server/doors/feeds/import-feed";
import { readFeedState } from "../../../server/doors/feeds/read-feed-state";
import { refreshFeed } from "../../../server/doors/feeds/refresh-feed";
import {
  askForFetch,
  findDueFeeds,
  handleRefreshFeed,
  setFetchInterval,
} from "../../../server/doors/feeds/refresh-feed-job";
import { stateOfRows } from "../../support/state-of-rows";
import { grant, person } from "../contributions/stage";
import { environment, fetch, stageFeeds } from "./stage";

const feeds = stageFeeds();

interface Item {
  readonly number: number;
  readonly title?: string;
  readonly guid?: string;
  readonly audio?: string;
  readonly more?: string;
}

const item = ({ number, title, guid, audio, more = "" }: Item) =>
  `<item><title>${title ?? `Bread ${number}`}</title><guid>${guid ?? `bread-${number}`}</guid>
    <pubDate>${new Date(Date.UTC(2025, 2, number)).toUTCString()}</pubDate>
    <enclosure url="${audio ?? `https://bread.example/${number}.mp3`}" type="audio/mpeg" length="1000"/>${more}</item>`;

const feed = (title: string, items: readonly Item[], more = "") =>
  `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>${title}</title>
    <description>On bread</description>${more}${items.map(item).join("")}</channel></rss>`;

/** Serves a feed as a host with validators does, and notes what it was asked. */
function hosted(path: string, first: string) {
  const state = { body: first, version: 1, conditional: 0, whole: 0, validators: true };
  feeds.server.answers.set(path, (request, response) => {
    const etag = `"v${state.version}"`;
    if (request.headers["if-none-match"] === etag) {
      state.conditional += 1;
      response.statusCode = 304;
      return void response.end();
    }
    state.whole += 1;
    if (state.validators) response.setHeader("etag", etag);
    response.setHeader("content-type", "application/rss+xml");
    response.end(state.body);
  });
  return {
    url: `${feeds.server.url}${path}`,
    state,
    change(body: string) {
      state.body = body;
      state.version += 1;
    },
  };
}

async function imported(slug: string, first: string) {
  const host = hosted(`/${slug}.xml`, first);
  const made = await importFeed({
    ...{ db: feeds.db, source: host.url, show: slug, makeEpisodes: true, fetch },
  });
  if (!made.ok) throw new Error(made.message);
  const { id } = await feeds.db.show.findUniqueOrThrow({ where: { slug } });
  return { ...host, showId: id, refresh: () => refreshFeed({ db: feeds.db, showId: id, fetch }) };
}

const episodesOf = (showId: number) =>
  feeds.db.episode.findMany({
    where: { showId },
    orderBy: { publishedAt: "asc" },
    select: { title: true, guid: true, audioUrl: true },
  });

describe("a feed that is fetched again", () => {
  test("with nothing changed costs one conditional request, and writes no row that a page is made of", async () => {
    const shows = [];
    for (let i = 0; i < 5; i++)
      shows.push(await imported(`still-${i}`, feed(`Still ${i}`, [{ number: 1 }, { number: 2 }])));
    const before = await stateOfRows(feeds.url);
    for (const show of shows) expect(await show.refresh()).toEqual({ status: "unchanged" });
    expect(await stateOfRows(feeds.url)).toEqual(before);
    expect(shows.map(({ state }) => [state.whole, state.conditional])).toEqual(shows.map(() => [1, 1]));
    // A row that was written is seen, though it says the same.
    await feeds.db.$executeRaw`UPDATE shows SET title = title WHERE slug = 'still-0'`;
    expect(await stateOfRows(feeds.url)).not.toEqual(before);
  });

  test("from a host without validators is known by its bytes", async () => {
    const show = await imported("bare", feed("Bare", [{ number: 1 }]));
    show.state.validators = false;
    show.change(show.state.body);
    const before = await stateOfRows(feeds.url);
    expect(await show.refresh()).toEqual({ status: "unchanged" });
    expect(await show.refresh()).toEqual({ status: "unchanged" });
    expect(show.state.whole).toBe(3);
    expect(await stateOfRows(feeds.url)).toEqual(before);
  });

  test("brings new episodes, changed titles and audio, and keeps what vanished", async () => {
    const show = await imported("lively", feed("Lively", [{ number: 1 }, { number: 2 }, { number: 3 }]));
    show.change(
      feed("Lively", [
        { number: 1 },
        { number: 3, title: "Bread three", audio: "https://cdn.example/3.mp3" },
        { number: 4 },
      ]),
    );
    expect(await show.refresh()).toMatchObject({
      status: "imported",
      report: {
        ...{ items: 3, fresh: 1, changed: 1 },
        freshOnes: [{ title: "Bread 4" }],
        changedOnes: [{ title: "Bread three" }],
        vanished: [{ title: "Bread 2" }],
      },
    });
    expect(await episodesOf(show.showId)).toMatchObject([
      { title: "Bread 1" },
      { title: "Bread 2" },
      { title: "Bread three", audioUrl: "https://cdn.example/3.mp3" },
      { title: "Bread 4" },
    ]);
    expect(await readFeedState(feeds.db, show.showId)).toMatchObject({
      ...{ problem: null, failures: 0, everyMinutes: 60 },
      report: { fresh: 1, vanished: [{ title: "Bread 2" }] },
    });
    expect(await show.refresh()).toEqual({ status: "unchanged" });
  });

  test("does not change what was edited here, and keeps what the feed says beneath", async () => {
    const show = await imported("edited", feed("Edited", [{ number: 1 }, { number: 2 }]));
    const { db } = feeds;
    const episode = await db.episode.findFirstOrThrow({ where: { showId: show.showId, guid: "bread-1" } });
    await db.episode.update({ where: { id: episode.id }, data: { title: "Ours" } });
    await db.fieldEdit.createMany({
      data: [
        {
          ...{ showId: show.showId, episodeId: episode.id, field: "title", editorName: "Ann" },
          source: { title: "Bread 1" },
        },
        { showId: show.showId, field: "description", editorName: "Ann", source: { description: "On bread" } },
      ],
    });
    await db.show.update({ where: { id: show.showId }, data: { description: "Ours" } });
    show.change(
      feed("Edited", [
        { number: 1, title: "Bread one", audio: "https://cdn.example/1.mp3" },
        { number: 2 },
      ]).replace("On bread", "On crumbs"),
    );
    expect(await show.refresh()).toMatchObject({ status: "imported", report: { changed: 1, fresh: 0 } });
    expect((await episodesOf(show.showId))[0]).toMatchObject({
      ...{ title: "Ours", audioUrl: "https://cdn.example/1.mp3" },
    });
    expect(await db.show.findUnique({ where: { id: show.showId } })).toMatchObject({ description: "Ours" });
    expect(
      await db.fieldEdit.findMany({ where: { showId: show.showId }, orderBy: { field: "asc" } }),
    ).toMatchObject([{ source: { description: "On crumbs" } }, { source: { title: "Bread one" } }]);
  });

  test("that makes new guids each time makes no second episode, though a title was edited here", async () => {
    const at = (round: number) =>
      feed(
        "Restless",
        [1, 2].map((number) => ({ number, guid: `r${round}-${number}` })),
      );
    const show = await imported("restless", at(1));
    const { db } = feeds;
    const episode = await db.episode.findFirstOrThrow({ where: { showId: show.showId, guid: "r1-1" } });
    await db.episode.update({ where: { id: episode.id }, data: { title: "Ours" } });
    await db.fieldEdit.create({
      data: {
        ...{ showId: show.showId, episodeId: episode.id, field: "title", editorName: "Ann" },
        source: { title: "Bread 1" },
      },
    });
    for (const round of [2, 3]) {
      show.change(at(round));
      expect(await show.refresh()).toMatchObject({ report: { fresh: 0, vanished: [] } });
    }
    // With another title too, the audio tells.
    show.change(
      feed("Restless", [
        { number: 1, guid: "r4-1", title: "Crumbs" },
        { number: 2, guid: "r4-2" },
      ]),
    );
    expect(await show.refresh()).toMatchObject({ report: { fresh: 0 } });
    expect(await episodesOf(show.showId)).toMatchObject([{ title: "Ours", guid: "r4-1" }, { guid: "r4-2" }]);
  });

  test("and is another show's, a page, endless, too large or gone changes nothing and says so", async () => {
    const show = await imported("firm", feed("Firm", [{ number: 1 }], "<podcast:guid>firm</podcast:guid>"));
    await imported("other", feed("Other", [{ number: 1 }], "<podcast:guid>other</podcast:guid>"));
    const { db } = feeds;
    const before = await stateOfRows(feeds.url);
    const fails = async (message: RegExp, options = {}) => {
      const found = await refreshFeed({ db, showId: show.showId, fetch: { ...fetch, ...options } });
      expect(found).toMatchObject({ status: "failed", message: expect.stringMatching(message) });
      expect(await stateOfRows(feeds.url)).toEqual(before);
    };
    show.change(feed("Other", [{ number: 9 }], "<podcast:guid>other</podcast:guid>"));
    await fails(/another show/);
    show.change("<!doctype html><title>Gone</title><p>Parked");
    await fails(/not a/);
    feeds.server.answers.set("/firm.xml", (_request, response) => {
      response.setHeader("content-type", "application/rss+xml");
      const more = () => {
        while (!response.destroyed && response.write(" ".repeat(1_000_000)));
      };
      response.on("drain", more);
      more();
    });
    await fails(/larger than/);
    feeds.server.answers.set("/firm.xml", (_request, response) => void response.write("<rss>"));
    await fails(/did not send/, { limitSeconds: 1 });
    feeds.server.answers.set("/firm.xml", (_request, response) => {
      response.writeHead(302, { location: "http://10.0.0.1/feed" }).end();
    });
    const isInternal = (address: string) => address.startsWith("10.");
    await fails(/internal/, { allowInternal: false, isInternal });
    feeds.server.answers.set("/firm.xml", (_request, response) => {
      response.writeHead(503, { "retry-after": "7200" }).end();
    });
    await fails(/503/);
    const state = await db.feedFollow.findUniqueOrThrow({ where: { showId: show.showId } });
    expect(state).toMatchObject({ failures: 6, problem: expect.stringMatching(/503/) });
    // Six failures in a row are further apart than the two hours that the host asks for.
    expect(state.nextAt.getTime() - Date.now()).toBeGreaterThan(12 * 60 * 60 * 1000);
  });

  test("takes up an import that was broken off", async () => {
    const show = await imported("broken", feed("Broken", [{ number: 1 }]));
    const numbers = Array.from({ length: 60 }, (_, i) => i + 1);
    show.change(
      feed(
        "Broken",
        numbers.map((number) => ({ number })),
      ),
    );
    const { db } = feeds;
    const stop = new AbortController();
    const watch = setInterval(async () => {
      if ((await db.episode.count({ where: { showId: show.showId } })) > 20) stop.abort(new Error("stopped"));
    }, 5);
    await refreshFeed({ db, showId: show.showId, fetch, signal: stop.signal }).catch(() => {});
    clearInterval(watch);
    await show.refresh();
    expect(await db.episode.count({ where: { showId: show.showId } })).toBe(60);
    expect(await show.refresh()).toEqual({ status: "unchanged" });
  });

  test("brings only newer episodes to a show that asked for those with transcripts", async () => {
    const show = await imported("chosen", feed("Chosen", [{ number: 2 }]));
    await feeds.db.feedFollow.update({ where: { showId: show.showId }, data: { isWhole: false } });
    show.change(feed("Chosen", [{ number: 1 }, { number: 2 }, { number: 3 }]));
    expect(await show.refresh()).toMatchObject({ report: { fresh: 1, freshOnes: [{ title: "Bread 3" }] } });
  });
});

describe("the schedule", () => {
  test("fetches what is due, and at once what an owner asks for", async () => {
    const { db } = feeds;
    const show = await imported("due", feed("Due", [{ number: 1 }]));
    const showId = show.showId;
    const [owner, guest] = [await person(db, "due-owner"), await person(db, "due-guest")];
    await grant(db, owner, showId, "owner");
    await grant(db, guest, showId, "maintainer");
    await db.feedFollow.updateMany({ data: { nextAt: new Date(Date.now() + 3_600_000) } });
    expect(await findDueFeeds(db)).toEqual([]);
    await db.feedFollow.update({ where: { showId }, data: { nextAt: new Date() } });
    expect(await findDueFeeds(db)).toEqual([showId]);
    expect(await setFetchInterval(db, { showId, personId: guest.id, everyMinutes: 15 })).toEqual({
      ...{ ok: false, reason: "not-allowed" },
    });
    expect(await setFetchInterval(db, { showId, personId: owner.id, everyMinutes: null })).toEqual({
      ok: true,
    });
    expect(await findDueFeeds(db)).toEqual([]);

    show.change(feed("Due", [{ number: 1 }, { number: 2 }]));
    expect(await askForFetch(db, { showId, personId: guest.id })).toMatchObject({ reason: "not-allowed" });
    expect(await askForFetch(db, { showId, personId: owner.id })).toEqual({ ok: true });
    expect(await askForFetch(db, { showId, personId: owner.id })).toMatchObject({ reason: "asked-already" });
    expect(await readFeedState(db, showId)).toMatchObject({ isAsked: true });
    await feeds.run(handleRefreshFeed(environment));
    await expect
      .poll(() => readFeedState(db, showId), { timeout: 30_000 })
      .toMatchObject({ isAsked: false, report: { fresh: 1 }, nextAt: null });
    const without = await db.show.create({ data: { slug: "by-hand", title: "By hand", filePrefix: "" } });
    await grant(db, owner, without.id, "owner");
    expect(await askForFetch(db, { showId: without.id, personId: owner.id })).toMatchObject({
      reason: "no-feed",
    });
    expect(await readFeedState(db, without.id)).toBe(null);
  });
});
