import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { seed } from "../../../prisma/seed";
import { alignEpisode } from "../../../server/text/alignment/align-episode";
import { SoundFolder } from "../../../server/text/sounds/sound-folder";
import { askForWaveform } from "../../../server/text/waveforms/ask-for-waveform";
import { findWaveform } from "../../../server/text/waveforms/find-waveform";
import { readAudio } from "../../../server/text/waveforms/read-audio";
import { refreshWaveforms } from "../../../server/text/waveforms/refresh-waveforms";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { serve } from "../feeds/serve";

let database: TestDatabase;
let sounds: string;
const AUDIO = "public/demo/figures-of-speech-2.mp3";

beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database.db);
  sounds = await mkdtemp(join(tmpdir(), "onrecord-sounds-"));
  // The shorter of the two episodes is enough.
  await database.db.episode.updateMany({ where: { slug: "1" }, data: { audioUrl: null } });
});
beforeEach(async () => void (await database.db.waveform.deleteMany()));
afterAll(async () => {
  await database.drop();
  await rm(sounds, { recursive: true });
});

/** How a site reads audio, on a network of its own or not. */
const reading = (allowInternal = true, aligns = false) => ({
  ...{ folder: new SoundFolder({ path: sounds, mostBytes: 1e9 }), reach: { allowInternal }, aligns },
  siteUrl: "https://onrecord.example",
});
const read = (address: string) => readAudio(database.db, address, reading());

const setAudio = (audioUrl: string, audioBytes = 1n) =>
  database.db.episode.updateMany({ where: { slug: "2" }, data: { audioUrl, audioBytes } });

test("the demonstration's is measured without anyone asking, once", async () => {
  expect(await refreshWaveforms(database.db, { read })).toBe(1);
  const bars = await findWaveform(database.db, "/demo/figures-of-speech-2.mp3");
  expect(bars).toMatch(/^[0-9a-f]{200}$/);
  expect(new Set(bars).size).toBeGreaterThan(8);
  expect(await refreshWaveforms(database.db, { read })).toBe(0);
});

test("another's is fetched only once a page asked for it, and again when its feed says another length", async () => {
  await using server = await serve({});
  const mp3 = await readFile(AUDIO);
  server.answers.set("/2.mp3", (_request, response) => void response.end(mp3));
  const url = `${server.url}/2.mp3`;
  await setAudio(url);
  expect(await refreshWaveforms(database.db, { read })).toBe(0);
  expect(server.asked).toEqual([]);

  expect(await findWaveform(database.db, url)).toBeNull();
  await askForWaveform(database.db, url);
  // Two processes side by side fetch it once.
  const both = await Promise.all([1, 2].map(() => refreshWaveforms(database.db, { read })));
  expect(both.sort()).toEqual([0, 1]);
  expect(await findWaveform(database.db, url)).toMatch(/^[0-9a-f]{200}$/);
  expect(server.asked).toEqual(["/2.mp3"]);

  await setAudio(url, 2n);
  await database.db.$executeRaw`UPDATE waveforms SET tried_at = now() - interval '2 hours'`;
  expect(await refreshWaveforms(database.db, { read })).toBe(1);
  expect(server.asked).toEqual(["/2.mp3", "/2.mp3"]);
});

test("what cannot be had says why, is not tried again at once, and after a day is", async () => {
  await using server = await serve({ "/2.mp3": "<html>Sorry</html>" });
  const url = `${server.url}/2.mp3`;
  await setAudio(url);
  await askForWaveform(database.db, url);
  // As on a site: addresses of one's own network are not asked.
  const strictly = (address: string) => readAudio(database.db, address, reading(false));
  expect(await refreshWaveforms(database.db, { read: strictly })).toBe(1);
  expect(server.asked).toEqual([]);
  const [row] = await database.db.waveform.findMany();
  expect(row?.problem).toMatch(/internal address/);
  expect(await refreshWaveforms(database.db, { read })).toBe(0);

  await database.db.$executeRaw`UPDATE waveforms SET tried_at = now() - interval '2 days'`;
  expect(await refreshWaveforms(database.db, { read })).toBe(1);
  expect(server.asked).toEqual(["/2.mp3"]);
  expect(await findWaveform(database.db, url)).toBeNull();
  // An exception does not affect the other files.
  await database.db.$executeRaw`UPDATE waveforms SET tried_at = NULL, problem = NULL`;
  const broken = async () => Promise.reject(new Error("out of memory"));
  expect(await refreshWaveforms(database.db, { read: broken })).toBe(1);
  expect((await database.db.waveform.findMany())[0]?.problem).toMatch(/out of memory/);
});

test("only the demonstration's files are read from this machine's disk", async () => {
  for (const url of ["/demo/../../package.json", "/etc/passwd", "file:///etc/passwd", "/demo/x/../y.mp3"])
    expect(await readAudio(database.db, url, reading(false)), url).toMatchObject({ ok: false });
  expect(await read("/demo/none.mp3")).toMatchObject({ ok: false, reason: "failed" });
});

test("the database holds that a waveform is one that a page can draw", async () => {
  const url = "https://x.example/a.mp3";
  const insert = (rest: object) => database.db.waveform.create({ data: { audioUrl: url, ...rest } });
  const triedAt = new Date();
  await expect(insert({ triedAt, bars: new Uint8Array(199) })).rejects.toThrow(/waveforms_bars_count/);
  await expect(insert({ triedAt, bars: new Uint8Array(200), problem: "x" })).rejects.toThrow(/one_outcome/);
  await expect(insert({ problem: "x" })).rejects.toThrow(/waveforms_tried/);
});

test("one fetch is enough for the waveform and the word times, whichever comes first", async () => {
  const { db } = database;
  const mp3 = await readFile(AUDIO);
  const { id: documentId } = await db.document.findFirstOrThrow({
    where: { kind: "transcript", episode: { slug: "2" } },
  });
  await using server = await serve({});
  for (const name of ["/a.mp3", "/b.mp3"]) {
    server.answers.set(name, (_request, response) => {
      response.setHeader("ETag", '"one"').end(mp3);
    });
    const url = `${server.url}${name}`;
    await setAudio(url);
    const waveform = async () => {
      await askForWaveform(db, url);
      await refreshWaveforms(db, { read: (address) => readAudio(db, address, reading(true, true)) });
    };
    const words = async () =>
      expect(await alignEpisode(db, { documentId, fetching: reading() })).toMatchObject({ ok: true });
    for (const work of name === "/a.mp3" ? [waveform, words] : [words, waveform]) await work();
    expect(await findWaveform(db, url)).toMatch(/^[0-9a-f]{200}$/);
    expect(server.asked.filter((path) => path === name)).toHaveLength(1);
  }
  // The audio itself is kept no longer than both need it.
  expect((await readdir(sounds)).filter((name) => !name.endsWith(".cepstra"))).toEqual([]);
});
