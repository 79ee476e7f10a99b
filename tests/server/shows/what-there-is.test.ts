import { afterAll, beforeAll, expect, test } from "vitest";
import { answer } from "../../../server/doors/api/answer";
import { ENDPOINTS } from "../../../server/doors/api/endpoints";
import { refreshSearch } from "../../../server/doors/search/refresh-search";
import { search } from "../../../server/doors/search/search";
import { leaveShow } from "../../../server/people/accounts/leave-show";
import { listNotices } from "../../../server/people/notices/list-notices";
import { addressOf, sentenceOf } from "../../../server/people/notices/sentence-of";
import { listEpisodes } from "../../../server/text/episodes/list-episodes";
import { whatThereIs } from "../../../server/text/episodes/what-there-is";
import { countSilentGaps } from "../../../server/work/contributions/count-silent-gaps";
import { listSilentGaps } from "../../../server/work/contributions/list-silent-gaps";
import { setChecked } from "../../../server/work/history/set-checked";
import { askForTranscript } from "../../../server/work/shows/ask-for-transcript";
import { findShow } from "../../../server/work/shows/find-show";
import { listAskedFor } from "../../../server/work/shows/list-asked-for";
import { listOwnShows } from "../../../server/work/shows/list-own-shows";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let showId: number;
let heard: number;

/** Episodes: 1 with text and audio, 2 with text alone, 3 with audio alone. */
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ({ id: showId } = await makeShow(db, { slug: "bread" }));
  heard = await makeDocument(db, {
    showId,
    slug: "1",
    text: "**Ann:** Flour \\[unintelligible\\] water.\n",
    path: "bread/b-1.md",
  });
  await makeDocument(db, {
    ...{ showId, slug: "2", path: "bread/b-2.md" },
    text: "**Ann:** Flour.\n\nMore flour \\[inaudible\\] and \\[unintelligible\\] salt.\n",
  });
  await db.episode.updateMany({
    where: { showId, slug: "1" },
    data: { audioUrl: "https://a.example/1.mp3" },
  });
  await db.episode.create({
    data: { showId, slug: "3", sortKey: "3", title: "Three", audioUrl: "https://a.example/3.mp3" },
  });
});
afterAll(() => database.drop());

const call = async (path: string) => {
  const { db } = database;
  const request = new Request(`https://site.example/api/v1${path}`);
  const response = await answer(request, {
    ...{ db, endpoints: ENDPOINTS, siteUrl: "https://site.example", secret: "a secret" },
  });
  return (await response.json()) as { items: Record<string, unknown>[] };
};

test("lists, search and the API tell and narrow by what there is of an episode", async () => {
  const { db } = database;
  const ann = await person(db, "ann");
  const eve = await person(db, "eve");
  await grant(db, ann, showId, "maintainer");
  const check = (checked: boolean, actor = ann) => setChecked(db, { documentId: heard, checked, actor });
  expect(await check(true, eve)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await check(true)).toEqual({ ok: true });

  const slugs: Record<string, string[]> = {};
  for (const has of whatThereIs.options) {
    const found = await listEpisodes(db, { show: "bread", has, take: 10 });
    slugs[has] = found.map(({ slug }) => slug).sort();
  }
  const wanted = {
    ...{ transcript: ["1", "2"], "no-transcript": ["3"], audio: ["1", "3"], "no-audio": ["2"] },
    checked: ["1"],
  };
  expect(slugs).toEqual(wanted);
  const show = await findShow(db, "bread");
  expect(show?.has).toEqual(Object.fromEntries(Object.entries(wanted).map(([has, of]) => [has, of.length])));
  expect(show).toMatchObject({ gaps: 3, silentGaps: 2 });
  expect(await listEpisodes(db, { show: "bread", take: 10 })).toMatchObject([
    { slug: "3", madeBy: null, hasAudio: true, isChecked: false },
    { slug: "2", hasAudio: false, isChecked: false },
    { slug: "1", hasAudio: true, isChecked: true },
  ]);

  await refreshSearch(db);
  const hits = async (has?: (typeof whatThereIs.options)[number]) => {
    const found = await search(db, { query: "flour", has });
    return found.ok ? found.hits.map(({ episode }) => episode) : found.reason;
  };
  expect(await hits("checked")).toMatchObject([{ slug: "1", hasAudio: true, isChecked: true }]);
  expect(await hits("no-audio")).toMatchObject([
    { slug: "2", hasAudio: false },
    { slug: "2", isChecked: false },
  ]);
  expect(await hits("no-transcript")).toEqual([]);

  const ofApi = async (query: string) =>
    (await call(`/episodes?${query}`)).items.map(({ slug }) => slug).sort();
  expect([await ofApi("transcript=true"), await ofApi("transcript=false")]).toEqual([["1", "2"], ["3"]]);
  expect([await ofApi("audio=true"), await ofApi("audio=false")]).toEqual([["1", "3"], ["2"]]);
  expect([await ofApi("checked=true"), await ofApi("checked=false")]).toEqual([["1"], ["2", "3"]]);
  const gaps = (await call("/gaps?audio=false")).items;
  expect(gaps.map(({ document, audio }) => [document, audio])).toEqual([
    ["bread/2", false],
    ["bread/2", false],
  ]);

  expect(await check(false)).toEqual({ ok: true });
  expect(await ofApi("checked=true")).toEqual([]);
});

test("gaps that nobody can hear are counted apart, and lead to their paragraph", async () => {
  const { db } = database;
  expect(await countSilentGaps(db, { show: "bread" })).toBe(2);
  expect(await listSilentGaps(db, { show: "bread", take: 5 })).toMatchObject([
    { slug: "2", gaps: 2, segment: 2 },
  ]);
  expect(await listSilentGaps(db, { show: "rye", take: 5 })).toEqual([]);
});

test("a transcript is asked for, counted once for each, and whoever asked is told when it comes", async () => {
  const { db } = database;
  const [bo, cy] = [await person(db, "bo"), await person(db, "cy")];
  await grant(db, bo, showId, "owner");
  const ask = (slug: string, personId: string | null, addressHash = "somewhere") =>
    askForTranscript(db, { show: "bread", slug, personId, addressHash });
  expect(await ask("1", bo.id)).toEqual({ ok: false, reason: "has-transcript" });
  expect(await ask("9", bo.id)).toEqual({ ok: false, reason: "no-episode" });
  expect(await ask("3", bo.id)).toEqual({ ok: true, count: 1 });
  expect(await ask("3", bo.id), "one person counts once").toEqual({ ok: true, count: 1 });
  expect(await ask("3", null)).toEqual({ ok: true, count: 2 });
  expect(await ask("3", null)).toEqual({ ok: true, count: 2 });
  const { id: other } = await db.episode.create({ data: { showId, slug: "4", sortKey: "4", title: "Four" } });
  expect(await ask("4", cy.id)).toEqual({ ok: true, count: 1 });
  expect(await listAskedFor(db, { take: 5 })).toMatchObject([
    { slug: "3", count: 2 },
    { slug: "4", count: 1 },
  ]);
  expect(await listOwnShows(db, bo.id)).toMatchObject([
    { slug: "bread", role: "owner", asked: 2, contributions: 0, reports: 0, claims: 0 },
  ]);
  expect(await listOwnShows(db, cy.id)).toEqual([]);

  await makeDocument(db, { showId, slug: "3", text: "**Ann:** Here.\n", path: "bread/b-3.md" });
  const [told] = await listNotices(db, bo.id);
  expect([told && sentenceOf(told), told && addressOf(told)]).toEqual([
    "The transcript you asked for is here: Three",
    "/bread/3",
  ]);
  expect(await db.transcriptRequest.findMany({ select: { episodeId: true } })).toEqual([
    { episodeId: other },
  ]);
});

test("an owner may leave, also as the last one, of which the administrators are told", async () => {
  const { db } = database;
  const admin = await person(db, "boss", true);
  const { id } = await makeShow(db, { slug: "left" });
  const [one, two, none] = [await person(db, "one"), await person(db, "two"), await person(db, "none")];
  await grant(db, one, id, "owner");
  await grant(db, two, id, "owner");
  expect(await leaveShow(db, { showId: id, actor: none })).toBe(false);
  // Both leave at once.
  expect(await Promise.all([one, two].map((actor) => leaveShow(db, { showId: id, actor })))).toEqual([
    true,
    true,
  ]);
  expect(await db.showRole.count({ where: { showId: id } })).toBe(0);
  const told = await listNotices(db, admin.id);
  expect(told.map(sentenceOf)).toEqual([
    expect.stringMatching(/^(one|two) has left “LEFT”, which nobody owns now$/),
  ]);
});
