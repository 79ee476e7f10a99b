import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { importFeed } from "../../../server/doors/feeds/import-feed";
import { refreshFeed } from "../../../server/doors/feeds/refresh-feed";
import { refreshTranscripts } from "../../../server/doors/feeds/refresh-transcripts";
import { readSource } from "../../../server/text/documents/read-source";
import { accept } from "../../../server/work/contributions/accept";
import { decide } from "../../../server/work/contributions/decide";
import { propose } from "../../../server/work/contributions/propose";
import { redact } from "../../../server/work/history/redact";
import { stateOfRows } from "../../support/state-of-rows";
import { grant, headText, person } from "../contributions/stage";
import { fetch, stageFeeds } from "./stage";

const feeds = stageFeeds();

type Cue = readonly [start: number, name: string, text: string];

const clock = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23);
const vtt = (...cues: readonly Cue[]) =>
  `WEBVTT\n\n${cues
    .map(([start, name, text]) => `${clock(start)} --> ${clock(start + 3)}\n<v ${name}>${text}`)
    .join("\n\n")}\n`;

const FIRST: readonly Cue[] = [
  [1, "Ann", "Bread needs time and water."],
  [5, "Bob", "And salt, I would say."],
  [9, "Ann", "Salt comes last of all."],
];
const with1 = (at: number, text: string): Cue[] =>
  FIRST.map((cue, i) => (i === at ? [cue[0], cue[1], text] : cue));

let shows = 0;

/** A show with one recent episode, whose transcript is the file at /t.vtt. */
async function stage(cues: readonly Cue[] = FIRST) {
  const { db } = feeds;
  const slug = `files-${++shows}`;
  const state = { body: vtt(...cues), asked: 0, conditional: 0, path: `/${slug}.vtt` };
  const serveFile = () =>
    feeds.server.answers.set(state.path, (request, response) => {
      state.asked += 1;
      const etag = `"${createHash("sha256").update(state.body).digest("hex")}"`;
      if (request.headers["if-none-match"] === etag) {
        state.conditional += 1;
        response.statusCode = 304;
        return void response.end();
      }
      response.setHeader("etag", etag);
      response.setHeader("content-type", "text/vtt");
      response.end(state.body);
    });
  serveFile();
  const feed = () =>
    `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>${slug}</title>
      <item><title>One</title><guid>1</guid><pubDate>${new Date(Date.now() - 86_400_000).toUTCString()}</pubDate>
      <podcast:transcript url="${feeds.server.url}${state.path}" type="text/vtt"/></item></channel></rss>`;
  feeds.server.answers.set(`/${slug}.xml`, (_request, response) => void response.end(feed()));
  const source = `${feeds.server.url}/${slug}.xml`;
  const made = await importFeed({ db, source, show: slug, makeEpisodes: true, fetch });
  if (!made.ok) throw new Error(made.message);
  const show = await db.show.findUniqueOrThrow({
    where: { slug },
    include: { episodes: { include: { documents: true } } },
  });
  const document = show.episodes[0]?.documents[0];
  if (!document) throw new Error("no transcript");
  const owner = await person(db, `${slug}-owner`);
  await grant(db, owner, show.id, "owner");
  return {
    ...{ showId: show.id, documentId: document.id, path: document.path, owner, state, serveFile },
    refresh: () => refreshTranscripts({ db, showId: show.id, fetch, every: true }),
    refreshFeed: () => refreshFeed({ db, showId: show.id, fetch }),
    text: () => headText(db, document.id),
    contributions: () =>
      db.contribution.findMany({ where: { documentId: document.id }, orderBy: { id: "asc" } }),
    async edit(from: string, to: string) {
      const { head } = await db.document.findUniqueOrThrow({ where: { id: document.id } });
      const text = (await headText(db, document.id)).replaceAll(from, to);
      const author = { id: owner.id, name: owner.name };
      const proposed = await propose(db, {
        ...{ author, documentId: document.id, base: head, text, channel: "document", agreed: true },
      });
      if (!proposed.ok) throw new Error(proposed.reason);
      const { id, version } = proposed.contribution;
      const accepted = await accept(db, { id, version, reviewer: owner });
      if (!accepted.ok) throw new Error(accepted.reason);
    },
    async acceptLast() {
      const last = await db.contribution.findFirstOrThrow({
        where: { documentId: document.id },
        orderBy: { id: "desc" },
      });
      return accept(db, { id: last.id, version: last.version, reviewer: owner });
    },
  };
}

describe("a transcript's file that is asked for again", () => {
  test("is as it was: one conditional request, and nothing that a page shows is written", async () => {
    const show = await stage();
    await show.refresh();
    const before = await stateOfRows(feeds.url);
    expect(await show.refresh()).toMatchObject({ asked: 1, proposed: 0, times: 0, failed: 0 });
    expect(show.state).toMatchObject({ asked: 3, conditional: 1 });
    expect(await stateOfRows(feeds.url)).toEqual(before);
    // Without being asked, once a day.
    expect(await refreshTranscripts({ db: feeds.db, showId: show.showId, fetch })).toMatchObject({
      asked: 0,
    });
  });

  test("has changed: it becomes a contribution, merged with what was edited here since", async () => {
    const show = await stage();
    await show.edit("I would say", "I’d say");
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    expect(await show.refresh()).toMatchObject({ proposed: 1 });
    expect(await show.contributions()).toMatchObject([
      { channel: "document" },
      { channel: "import", status: "open" },
    ]);
    expect(await show.text()).toContain("comes last");
    expect(await show.acceptLast()).toMatchObject({ ok: true });
    const text = await show.text();
    expect(text).toContain("comes first");
    expect(text).toContain("I’d say");
    // The same again is nothing new.
    expect(await show.refresh()).toMatchObject({ proposed: 0 });
  });

  test("changes again after an edit: what it was last fetched as is the base", async () => {
    const show = await stage();
    await show.edit("I would say", "I’d say");
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    await show.refresh();
    await show.acceptLast();
    await show.edit("comes first", "always comes first");
    show.state.body = vtt(
      ...with1(0, "Bread needs much time and water.").with(2, [9, "Ann", "Salt comes first of all."]),
    );
    expect(await show.refresh()).toMatchObject({ proposed: 1 });
    expect(await show.acceptLast()).toMatchObject({ ok: true });
    const text = await show.text();
    expect(text).toContain("much time");
    expect(text).toContain("always comes first");
    expect(text).toContain("I’d say");
  });

  test("never takes back an edit at the same place", async () => {
    const show = await stage();
    await show.edit("I would say", "I’d say");
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    await show.refresh();
    await show.acceptLast();
    await show.edit("Bread needs time", "Bread takes time");
    await show.edit("comes first", "always comes first");
    show.state.body = vtt(
      ...with1(0, "Bread wants time and water.").with(2, [9, "Ann", "Salt comes first of all."]),
    );
    // All that it changes was edited here: nothing is left to propose.
    expect(await show.refresh()).toMatchObject({ proposed: 0, nothing: 1 });
    expect(await show.text()).toContain("Bread takes time");
  });

  test("changes while its last change waits: the newer contribution takes its place, and has both", async () => {
    const show = await stage();
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    await show.refresh();
    show.state.body = vtt(
      ...with1(0, "Bread needs much time.").with(2, [9, "Ann", "Salt comes first of all."]),
    );
    expect(await show.refresh()).toMatchObject({ proposed: 1 });
    expect(await show.contributions()).toMatchObject([{ status: "withdrawn" }, { status: "open" }]);
    await show.acceptLast();
    const text = await show.text();
    expect(text).toContain("much time");
    expect(text).toContain("comes first");
  });

  test("was rejected: the rejected words do not come again with the next change", async () => {
    const show = await stage();
    const { db } = feeds;
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    await show.refresh();
    const [first] = await show.contributions();
    await decide(db, {
      ...{ id: first!.id, version: 1, reviewer: show.owner, decision: "reject", comment: "No." },
    });
    show.state.body = vtt(
      ...with1(0, "Bread needs much time.").with(2, [9, "Ann", "Salt comes first of all."]),
    );
    expect(await show.refresh()).toMatchObject({ proposed: 1 });
    await show.acceptLast();
    const text = await show.text();
    expect(text).toContain("much time");
    expect(text).toContain("comes last");
  });

  test("has other times alone: they are taken over without touching a word, also of an edited text", async () => {
    const show = await stage();
    await show.edit("I would say", "I’d say");
    const before = await show.text();
    const { head } = await feeds.db.document.findUniqueOrThrow({ where: { id: show.documentId } });
    const startsNow = async () => {
      const at = { documentId: show.documentId, number: head, path: show.path };
      return [...((await readSource(feeds.db, at))?.starts(null) ?? [])];
    };
    const old = await startsNow();
    show.state.body = vtt(...FIRST.map(([start, name, text]): Cue => [start + 100, name, text]));
    expect(await show.refresh()).toMatchObject({ times: 1, proposed: 0 });
    expect(await show.text()).toBe(before);
    const now = await startsNow();
    expect([old[0], now[0]]).toEqual([1, 101]);
    expect(now).toHaveLength(old.length);
    expect(await show.contributions()).toHaveLength(1);
  });

  test("is our own text that the host took over: it is known as ours", async () => {
    const show = await stage();
    await show.edit("I would say", "I’d say");
    show.state.body = vtt(...with1(1, "And salt, I’d say."));
    expect(await show.refresh()).toMatchObject({ ours: 1, proposed: 0 });
    await show.edit("I’d say", "so I’d say");
    // Podcast apps and hosts come late.
    show.state.body = vtt(...with1(1, "And salt, I’d say.")).replace("WEBVTT", "WEBVTT - again");
    expect(await show.refresh()).toMatchObject({ proposed: 0 });
    expect(await show.contributions()).toHaveLength(2);
  });

  test("does not bring back what was removed for good", async () => {
    const show = await stage();
    const admin = await person(feeds.db, `${show.owner.name}-admin`, true);
    expect(
      await redact(feeds.db, {
        ...{ documentId: show.documentId, text: "I would say", reason: "By law", actor: admin },
      }),
    ).toMatchObject({ ok: true });
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    await show.refresh();
    await show.acceptLast();
    const text = await show.text();
    expect(text).toContain("comes first");
    expect(text).not.toContain("I would say");
    const files = await feeds.db.sourceFile.findMany({ where: { episode: { showId: show.showId } } });
    expect(files.map(({ content }) => content)).toEqual([null]);
  });

  test("cannot be fetched or read: it is told, and nothing changes", async () => {
    const show = await stage();
    show.state.body = "\u0000\u0001 no transcript";
    expect(await show.refresh()).toMatchObject({ failed: 1 });
    feeds.server.answers.set(show.state.path, (_request, response) => {
      response.statusCode = 500;
      response.end();
    });
    expect(await show.refresh()).toMatchObject({ failed: 1 });
    expect(
      await feeds.db.sourceCheck.findFirst({ where: { file: { episode: { showId: show.showId } } } }),
    ).toMatchObject({
      problem: expect.stringMatching(/500/),
    });
  });

  test("lies at another address now: the feed says where", async () => {
    const show = await stage();
    feeds.server.answers.delete(show.state.path);
    show.state.path = `${show.state.path}-2`;
    show.state.body = vtt(...with1(2, "Salt comes first of all."));
    show.serveFile();
    expect(await show.refreshFeed()).toMatchObject({ status: "imported" });
    expect(await refreshTranscripts({ db: feeds.db, showId: show.showId, fetch })).toMatchObject({
      ...{ asked: 1, proposed: 1 },
    });
  });
});
