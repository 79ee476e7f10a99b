import { createWriteStream } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportPlatform } from "../../../server/doors/archive/export-platform";
import { restorePlatform } from "../../../server/doors/archive/restore-platform";
import { folderStore } from "../../../server/text/uploads/folder-store";
import { keepAudio } from "../../../server/text/uploads/keep-audio";
import { keepPicture } from "../../../server/text/uploads/keep-picture";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { makeDocument, makeShow } from "../contributions/stage";
import { makePlace } from "../repository/support";

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await makePlace();
});
afterAll(async () => {
  await database.drop();
  await place[Symbol.asyncDispose]();
});

test("uploads are exported and restored with the platform, and a show's export has its own alone", async () => {
  const { db } = database;
  const from = join(place.path, "from");
  const store = folderStore(from);
  const keep = (seed: string) =>
    keepAudio(
      (async function* () {
        yield Buffer.from(`ID3${seed}`.padEnd(5000, seed));
      })(),
      { db, store, folder: from, mostBytes: 10_000 },
    );
  const hashes: string[] = [];
  for (const slug of ["one", "two"]) {
    const show = await makeShow(db, { slug });
    await makeDocument(db, { showId: show.id, path: `${slug}/1.md`, text: `**Ann:** ${slug}.\n` });
    const audio = await keep(slug);
    if (!audio.ok) throw new Error(audio.reason);
    await db.episode.updateMany({ where: { showId: show.id }, data: { audioUrl: audio.url } });
    hashes.push(audio.hash);
  }
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
  const url = "https://covers.example/1.png";
  const picture = await keepPicture(db, url, png, { store, folder: from });
  if (!picture.ok) throw new Error(picture.reason);
  await db.show.updateMany({ where: { slug: "one" }, data: { artworkUrl: url } });

  const exportTo = async (name: string, more: { show?: string; store?: typeof store }) => {
    const exported = await exportPlatform({
      ...{ db, folder: join(place.path, "repositories"), siteUrl: "https://onrecord.example" },
      ...more,
    });
    if (!exported.ok) throw new Error(exported.message);
    const file = join(place.path, name);
    await pipeline(exported.bundle, createWriteStream(file)).finally(exported.done);
    return file;
  };
  const restore = async (file: string, name: string) => {
    const other = await createTestDatabase();
    try {
      const folder = join(place.path, name);
      const restored = await restorePlatform({
        ...{ db: other.db, file, uploads: { store: folderStore(folder), folder } },
      });
      expect(restored).toMatchObject({ ok: true });
      const uploads = await other.db.upload.findMany({ orderBy: { sha256: "asc" } });
      for (const { sha256 } of uploads) {
        const [a, b] = [await store.open(sha256), await folderStore(folder).open(sha256)];
        expect(a && b && (await buffer(a)).equals(await buffer(b))).toBe(true);
      }
      const there = (await readdir(folder, { recursive: true })).filter((each) => each.includes("/"));
      expect(there).toHaveLength(uploads.length);
      return { hashes: uploads.map(({ sha256 }) => sha256), pictures: await other.db.picture.findMany() };
    } finally {
      await other.drop();
    }
  };
  const whole = await restore(await exportTo("whole", { store }), "restored");
  expect(whole.hashes).toEqual(expect.arrayContaining([...hashes, picture.files.small]));
  expect(whole.pictures).toMatchObject([{ url, smallHash: picture.files.small }]);
  const second = await restore(await exportTo("second", { show: "two", store }), "restored-two");
  expect(second).toEqual({ hashes: [hashes[1]], pictures: [] });
  // What everybody may take has none of them.
  const open = await exportTo("open", {});
  await expect(restore(open, "restored-open")).rejects.toThrow(/ENOENT/);

  await writeFile(join(from, hashes[0]!.slice(0, 2), hashes[0]!), "something else".padEnd(5000));
  const damaged = await exportTo("damaged", { store });
  const other = await createTestDatabase();
  const folder = join(place.path, "restored-damaged");
  expect(
    await restorePlatform({ db: other.db, file: damaged, uploads: { store: folderStore(folder), folder } }),
  ).toMatchObject({ ok: false, reason: "damaged" });
  await other.drop();
});
