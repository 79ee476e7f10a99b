import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { findEpisodeFacts } from "../../../server/text/episodes/find-episode-facts";
import { findState } from "../../../server/text/pages/find-states";
import { fetchPictures } from "../../../server/text/uploads/fetch-pictures-job";
import { openStore } from "../../../server/text/uploads/open-store";
import { serveUpload } from "../../../server/text/uploads/serve-upload";
import { bringCover } from "../../../server/work/shows/bring-cover";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";
import { type Served, serve } from "../feeds/serve";

let database: TestDatabase;
let folder: string;
let server: Served;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "onrecord-pictures-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  server = await serve();
});
afterEach(() => server[Symbol.asyncDispose]());

const environment = () => readEnvironment({ ONRECORD_HOME: folder });
const fetchAll = (more = {}) =>
  fetchPictures({
    ...{ db: database.db, store: openStore(environment()), folder: environment().uploads.folder },
    fetch: { allowInternal: true, ...more },
  });

const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#c04020" } })
    .png()
    .toBuffer();

function answer(path: string, body: Buffer | string): string {
  server.answers.set(path, (_request, response) => void response.end(body));
  return `${server.url}${path}`;
}

let shows = 0;
async function showWith(artworkUrl: string) {
  const { db } = database;
  const slug = `pictures-${++shows}`;
  const show = await makeShow(db, { slug });
  await makeDocument(db, { showId: show.id, text: "**Ann:** One.\n" });
  await db.show.update({ where: { id: show.id }, data: { artworkUrl } });
  return show;
}

describe("a cover", () => {
  test("is fetched once, and served from here in three sizes", async () => {
    const { db } = database;
    const url = answer("/cover.png", await png(1600, 1200));
    const show = await showWith(url);
    const facts = () => findEpisodeFacts(db, { show: show.slug, slug: "1" });
    const state = () => findState(db, { of: "episode", show: show.slug, slug: "1" });
    const before = await state();
    // Until it is here no page names another host.
    expect(await facts()).toMatchObject({ artworkUrl: null });
    expect(await fetchAll()).toBe(1);
    expect(await fetchAll()).toBe(0);
    expect(server.asked).toEqual(["/cover.png"]);
    const found = await facts();
    expect(found?.artworkUrl).toMatch(/^\/static\/[0-9a-f]{64}\.webp$/);
    expect(await state(), "a page that was kept without it is another now").not.toBe(before);
    const picture = await db.picture.findUniqueOrThrow({ where: { url } });
    for (const [hash, width] of [
      [picture.smallHash, 192],
      [picture.mediumHash, 600],
      [picture.largeHash, 1400],
    ] as const) {
      const served = await serveUpload({ db, environment: environment(), name: `${hash}.webp`, range: null });
      expect(served.headers.get("content-type")).toBe("image/webp");
      expect(await sharp(Buffer.from(await served.arrayBuffer())).metadata()).toMatchObject({
        ...{ format: "webp", width },
      });
    }
  });

  test("and a portrait of somebody whom the feed names are shown beside the episode, from here", async () => {
    const { db } = database;
    const [hosts, guests] = [answer("/ann.png", await png(300, 300)), answer("/bo.png", await png(200, 300))];
    const show = await showWith(answer("/with-people.png", await png(90, 90)));
    const episode = await db.episode.findFirstOrThrow({ where: { showId: show.id } });
    const ann = await db.person.create({ data: { name: `Ann of ${show.slug}` } });
    const bo = await db.person.create({ data: { name: `Bo of ${show.slug}` } });
    await db.credit.create({ data: { showId: show.id, personId: ann.id, position: 0, imageUrl: hosts } });
    const facts = () => findEpisodeFacts(db, { show: show.slug, slug: "1" });
    const state = () => findState(db, { of: "episode", show: show.slug, slug: "1" });
    expect((await facts())?.people).toMatchObject([{ name: ann.name, portrait: null }]);
    let before = await state();
    await fetchAll();
    expect((await facts())?.people[0]?.portrait).toMatch(/^\/static\/[0-9a-f]{64}\.webp$/);
    expect(await state(), "a page that was kept without the host's portrait").not.toBe(before);
    await db.credit.create({
      data: { episodeId: episode.id, personId: bo.id, position: 0, imageUrl: guests },
    });
    before = await state();
    await fetchAll();
    expect((await facts())?.people).toMatchObject([
      { name: bo.name, portrait: expect.stringMatching(/^\/static\//) },
    ]);
    expect(await state(), "a page that was kept without the guest's portrait").not.toBe(before);
  });

  test("that is none, too large, a bomb or at an internal address is left out, and tried again some times", async () => {
    const { db } = database;
    const bomb = await png(9000, 9000);
    for (const [path, body] of [
      [
        "/svg",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
      ],
      ["/page", "<!doctype html><p>Hello"],
      ["/bomb", bomb],
      ["/large", Buffer.alloc(16_000_000)],
      ["/cut", (await png(300, 300)).subarray(0, 200)],
    ] as const) {
      const url = answer(path, body);
      await showWith(url);
      expect(await fetchAll(), path).toBe(0);
      expect(await db.picture.findUnique({ where: { url } }), path).toMatchObject({
        ...{ smallHash: null, failures: 1, problem: expect.any(String) },
      });
    }
    const asked = server.asked.length;
    await fetchAll();
    expect(server.asked.length).toBe(asked);
    await db.picture.updateMany({ data: { triedAt: new Date(0) } });
    await fetchAll();
    expect(server.asked.length).toBe(asked + 5);
    await db.picture.updateMany({ data: { triedAt: new Date(0), failures: 7 } });
    await fetchAll();
    expect(server.asked.length).toBe(asked + 5);
    await showWith(answer("/inside.png", await png(9, 9)));
    expect(await fetchAll({ allowInternal: false })).toBe(0);
    expect(server.asked).not.toContain("/inside.png");
  });

  test("may be uploaded by those who may edit it, and is then the one that is shown", async () => {
    const { db } = database;
    const show = await showWith("https://elsewhere.example/c.png");
    const [owner, maintainer] = [
      await person(db, `${show.slug}-owner`),
      await person(db, `${show.slug}-maintainer`),
    ];
    await grant(db, owner, show.id, "owner");
    await grant(db, maintainer, show.id, "maintainer");
    const bring = async (actor: typeof owner, slug: string | null, bytes?: Uint8Array) =>
      bringCover(db, {
        ...{ showId: show.id, slug, actor, environment: environment() },
        bytes: bytes ?? (await png(50, 50)),
      });
    expect(await bring(maintainer, null)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await bring(owner, null, new TextEncoder().encode("MZ"))).toMatchObject({
      reason: "not-a-picture",
    });
    expect(await bring(owner, null)).toMatchObject({ ok: true });
    expect((await findEpisodeFacts(db, { show: show.slug, slug: "1" }))?.artworkUrl).toMatch(/^\/static\//);
    expect(await db.fieldEdit.findFirst({ where: { showId: show.id } })).toMatchObject({
      ...{ field: "artwork", source: { artworkUrl: "https://elsewhere.example/c.png" } },
    });
    expect(await bring(maintainer, "1", await png(60, 60))).toMatchObject({ ok: true });
  });
});
