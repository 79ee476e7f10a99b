import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnvironment } from "../../../lib/read-environment";
import { handlers } from "../../../scripts/jobs/handlers";
import { openPool, type Pool } from "../../../server/db";
import {
  bringArchive,
  handleImportRepository,
  readRepositoryImport,
} from "../../../server/doors/clones/import-repository-job";
import { unpackArchive } from "../../../server/doors/clones/unpack-archive";
import { installQueues } from "../../../server/jobs/install-queues";
import { startWorkers } from "../../../server/jobs/start-workers";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { makeZip } from "../../support/make-zip";
import { person } from "../contributions/stage";
import { transcript } from "../import/folder";

const VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>Rye needs time.\n";

describe("an archive of transcripts", () => {
  /** Unpacks, and says what lies in the folder afterwards, and beside it. */
  async function unpacked(files: Record<string, string | Buffer>, limits?: { files: number; bytes: number }) {
    const outer = await mkdtemp(join(tmpdir(), "onrecord-archive-"));
    try {
      const folder = join(outer, "a/b");
      await (await import("node:fs/promises")).mkdir(folder, { recursive: true });
      const result = await unpackArchive(makeZip(files), folder, limits);
      const all = (await readdir(outer, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(outer.length));
      const rye = await readFile(join(folder, "rye/rye-1.md"), "utf8").catch(() => null);
      return { result, all: all.sort(), rye };
    } finally {
      await rm(outer, { recursive: true });
    }
  }

  test("is laid out as a repository is, without what hosts and systems put around it", async () => {
    const { result, all, rye } = await unpacked({
      "transcripts-main/LICENSE": "CC BY 4.0",
      "transcripts-main/bread/bread-1.md": transcript("one"),
      "transcripts-main/rye/rye-1.vtt": VTT,
      "transcripts-main/rye/rye-2.vtt": "no captions",
      "transcripts-main/.github/x.md": "hidden",
      "transcripts-main/rye/cover.png": Buffer.from([0x89, 0x50]),
      "transcripts-main/run.mp3": Buffer.from("MZ\x90\0"),
    });
    expect(result).toMatchObject({ ok: true, problems: [{ path: "rye/rye-2.vtt" }] });
    expect(all).toEqual(["/a/b/LICENSE", "/a/b/bread/bread-1.md", "/a/b/rye/rye-1.md"]);
    expect(rye).toContain("Rye needs time.");
  });

  test("in which a file has a folder's name is unpacked but for what lies in that", async () => {
    const { result, all } = await unpacked({
      ...{ "rye/rye-1.md": transcript("one"), "rye/rye-1.md/x/y.md": "y" },
      "bread/bread-1.md": transcript("one"),
    });
    expect(result).toMatchObject({ ok: true });
    expect(all).toEqual(["/a/b/bread/bread-1.md", "/a/b/rye/rye-1.md"]);
  });

  test.each([
    ["has a name longer than any file's", { [`x/${"a".repeat(300)}.md`]: "A" }, "bad-name"],
    ["leads out of its folder", { "x/a.md": "A", "x/../../../out.md": "out" }, "bad-name"],
    ["leads to the root", { "/tmp/out.md": "out" }, "bad-name"],
    ["leads out on Windows", { "..\\out.md": "out" }, "bad-name"],
    ["has another drive", { "c:out.md": "out" }, "bad-name"],
    ["has no transcripts", { "x/song.mp3": "MZ", LICENSE: "CC0" }, "nothing"],
    ["unpacks to too much", { "x/a.md": "a".repeat(3_000_000) }, "too-large"],
    [
      "has too many files",
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x/${i}.md`, "A"])),
      "too-many",
    ],
  ])("that %s is not unpacked at all", async (_, files, reason) => {
    const { result, all } = await unpacked(files, { files: 30, bytes: 2_000_000 });
    expect(result).toMatchObject({ ok: false, reason });
    expect(all).toEqual([]);
  });

  test("that is none, or breaks off, is told", async () => {
    const folder = await mkdtemp(join(tmpdir(), "onrecord-archive-"));
    const zip = makeZip({ "x/a.md": "A" });
    for (const bytes of [Buffer.from("MZ"), Buffer.from("PK\x03\x04"), zip.subarray(0, zip.length - 30)])
      expect(await unpackArchive(bytes, folder)).toMatchObject({ ok: false });
    await rm(folder, { recursive: true });
  });
});

describe("an archive that is brought", () => {
  let database: TestDatabase;
  let pool: Pool;
  const environment = readEnvironment({});
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = openPool(database.url);
    const jobs = handlers(environment).map(({ job }) => job);
    expect(await installQueues(pool, jobs)).toEqual({ ok: true });
  });
  afterAll(async () => {
    await pool.close();
    await database.drop();
  });

  async function brought(files: Record<string, string>, personId: string, show: string | null = null) {
    const { db } = database;
    const sent = await bringArchive(db, {
      ...{ name: "bread.zip", bytes: new Uint8Array(makeZip(files)), show, personId },
    });
    if (!sent.ok) throw new Error(sent.message);
    const workers = await startWorkers({ pool, handlers: [handleImportRepository(environment)] });
    try {
      await expect
        .poll(async () => (await readRepositoryImport(db, sent.id))?.error ?? "", { timeout: 30_000 })
        .toBeDefined();
      await expect
        .poll(
          async () => {
            const now = await readRepositoryImport(db, sent.id);
            return now?.error ? "failed" : now?.state;
          },
          { timeout: 30_000 },
        )
        .toMatch(/done|failed/);
    } finally {
      await workers.stop();
    }
    return readRepositoryImport(db, sent.id);
  }

  test("is imported by a job, for administrators, and is forgotten then", async () => {
    const { db } = database;
    const admin = await person(db, "boss", true);
    const done = await brought({ "bread/bread-1.md": transcript("one"), "bread/bread-2.vtt": VTT }, admin.id);
    expect(done).toMatchObject({ state: "done", url: "bread.zip" });
    expect(done?.progress?.message).toContain("(/bread): 2 episodes, 2 new");
    expect(await db.archive.count()).toBe(0);
    const episodes = await db.episode.findMany({ orderBy: { slug: "asc" } });
    expect(episodes.map(({ slug }) => slug)).toEqual(["1", "2"]);
    const eve = await person(db, "eve");
    expect((await brought({ "rye/rye-1.md": transcript("rye") }, eve.id))?.error).toMatch(
      /Only an administrator/,
    );
    expect(await db.show.count()).toBe(1);
    const bad = await brought({ "rye/../../rye-1.md": transcript("rye") }, admin.id);
    expect(bad?.error).toMatch(/outside its folder/);
  });
});
