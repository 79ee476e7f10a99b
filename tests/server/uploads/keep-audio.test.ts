import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { keepAudio } from "../../../server/text/uploads/keep-audio";
import { openStore } from "../../../server/text/uploads/open-store";
import { partOf, serveUpload } from "../../../server/text/uploads/serve-upload";
import { bringAudio } from "../../../server/work/shows/bring-audio";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { grant, makeDocument, makeShow, person } from "../contributions/stage";

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "onrecord-uploads-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const environment = () => readEnvironment({ ONRECORD_HOME: folder, ONRECORD_UPLOAD: "1" });

/** A sound file of that many bytes, as it comes. */
async function* mp3(bytes: number, seed = 0) {
  yield Buffer.from("ID3\x04\0\0\0\0\0\0");
  for (let left = bytes - 10; left > 0; left -= 60_000) yield Buffer.alloc(Math.min(left, 60_000), 1 + seed);
}
async function* chunks(...all: (string | Uint8Array)[]) {
  for (const each of all) yield typeof each === "string" ? Buffer.from(each, "latin1") : each;
}

const keep = (body: AsyncIterable<Uint8Array>) =>
  keepAudio(body, {
    ...{ db: database.db, store: openStore(environment()), folder: environment().uploads.folder },
    mostBytes: 1_000_000,
  });

describe("audio that is uploaded", () => {
  test("is kept by the hash of its content, and served whole or in part", async () => {
    const kept = await keep(mp3(200_000));
    expect(kept).toMatchObject({ ok: true, bytes: 200_000, type: "audio/mpeg" });
    if (!kept.ok) return;
    expect(kept.url).toBe(`/static/${kept.hash}.mp3`);
    expect(await keep(mp3(200_000))).toEqual(kept);
    const serve = (range: string | null, name = `${kept.hash}.mp3`) =>
      serveUpload({ db: database.db, environment: environment(), name, range });
    const whole = await serve(null);
    expect(whole.headers.get("content-type")).toBe("audio/mpeg");
    expect((await whole.arrayBuffer()).byteLength).toBe(200_000);
    const part = await serve("bytes=199990-");
    expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 199990-199999/200000"]);
    expect((await part.arrayBuffer()).byteLength).toBe(10);
    expect((await serve("bytes=200000-")).status).toBe(416);
    for (const name of ["none", "../../etc/passwd", `${"0".repeat(64)}.mp3`])
      expect((await serve(null, name)).status, name).toBe(404);
  });

  test("is refused if it is a program, a page, empty, too large or broken off, and leaves nothing", async () => {
    const before = await readdir(environment().uploads.folder, { recursive: true });
    async function* breaksOff() {
      yield* mp3(100_000, 7);
      throw new Error("the connection is gone");
    }
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield* mp3(100_000);
      }
    }
    for (const [reason, body] of [
      ["not-audio", chunks("MZ\x90\0\x03\0\0\0".padEnd(9000, "\0"))],
      ["not-audio", chunks("<!doctype html><script>alert(1)</script>")],
      ["not-audio", chunks("PK\x03\x04")],
      ["empty", chunks()],
      ["too-large", endless()],
      ["broken-off", breaksOff()],
    ] as const)
      expect(await keep(body)).toEqual({ ok: false, reason });
    expect(sent).toBeLessThan(20);
    expect(await readdir(environment().uploads.folder, { recursive: true })).toEqual(before);
  });

  test("becomes the episode's, from those who review; who may not is told before a byte is read", async () => {
    const { db } = database;
    const show = await makeShow(db, { slug: "sounds" });
    await makeDocument(db, { showId: show.id, text: "**Ann:** One.\n" });
    const [owner, guest] = [await person(db, "sounds-owner"), await person(db, "sounds-guest")];
    await grant(db, owner, show.id, "owner");
    let read = 0;
    const bring = (actor: typeof owner, more = {}) =>
      bringAudio(db, {
        ...{ show: "sounds", slug: "1", length: 0, actor, environment: environment() },
        body: (async function* () {
          for await (const chunk of mp3(50_000, 3)) {
            read += 1;
            yield chunk;
          }
        })(),
        ...more,
      });
    expect(await bring(guest)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await bring(owner, { length: 5_000_000_000 })).toEqual({ ok: false, reason: "too-large" });
    expect(await bring(owner, { slug: "none" })).toEqual({ ok: false, reason: "no-episode" });
    expect(read).toBe(0);
    const brought = await bring(owner);
    expect(brought).toMatchObject({ ok: true });
    expect(await db.episode.findFirst({ where: { showId: show.id } })).toMatchObject({
      ...{ audioUrl: brought.ok && brought.url, audioType: "audio/mpeg", audioBytes: 50_000n },
    });
  });
});

test("a range asks for a part, for the end, for nothing that is there, or for what is not understood", () => {
  expect(partOf("bytes=0-0", 10)).toEqual({ start: 0, end: 0 });
  expect(partOf("bytes=5-", 10)).toEqual({ start: 5, end: 9 });
  expect(partOf("bytes=-3", 10)).toEqual({ start: 7, end: 9 });
  expect(partOf("bytes=-30", 10)).toEqual({ start: 0, end: 9 });
  expect(partOf("bytes=5-99", 10)).toEqual({ start: 5, end: 9 });
  for (const none of ["bytes=10-", "bytes=-0"]) expect(partOf(none, 10), none).toBe("unsatisfiable");
  for (const all of ["bytes=5-2", "bytes=1-2,4-5", "items=0-1", "bytes=-", "bytes=a-b"])
    expect(partOf(all, 10), all).toBe(null);
});
