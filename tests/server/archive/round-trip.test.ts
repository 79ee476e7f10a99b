import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportPlatform } from "../../../server/doors/archive/export-platform";
import { restorePlatform } from "../../../server/doors/archive/restore-platform";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";
import { type Folder, imported, makeFolder, stateOf, transcript } from "../import/folder";
import { edit, git, makePlace, projected } from "../repository/support";

const SITE = "https://onrecord.example";
const ROOT = join(import.meta.dirname, "../../..");

let files: Folder;
let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;

beforeAll(async () => {
  files = await makeFolder({
    ...Object.fromEntries(
      Array.from({ length: 140 }, (_, i) => [`x/x-${i + 1}.md`, transcript(`episode ${i + 1}`)]),
    ),
    "x/x-1.notes.md": "# Notes\r\n\nwithout an end",
    "y/y-1.md": "**Ünï:** “Other” show — 🎧\n",
  });
  database = await createTestDatabase();
  place = await makePlace();
  const { db } = database;
  await imported(db, files.path);
  const user = await db.user.create({ data: { handle: "ada", name: "Ada" } });
  for (let n = 0; n < 3; n++)
    await edit(
      db,
      "x/x-1.md",
      (text) => `${text}\n**Ana:** More ${n}.\n`,
      { name: "Ada", id: user.id },
      `=1+${n}, "quoted"`,
    );
  await edit(db, "y/y-1.md", (text) => `${text}\n**Ben:** And more.\n`);
  const { id: episodeId } = await db.episode.findFirstOrThrow({ where: { show: { slug: "y" } } });
  await db.episode.update({
    where: { id: episodeId },
    data: {
      durationSeconds: 61.5,
      publishedAt: new Date("2026-01-02T03:04:05Z"),
      audioBytes: 12_345_678_901n,
    },
  });
  await db.survey.create({
    data: {
      slug: "study",
      title: "A study",
      waves: {
        create: {
          name: "2025",
          sortKey: "2025",
          questions: {
            create: {
              ...{ slug: "q1", wording: "Do you?", position: 0 },
              categories: {
                create: {
                  label: "Yes, “often”",
                  position: 0,
                  statistics: {
                    create: {
                      ...{ base: "all", kind: "percent", source: "https://example.org/study", version: 1 },
                      versions: {
                        create: {
                          number: 1,
                          qualifier: "=",
                          value: 12.5,
                          unit: "percent",
                          sourceType: "primary",
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  const document = await db.document.findUniqueOrThrow({ where: { path: "y/y-1.md" } });
  const { id: statisticId } = await db.statistic.findFirstOrThrow();
  const said = { proposerId: user.id, proposerName: "Ada" };
  for (const status of ["published", "proposed"] as const) {
    await db.claim.create({
      data: {
        ...{
          episodeId,
          status,
          quantity: { kind: "percent", comparator: "stated", value: 12.5, unit: "percent" },
          ...said,
        },
        ...(status === "published" ? { deciderId: user.id, deciderName: "Bea", decidedAt: new Date() } : {}),
        anchors: {
          create: {
            ...{ documentId: document.id, segmentId: 1, revision: 1, exact: "Other", prefix: "", suffix: "" },
            ...{ firstWord: 0, lastWord: 0, seconds: 0 },
          },
        },
        evidence: {
          create: {
            statisticId,
            statisticVersion: 1,
            relation: "supports",
            outcome: "matches",
            status: "accepted",
            ...{ operation: "sum", terms: { create: { position: 1, statisticId, statisticVersion: 1 } } },
            ...said,
            ...{ deciderId: user.id, deciderName: "Bea", decidedAt: new Date() },
          },
        },
      },
    });
  }
  await db.chapter.create({ data: { episodeId, position: 0, startSeconds: 1.5, title: "Begin" } });
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await database.drop();
  await files.remove();
});

async function exported(show?: string): Promise<string> {
  const result = await exportPlatform({ db: database.db, folder: place.path, siteUrl: SITE, show });
  if (!result.ok) throw new Error(result.message);
  const file = join(place.path, `${show ?? "all"}.bundle`);
  await pipeline(result.bundle, createWriteStream(file)).finally(result.done);
  return file;
}

async function into(use: (other: TestDatabase, folder: string) => Promise<void>): Promise<void> {
  const other = await createTestDatabase();
  await using folder = await makePlace();
  try {
    await use(other, folder.path);
  } finally {
    await other.drop();
  }
}

test("what is exported and restored is the same platform, down to the ids of its commits", async () => {
  const file = await exported();
  await into(async (other, folder) => {
    const restored = await restorePlatform({ db: other.db, file });
    expect(restored).toEqual({ ok: true, shows: 2, episodes: 141, revisions: 146 });
    expect(await stateOf(other.db)).toEqual(await stateOf(database.db));
    const times = (db: typeof other.db) => db.logEntry.findMany({ orderBy: { position: "asc" } });
    expect(await times(other.db)).toEqual(await times(database.db));
    expect(await other.db.episode.findMany()).toEqual(await database.db.episode.findMany());
    expect(await other.db.chapter.findMany()).toEqual(await database.db.chapter.findMany());
    const figures = {
      include: {
        waves: {
          include: {
            questions: {
              include: { categories: { include: { statistics: { include: { versions: true } } } } },
            },
          },
        },
      },
    };
    expect(await other.db.survey.findMany(figures)).toEqual(await database.db.survey.findMany(figures));
    const claims = {
      include: { anchors: true, evidence: { include: { terms: true } } },
      where: { status: "published" as const },
    };
    const [claim] = await database.db.claim.findMany(claims);
    expect(await other.db.claim.findMany({ include: claims.include })).toEqual([
      {
        ...claim,
        proposerId: null,
        deciderId: null,
        evidence: claim?.evidence.map((each) => ({ ...each, proposerId: null, deciderId: null })),
      },
    ]);
    const before = await projected(database.db, place.path);
    const after = await projected(other.db, folder);
    expect(after.ids).toEqual(before.ids);

    // The restored platform can be changed further.
    await edit(other.db, "x/x-2.md", (text) => `${text}\n**Ana:** Again.\n`);
    const more = await makeFolder({ "z/z-1.md": transcript("later") });
    await imported(other.db, more.path);
    await more.remove();
    expect((await projected(other.db, folder)).ids.length).toBe(148);
  });
});

test("one show is exported and restored alone", async () => {
  const file = await exported("y");
  await using folder = await makePlace();
  await git(folder.path, "clone", "--quiet", file, "cloned");
  const cloned = join(folder.path, "cloned");
  expect(await readFile(join(cloned, "y/y-1.md"), "utf8")).toBe(
    "**Ünï:** “Other” show — 🎧\n\n**Ben:** And more.\n",
  );
  expect((await git(cloned, "ls-files")).trim()).toBe("y/y-1.md");
  await into(async (other, at) => {
    expect(await restorePlatform({ db: other.db, file })).toEqual({
      ok: true,
      shows: 1,
      episodes: 1,
      revisions: 2,
    });
    expect((await projected(other.db, at)).ids[0]).toBe((await git(cloned, "rev-parse", "HEAD")).trim());
  });
});

test("who wrote what is there for people to read, and is no formula to a spreadsheet", async () => {
  const file = await exported();
  await using folder = await makePlace();
  await git(folder.path, "clone", "--quiet", "--branch=platform", file, "cloned");
  const rows = (await readFile(join(folder.path, "cloned/attributions.csv"), "utf8")).trim().split("\n");
  expect(await readFile(join(folder.path, "cloned/surveys/study.csv"), "utf8")).toContain("Yes, “often”");
  expect(rows).toHaveLength(147);
  expect(rows.at(-2)).toMatch(/^x\/x-1\.md,4,Ada,,2\d{3}-.*Z,"'=1\+2, ""quoted"""$/);
});

test("what was claimed is there as annotations, with what it is about", async () => {
  for (const file of [await exported(), await exported("y")]) {
    await using folder = await makePlace();
    await git(folder.path, "clone", "--quiet", "--branch=platform", file, "cloned");
    const page = JSON.parse(await readFile(join(folder.path, "cloned/claims/y/1.jsonld"), "utf8"));
    expect(page).toMatchObject({ type: "AnnotationPage", id: `${SITE}/y/1/claims.jsonld` });
    expect(page.items).toHaveLength(1);
    expect(page.items[0].target).toMatchObject({
      source: `${SITE}/y/1`,
      selector: expect.arrayContaining([expect.objectContaining({ exact: "Other" })]),
    });
    expect(await git(join(folder.path, "cloned"), "ls-files", "claims")).toBe("claims/y/1.jsonld\n");
  }
});

/** Runs a command as a site's operator does, with its own database. */
async function command(name: "export" | "restore", databaseUrl: string, home: string, ...args: string[]) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, ONRECORD_HOME: home };
  const script = join(ROOT, "scripts", `${name}.ts`);
  const run = promisify(execFile)(process.execPath, [...program(script), ...args], { cwd: ROOT, env });
  return run.catch((error: { code: number; stdout: string; stderr: string }) => error);
}

test("the commands say what they did, and leave nothing half-written", async () => {
  const file = join(place.path, "by-command.bundle");
  const home = join(place.path, "home");
  const wrong = await command("export", database.url, home, "--show", "none", file);
  expect(wrong).toMatchObject({ code: 1, stderr: 'There is no show "none".\n' });
  expect(await command("export", database.url, home, file)).toMatchObject({
    stdout: `Exported to ${file}.\n`,
  });
  expect((await readdir(place.path)).filter((name) => name.startsWith("by-command"))).toEqual([
    "by-command.bundle",
  ]);
  await into(async (other, folder) => {
    const { stdout } = await command("restore", other.url, home, file);
    expect(stdout).toContain("Restored 2 shows, 141 episodes, 146 revisions.");
    expect((await projected(other.db, folder)).ids).toEqual((await projected(database.db, place.path)).ids);
  });
});

test("a restore that is cut short goes on where it was", async () => {
  const file = await exported();
  await into(async (other, folder) => {
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= 128 && stop.abort(new Error("stopped"));
    await expect(restorePlatform({ db: other.db, file, onProgress, signal: stop.signal })).rejects.toThrow(
      "stopped",
    );
    expect(await other.db.logEntry.count()).toBeGreaterThan(0);
    expect(await other.db.logEntry.count()).toBeLessThan(146);
    expect(await restorePlatform({ db: other.db, file })).toMatchObject({ ok: true, revisions: 146 });
    expect((await projected(other.db, folder)).ids).toEqual((await projected(database.db, place.path)).ids);
  });
});

test("what cannot be restored is said, and nothing is written", async () => {
  const file = await exported();
  expect(await restorePlatform({ db: database.db, file: join(place.path, "none") })).toMatchObject({
    ok: false,
    reason: "no-export",
  });
  const broken = join(place.path, "broken.bundle");
  await writeFile(broken, await readFile(file));
  await truncate(broken, 5000);
  await into(async (other) => {
    expect(await restorePlatform({ db: other.db, file: broken })).toMatchObject({
      ok: false,
      reason: "no-export",
    });
    await other.db.show.create({ data: { slug: "mine", title: "Mine", filePrefix: "mine-" } });
    expect(await restorePlatform({ db: other.db, file })).toMatchObject({ ok: false, reason: "not-empty" });
    expect(await other.db.show.count()).toBe(1);
  });
  expect(
    await exportPlatform({ db: database.db, folder: place.path, siteUrl: SITE, show: "none" }),
  ).toMatchObject({
    ok: false,
    reason: "no-show",
  });
});
