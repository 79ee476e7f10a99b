import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyShow } from "../../../server/doors/feeds/apply-show";
import type { Feed } from "../../../server/doors/feeds/feed";
import { beginDocument } from "../../../server/work/first-texts/begin-document";
import { addEpisode } from "../../../server/work/shows/add-episode";
import { changeSettings } from "../../../server/work/shows/change-settings";
import { editFields, readFieldValues } from "../../../server/work/shows/edit-fields";
import { episodeColumns, episodeValues, showColumns } from "../../../server/work/shows/field-values";
import { EPISODE_FIELDS } from "../../../server/work/shows/fields";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, headText, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let shows = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function stage() {
  const { db } = database;
  const slug = `edit-${++shows}`;
  const show = await makeShow(db, { slug });
  const owner = await person(db, `${slug}-owner`);
  const maintainer = await person(db, `${slug}-maintainer`);
  const guest = await person(db, `${slug}-guest`);
  await grant(db, owner, show.id, "owner");
  await grant(db, maintainer, show.id, "maintainer");
  const episode = await db.episode.create({
    data: { showId: show.id, slug: "1", sortKey: "1", title: "One", guid: "1", description: "From the feed" },
  });
  const edit = (changes: Parameters<typeof episodeColumns>[0], more = {}) =>
    editFields(db, {
      ...{ showId: show.id, slug: "1", changes: episodeColumns(changes), actor: maintainer },
      ...more,
    });
  const now = () => db.episode.findUniqueOrThrow({ where: { id: episode.id } });
  const edits = () => db.fieldEdit.findMany({ where: { showId: show.id }, orderBy: { field: "asc" } });
  return { db, show, owner, maintainer, guest, episode, edit, now, edits };
}

describe("a field that is edited", () => {
  test("keeps what the feed says beneath, and follows it again", async () => {
    const { edit, now, edits, db, show } = await stage();
    expect(await edit({ title: "Ours", description: null })).toEqual({
      ...{ ok: true, changed: ["title", "description"] },
    });
    expect(await now()).toMatchObject({ title: "Ours", description: null });
    expect(await edits()).toMatchObject([
      { field: "description", source: { description: "From the feed" } },
      { field: "title", source: { title: "One" } },
    ]);
    // Edited once more, the feed's value is still the feed's.
    await edit({ title: "Ours, again" });
    expect((await edits())[1]).toMatchObject({ source: { title: "One" } });
    expect(await edit({}, { follow: ["title"] })).toEqual({ ok: true, changed: ["title"] });
    expect(await now()).toMatchObject({ title: "One", description: null });
    // What is typed as the feed has it follows the feed too.
    await edit({ description: "From the feed" });
    expect(await edits()).toEqual([]);
    expect(
      await db.auditEntry.findFirst({ where: { showId: show.id }, orderBy: { id: "asc" } }),
    ).toMatchObject({ action: "edit", subject: { episode: "1", "title was": "One", title: "Ours" } });
  });

  test("may be of any kind, and is read back as it was set", async () => {
    const { edit, db, show, episode } = await stage();
    const values = episodeValues.partial().parse({
      publishedAt: "2026-11-30T08:00:30+01:00",
      audio: { url: "https://cdn.example/1.mp3", type: "audio/mpeg", bytes: 5_000_000_000 },
      ...{ duration: 61.5, season: 2, number: 204.5, explicit: false, artwork: "https://cdn.example/1.png" },
      chapters: [
        { start: 30, title: "Two" },
        { start: 0, title: "One", link: "https://x.example/" },
      ],
      people: [{ name: "Ann Lee" }, { name: "Bob", role: "guest" }],
    });
    expect(await edit(values)).toMatchObject({ ok: true });
    expect(
      await readFieldValues(db, { showId: show.id, episodeId: episode.id }, EPISODE_FIELDS),
    ).toMatchObject({
      ...episodeColumns(values),
      publishedAt: { publishedAt: "2026-11-30T07:00:30.000Z" },
      chapters: { chapters: [{ startSeconds: 0, title: "One" }, { startSeconds: 30 }] },
      people: {
        people: [
          { name: "Ann Lee", role: "host" },
          { name: "Bob", role: "guest" },
        ],
      },
    });
    expect(await edit(values)).toEqual({ ok: true, changed: [] });
    expect(await edit({}, { follow: ["chapters", "people", "audio"] })).toMatchObject({ ok: true });
    expect(
      await readFieldValues(db, { showId: show.id, episodeId: episode.id }, EPISODE_FIELDS),
    ).toMatchObject({
      ...{ chapters: { chapters: [] }, people: { people: [] }, audio: { audioUrl: null } },
    });
  });

  test("is refused where somebody else has changed it since the form was opened, and nothing else is saved", async () => {
    const { edit, now } = await stage();
    const was = { title: { title: "One" }, season: { season: null } };
    expect(await edit({ title: "Ann’s" }, { was })).toMatchObject({ ok: true });
    expect(await edit({ title: "Bob’s", season: 3 }, { was })).toEqual({
      ...{ ok: false, reason: "changed-meanwhile", field: "title", now: { title: "Ann’s" } },
    });
    expect(await now()).toMatchObject({ title: "Ann’s", season: null });
    // Of what both want alike, and of another field, nothing is lost.
    expect(await edit({ title: "Ann’s", season: 3 }, { was })).toEqual({ ok: true, changed: ["season"] });
  });

  test("by two people at one moment is one's, and the other is told", async () => {
    const { edit, now } = await stage();
    const was = { title: { title: "One" } };
    const results = await Promise.all(["Ann’s", "Bob’s"].map((title) => edit({ title }, { was })));
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(["Ann’s", "Bob’s"]).toContain((await now()).title);
  });

  test("is for those who review, and the show's own are for its owners", async () => {
    const { edit, guest, maintainer, owner, show, db } = await stage();
    expect(await edit({ title: "X" }, { actor: guest })).toEqual({ ok: false, reason: "not-allowed" });
    expect(await edit({ title: "X" }, { slug: "none" })).toEqual({ ok: false, reason: "no-episode" });
    const ofShow = {
      showId: show.id,
      slug: null,
      changes: showColumns({ author: "Ann", categories: ["Arts"] }),
    };
    expect(await editFields(db, { ...ofShow, actor: maintainer })).toMatchObject({ reason: "not-allowed" });
    expect(await editFields(db, { ...ofShow, actor: owner })).toMatchObject({ ok: true });
    expect(await db.show.findUnique({ where: { id: show.id } })).toMatchObject({
      ...{ author: "Ann", categories: ["Arts"] },
    });
  });

  test("is also the language that is chosen in the settings", async () => {
    const { db, show, owner, edits } = await stage();
    const settings = {
      licence: null,
      contribute: "signed_in",
      trustAccepted: null,
      trustDays: 90,
      trustSound: null,
      ownFixes: false,
    } as const;
    await changeSettings(db, { showId: show.id, settings: { ...settings, language: "de" }, actor: owner });
    expect(await edits()).toMatchObject([{ field: "language", source: { language: "en" }, episodeId: null }]);
  });

  test("takes no value that no page can show", () => {
    for (const [field, value] of [
      ["title", ""],
      ["title", "x".repeat(501)],
      ["title", "a\u0000b"],
      ["link", "javascript:alert(1)"],
      ["audio", { url: "https://me:secret@cdn.example/1.mp3" }],
      ["artwork", "file:///etc/passwd"],
      ["duration", -1],
      ["season", 1.5],
      ["publishedAt", "yesterday"],
      ["chapters", [{ start: -1, title: "x" }]],
      ["people", [{ name: " " }]],
    ] as const)
      expect(episodeValues.partial().safeParse({ [field]: value }).success, `${field} ${value}`).toBe(false);
  });
});

describe("an episode that is added by hand", () => {
  test("gets an address from its number, its title or its day, and keeps what was typed from any feed", async () => {
    const { db, show, maintainer, guest } = await stage();
    const add = (values: Parameters<typeof episodeColumns>[0] & { title: string }, more = {}) =>
      addEpisode(db, {
        ...{ showId: show.id, actor: maintainer },
        values: { ...episodeColumns(values), title: { title: values.title } },
        ...more,
      });
    expect(await add({ title: "Bread", number: 7 })).toMatchObject({ ok: true, slug: "7" });
    expect(await add({ title: "Bread", number: 7 })).toMatchObject({ ok: true, slug: "bread" });
    expect(await add({ title: "Bread" })).toMatchObject({ ok: true, slug: "bread-2" });
    expect(await add({ title: "パン" })).toMatchObject({ ok: true, slug: "episode" });
    expect(await add({ title: "パン", publishedAt: "2026-11-30T00:00:00Z" })).toMatchObject({
      ...{ ok: true, slug: "2026-11-30" },
    });
    expect(await add({ title: "Settings" }, { slug: "settings" })).toMatchObject({ reason: "bad-slug" });
    expect(await add({ title: "x" }, { slug: "../etc" })).toMatchObject({ reason: "bad-slug" });
    expect(await add({ title: "x" }, { slug: "BREAD" })).toMatchObject({ reason: "taken" });
    expect(await add({ title: "x" }, { actor: guest })).toMatchObject({ reason: "not-allowed" });
    const edits = await db.fieldEdit.findMany({ where: { episode: { slug: "7", showId: show.id } } });
    expect(edits.map(({ field, source }) => [field, source]).sort()).toEqual([
      ["number", { number: null }],
      ["title", { title: null }],
    ]);
    // No feed has a title for it.
    expect(
      await editFields(db, { showId: show.id, slug: "7", changes: {}, follow: ["title"], actor: maintainer }),
    ).toMatchObject({ reason: "no-source" });
  });

  test("of a show are edited with its people, which the feed no longer changes", async () => {
    const { db, show, owner } = await stage();
    const ann = { name: "Ann", role: "host", group: "cast", imageUrl: null, href: null };
    const edit = (people: readonly object[], more = {}) =>
      editFields(db, {
        ...{ showId: show.id, slug: null, actor: owner, ...more },
        changes: { people: { people } },
      });
    expect(await edit([ann])).toEqual({ ok: true, changed: ["people"] });
    const names = async () =>
      (
        await db.credit.findMany({
          where: { showId: show.id },
          orderBy: { position: "asc" },
          include: { person: true },
        })
      ).map(({ person: { name } }) => name);
    expect(await names()).toEqual(["Ann"]);
    // Of two who edit one field, the second is told what it is now.
    expect(await edit([{ ...ann, name: "Bo" }], { was: { people: { people: [] } } })).toMatchObject({
      ...{ ok: false, reason: "changed-meanwhile", field: "people", now: { people: [{ name: "Ann" }] } },
    });
    const feed = { title: show.title, people: [{ ...ann, name: "Cy" }], categories: [] } as unknown as Feed;
    await applyShow(db, show.slug, feed, null);
    expect(await names()).toEqual(["Ann"]);
    const followed = await editFields(db, {
      ...{ showId: show.id, slug: null, actor: owner, changes: {}, follow: ["people"] },
    });
    expect(followed).toEqual({ ok: true, changed: ["people"] });
    expect(await names()).toEqual(["Cy"]);
  });

  test("gets its first notes once, from those who review", async () => {
    const { db, show, episode, maintainer, guest } = await stage();
    const begin = (text: string, author = maintainer) =>
      beginDocument(db, { showId: show.id, episodeId: episode.id, kind: "notes", text, author });
    expect(await begin("Notes.\n", guest)).toEqual({ ok: false, reason: "not-allowed" });
    // Who may not is told so first, whatever they send.
    expect(await begin(" \n", guest)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await begin(" \n")).toEqual({ ok: false, reason: "empty" });
    expect(await begin("a\u0000b")).toEqual({ ok: false, reason: "not-text" });
    const results = await Promise.all([begin("Notes one.\n"), begin("Notes two.\n")]);
    expect(results.map((result) => (result.ok ? "ok" : result.reason)).sort()).toEqual([
      "ok",
      "there-already",
    ]);
    const document = await db.document.findFirstOrThrow({ where: { episodeId: episode.id, kind: "notes" } });
    expect(document).toMatchObject({ path: `${show.slug}/${show.filePrefix}-1.notes.md`, head: 1 });
    expect(await headText(db, document.id)).toMatch(/^Notes (one|two)\.\n$/);
  });
});
