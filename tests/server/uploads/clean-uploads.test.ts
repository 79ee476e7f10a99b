import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { cleanUploads } from "../../../server/text/uploads/clean-uploads-job";
import type { FileStore } from "../../../server/text/uploads/file-store";
import { keepAudio } from "../../../server/text/uploads/keep-audio";
import { keepPicture } from "../../../server/text/uploads/keep-picture";
import { openStore } from "../../../server/text/uploads/open-store";
import { editFields } from "../../../server/work/shows/edit-fields";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "onrecord-clean-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const environment = () => readEnvironment({ ONRECORD_HOME: folder });
const store = () => openStore(environment());
const clean = () => cleanUploads({ db: database.db, store: store() });
const aWeekLater = async () => {
  const { db } = database;
  const long = new Date(Date.now() - 8 * 24 * 3600_000);
  await db.upload.updateMany({ data: { createdAt: long } });
  await db.picture.updateMany({ data: { triedAt: long } });
};

async function audio(seed: number): Promise<string> {
  async function* mp3() {
    yield Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"), Buffer.alloc(20_000, seed)]);
  }
  const { db } = database;
  const keeping = { db, store: store(), folder: environment().uploads.folder, mostBytes: 100_000 };
  const kept = await keepAudio(mp3(), keeping);
  if (!kept.ok) throw new Error(kept.reason);
  return kept.url;
}
async function picture(colour: string, url: string) {
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: colour } })
    .png()
    .toBuffer();
  const kept = await keepPicture(database.db, url, png, {
    store: store(),
    folder: environment().uploads.folder,
  });
  if (!kept.ok) throw new Error(kept.reason);
  return kept.files;
}
const isThere = async (url: string) => (await store().sizeOf(/[0-9a-f]{64}/.exec(url)?.[0] ?? "")) !== null;

test("uploads that nobody uses go after a week, and what is used, or would be used again, stays", async () => {
  const { db } = database;
  const show = await makeShow(db, { slug: "clean" });
  const owner = await person(db, "olga");
  await grant(db, owner, show.id, "owner");
  await makeDocument(db, { showId: show.id, text: "**Ann:** One.\n" });
  const [played, before, unused] = [await audio(1), await audio(2), await audio(3)];
  await db.episode.updateMany({ where: { showId: show.id }, data: { audioUrl: before } });
  // Edited here: what the episode had before is kept beneath, to be followed again.
  const edited = await editFields(db, {
    ...{ showId: show.id, slug: "1", actor: owner },
    changes: { audio: { audioUrl: played, audioType: null, audioBytes: null } },
  });
  expect(edited).toMatchObject({ ok: true });
  const shown = await picture("#111111", "https://covers.example/shown.png");
  const gone = await picture("#222222", "https://covers.example/gone.png");
  await db.show.update({ where: { id: show.id }, data: { artworkUrl: "https://covers.example/shown.png" } });

  expect(await clean(), "what came today may still be linked").toBe(0);
  await aWeekLater();
  // Small, medium and large are one file where the picture is smaller than all of them.
  const files = new Set(Object.values(gone)).size;
  expect(await clean()).toBe(1 + files);
  for (const url of [played, before, shown.small, shown.large]) expect(await isThere(url), url).toBe(true);
  for (const url of [unused, gone.small, gone.large]) expect(await isThere(url), url).toBe(false);
  expect(await db.upload.count({ where: { sha256: gone.large } })).toBe(0);
  expect(await db.picture.count()).toBe(1);
  expect(await clean()).toBe(0);
});

test("audio stays that is linked by the address that the API gives, or linked while it is cleaned away", async () => {
  const { db } = database;
  const show = await makeShow(db, { slug: "linked" });
  await makeDocument(db, { showId: show.id, text: "**Ann:** One.\n" });
  const link = (audioUrl: string) =>
    db.episode.updateMany({ where: { showId: show.id }, data: { audioUrl } });
  const [early, late] = [await audio(20), await audio(21)];
  await link(`https://onrecord.example${late}`);
  await aWeekLater();
  await clean();
  expect([await isThere(early), await isThere(late)]).toEqual([false, true]);

  const [first, second] = [await audio(22), await audio(23)];
  await aWeekLater();
  await cleanUploads({
    db,
    store: {
      ...store(),
      remove: async (hash) => {
        await link(first.includes(hash) ? second : first);
        await store().remove(hash);
      },
    },
  });
  expect([await isThere(first), await isThere(second)].filter(Boolean), "one was linked").toHaveLength(1);
});

test("what is brought once more while it is cleaned away is there afterwards", async () => {
  const url = await audio(9);
  for (let n = 0; n < 5; n++) {
    await aWeekLater();
    await Promise.all([clean(), audio(9), clean()]);
    expect(await isThere(url)).toBe(true);
    expect(await database.db.upload.count({ where: { sha256: url.slice(8, 72) } })).toBe(1);
  }
});

test("archives that no import took are forgotten", async () => {
  const { db } = database;
  const long = new Date(Date.now() - 8 * 24 * 3600_000);
  await db.archive.create({ data: { name: "old.zip", content: Buffer.from("x"), createdAt: long } });
  await db.archive.create({ data: { name: "new.zip", content: Buffer.from("x") } });
  await clean();
  expect(await db.archive.findMany({ select: { name: true } })).toEqual([{ name: "new.zip" }]);
});
