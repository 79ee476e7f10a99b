import { spawn } from "node:child_process";
import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { catchUp, findProjected } from "../../../server/doors/repository/catch-up";
import { accept } from "../../../server/work/contributions/accept";
import { propose } from "../../../server/work/contributions/propose";
import { corpusFolder, corpusMissing, corpusPaths, corpusSkipped, corpusTitle } from "../../support/corpus";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";
import { grant, headText, person } from "../contributions/stage";
import { type Folder, imported, makeFolder, transcript } from "../import/folder";
import { edit, git, makePlace, projected } from "./support";

const CHILD = join(import.meta.dirname, "catch-up-and-tell.ts");
const FILES = Object.fromEntries(
  Array.from({ length: 150 }, (_, i) => [`x/x-${i + 1}.md`, transcript(`episode ${i + 1}`, 4)]),
);

let files: Folder;
let database: TestDatabase;

beforeAll(async () => {
  files = await makeFolder({ ...FILES, "y/y-1.md": transcript("another show") });
  database = await createTestDatabase();
  await imported(database.db, files.path);
});
afterAll(async () => {
  await database.drop();
  await files.remove();
});

describe("the same log comes to the same commits:", () => {
  test("in two folders, in one go and in many steps", async () => {
    await using stepwise = await makePlace();
    await using once = await makePlace();
    const steps = [await projected(database.db, stepwise.path)];
    for (let n = 1; n <= 5; n++) {
      await edit(database.db, "x/x-1.md", (text) => `${text}\n**Ana:** Step ${n}.\n`, {
        name: `Person ${n}`,
        id: null,
      });
      steps.push(await projected(database.db, stepwise.path));
    }
    const whole = await projected(database.db, once.path);
    expect(whole.ids).toEqual(steps.at(-1)?.ids);
    expect(steps.map(({ ids }) => ids.length)).toEqual([151, 152, 153, 154, 155, 156]);
    // Each step builds on the one before.
    for (const [i, { ids }] of steps.entries()) expect(whole.ids.slice(5 - i)).toEqual(ids);
    for (const { path } of [whole, ...steps])
      expect(await git(path, "fsck", "--full", "--strict", "--no-dangling")).toBe("");
    expect(await findProjected(database.db, once.path)).toBe(156n);
  });

  test("whatever people and shows are called afterwards", async () => {
    await using one = await makePlace();
    await using two = await makePlace();
    const before = await projected(database.db, one.path);
    await database.db.show.update({ where: { slug: "y" }, data: { title: "Why", licence: "CC0 1.0" } });
    expect((await projected(database.db, two.path)).ids).toEqual(before.ids);
    // The next commit changes the licence's text.
    await edit(database.db, "y/y-1.md", (text) => `${text}\n**Ana:** Once more.\n`);
    const after = await projected(database.db, one.path);
    expect(await git(after.path, "show", "main:LICENSE")).toContain("Why");
    expect(await git(after.path, "show", "main~1:LICENSE")).not.toContain("Why");
  });

  test("from many callers at once", async () => {
    await using place = await makePlace();
    await using other = await makePlace();
    await edit(database.db, "x/x-2.md", (text) => `${text}\n**Ana:** At once.\n`);
    const all = await Promise.all(Array.from({ length: 12 }, () => projected(database.db, place.path)));
    const alone = await projected(database.db, other.path);
    for (const { ids } of all) expect(ids).toEqual(alone.ids);
  });

  test("with its note of the place gone, or about another commit", async () => {
    await using place = await makePlace();
    const { path, ids } = await projected(database.db, place.path);
    const note = join(path, "../projected.json");
    for (const wrong of [`{"commit":"${ids[3]}","position":7}`, "{"]) {
      await writeFile(note, wrong);
      expect(await catchUpInNewProcess(place.path)).toMatchObject({ ok: true, position: BigInt(ids.length) });
      expect((await git(path, "rev-list", "main")).trim().split("\n")).toEqual(ids);
      expect(JSON.parse(await readFile(note, "utf8"))).toEqual({ commit: ids[0], position: ids.length });
    }
  });

  test("from a repository that another log was projected into", async () => {
    await using place = await makePlace();
    const other = await createTestDatabase();
    try {
      await imported(other.db, files.path);
      const { ids } = await projected(other.db, place.path);
      // The two databases are copies of one and share its key, like a database and its restored backup.
      expect(await catchUpInNewProcess(place.path)).toMatchObject({ ok: true });
      await using fresh = await makePlace();
      const wanted = await projected(database.db, fresh.path);
      expect((await projected(database.db, place.path)).ids).toEqual(wanted.ids);
      expect(wanted.ids).not.toEqual(ids);
      // The same in a process that has just written the other log itself and is now asked to extend it.
      await using same = await makePlace();
      await projected(other.db, same.path);
      await edit(database.db, "x/x-3.md", (text) => `${text}\n**Ana:** Not the other log.\n`);
      const added = await projected(database.db, same.path);
      expect(added.ids).toEqual((await projected(database.db, fresh.path)).ids);
    } finally {
      await other.drop();
    }
  });
});

/** Catches up in a process that knows nothing of what this one has read before. */
async function catchUpInNewProcess(folder: string) {
  vi.resetModules();
  const fresh = await import("../../../server/doors/repository/catch-up");
  return fresh.catchUp({ db: database.db, folder });
}

/** Projects in a separate process and kills it shortly after it has begun. */
async function runAndKill(folder: string, milliseconds: number): Promise<string> {
  const child = spawn(process.execPath, [...program(CHILD), database.url, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => child.on("close", done));
  let said = "";
  const begun = new Promise<void>((heard) => {
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("begun")) heard();
    });
    child.on("close", () => heard());
  });
  await begun;
  await sleep(milliseconds);
  child.kill("SIGKILL");
  await ended;
  return said;
}

test("killed at any moment, again and again, it goes on and ends as one that was not", async () => {
  await using place = await makePlace();
  await using whole = await makePlace();
  const { ids } = await projected(database.db, whole.path);
  const said = [];
  for (const milliseconds of [1, 20, 40, 60, 90]) said.push(await runAndKill(place.path, milliseconds));
  // Otherwise no process was interrupted, and the test shows nothing.
  expect(said.filter((text) => !text.includes("done"))).not.toEqual([]);
  const after = await projected(database.db, place.path);
  expect(after.ids).toEqual(ids);
  expect(await git(after.path, "fsck", "--full", "--strict", "--no-dangling")).toBe("");
});

describe.skipIf(corpusSkipped)(corpusTitle("the real transcripts"), () => {
  test("lie in the repository byte for byte, under their own paths", async () => {
    if (!corpusFolder) throw new Error(corpusMissing);
    await using place = await makePlace();
    const corpus = await createTestDatabase();
    try {
      await imported(corpus.db, corpusFolder);
      const { path } = await projected(corpus.db, place.path);
      await git(place.path, "clone", "--quiet", path, "cloned");
      const cloned = join(place.path, "cloned");
      const paths = corpusPaths(corpusFolder);
      const tracked = (await git(cloned, "ls-files", "-z")).split("\0").filter(Boolean).sort();
      expect(tracked).toEqual(["LICENSE", "README.md", ...paths].sort());
      for (const each of paths) {
        const [mine, theirs] = await Promise.all([
          readFile(join(cloned, each)),
          readFile(join(corpusFolder, each)),
        ]);
        expect(mine.equals(theirs), each).toBe(true);
      }
    } finally {
      await corpus.drop();
    }
  });
});

test("a commit names its author, who accepted it, when, and what for", async () => {
  await using place = await makePlace();
  const { db } = database;
  const user = await db.user.create({
    data: { handle: "ada", name: "Ada", email: "ada@example.org", emailVerified: new Date() },
  });
  const odd = { name: "  <Ada>\nLöwe; ", id: user.id };
  await edit(db, "x/x-3.md", (text) => `${text}\n`, odd, "One\n\nbecause of <two>\n");
  await db.user.update({ where: { id: user.id }, data: { showEmail: true } });
  const first = await projected(db, place.path);
  await edit(db, "x/x-3.md", (text) => `${text}\n`, odd);
  const { path, ids } = await projected(db, place.path);
  const show = async (id = "") => (await git(path, "log", "-1", "--format=%an|%ae|%cn|%ce|%B", id)).trim();
  expect(await show(first.ids[0])).toBe(
    "Ada Löwe|ada@example.org|On Record|platform@on-record.invalid|One\n\nbecause of <two>",
  );
  expect(await show(ids[0])).toContain("Ada Löwe|ada@example.org|On Record|");
  await db.user.update({ where: { id: user.id }, data: { showEmail: false, handle: "ada-2" } });
  await edit(db, "x/x-3.md", (text) => `${text}\n`, odd);
  const last = await projected(db, place.path);
  expect(await show(last.ids[0])).toContain("Ada Löwe|ada-2@users.on-record.invalid|");
  const [at, written] = (await git(path, "log", "-1", "--format=%ct %at", ids[0] ?? ""))
    .split(" ")
    .map(Number);
  const entry = await db.logEntry.findUniqueOrThrow({
    where: { position: BigInt(ids.length) },
    include: { revision: true },
  });
  expect([at, written]).toEqual(
    [entry.at, entry.revision.createdAt].map((date) => Math.floor(date.getTime() / 1000)),
  );
  expect(await git(path, "show", "main:README.md")).toMatch(/## Contributors\n\n(?:- .*\n)*- Ada Löwe\n/);
});

test("a contribution's commit names it, who reviewed it, and who edited it with its author", async () => {
  await using place = await makePlace();
  const { db } = database;
  const show = await db.show.update({ where: { slug: "x" }, data: { contribute: "anyone" } });
  const [cy, mo] = [await person(db, "cy"), await person(db, "mo")];
  await grant(db, mo, show.id, "maintainer");
  const { id: documentId } = await db.document.findUniqueOrThrow({ where: { path: "x/x-7.md" } });
  /** Proposes a line, accepts it unchanged or as another one, and returns the commit's message. */
  const commitOf = async (line: string, instead?: string) => {
    const before = await headText(db, documentId);
    const { head: base } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
    const text = `${before}\n${line}\n`;
    const made = await propose(db, { documentId, base, text, channel: "document", author: cy, agreed: true });
    if (!made.ok) throw new Error(made.reason);
    const { id } = made.contribution;
    const edited = instead === undefined ? {} : { text: `${before}\n${instead}\n` };
    expect(await accept(db, { id, version: 1, reviewer: mo, ...edited })).toMatchObject({ ok: true });
    const { path } = await projected(db, place.path);
    const said = (await git(path, "log", "-1", "--format=%an|%cn%n%(trailers:only)", "main")).trim();
    return { id, said: said.split("\n") };
  };
  const asItWas = await commitOf("**Ana:** Proposed.");
  const address = "mo <mo@users.on-record.invalid>";
  expect(asItWas.said).toEqual(["cy|mo", `Contribution: ${asItWas.id}`, `Reviewed-by: ${address}`]);
  const edited = await commitOf("**Ana:** Mumbled.", "**Ana:** Put clearly.");
  expect(edited.said).toEqual([
    "cy|mo",
    `Contribution: ${edited.id}`,
    `Reviewed-by: ${address}`,
    `Co-authored-by: ${address}`,
  ]);
});

test("a name that has to go is gone from all of the history", async () => {
  await using place = await makePlace();
  const { db } = database;
  await edit(db, "x/x-4.md", (text) => `${text}\n`, { name: "Gone Girl", id: null });
  const before = await projected(db, place.path);
  expect(await git(before.path, "log", "--format=%an")).toContain("Gone Girl");
  await db.$executeRaw`UPDATE commits SET author_name = 'Someone', readme = replace(readme, 'Gone Girl', 'Someone') WHERE author_name = 'Gone Girl'`;
  const after = await projected(db, place.path);
  expect(after.ids.length).toBe(before.ids.length);
  expect(await git(after.path, "log", "-p")).not.toContain("Gone Girl");
  // The earlier repository is removed from the disk too.
  await expect(access(before.path)).rejects.toThrow(/ENOENT/);
});

test("without git it says so", async () => {
  await using place = await makePlace();
  process.env.ONRECORD_GIT = join(place.path, "no-such-program");
  try {
    expect(await catchUp({ db: database.db, folder: place.path })).toMatchObject({
      ok: false,
      reason: "no-git",
    });
  } finally {
    delete process.env.ONRECORD_GIT;
  }
});
