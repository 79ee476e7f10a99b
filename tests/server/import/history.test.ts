import { execFileSync } from "node:child_process";
import { mkdir, rename } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ImportReport, importFolder } from "../../../server/doors/import/import-folder";
import { appendRevisions } from "../../../server/text/documents/append-revisions";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { type Folder, imported, makeFolder, stateOf, transcript } from "./folder";

let database: TestDatabase;
let folder: Folder;
let clock: number;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = await makeFolder();
  clock = Date.UTC(2020, 0, 1) / 1000;
  git("init", "--quiet", "--initial-branch=main");
});
afterEach(async () => {
  await folder.remove();
  await database.drop();
});

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: folder.path, stdio: ["ignore", "pipe", "pipe"] }).toString();
}

/** Commits everything, a day after the last commit, with a committer who is not the author. */
function commit(author: string, message: string): void {
  clock += 86_400;
  const env = {
    ...{
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: "author@secret.example",
      GIT_AUTHOR_DATE: `${clock} +0200`,
    },
    ...{ GIT_COMMITTER_NAME: "Merger", GIT_COMMITTER_EMAIL: "merger@secret.example" },
  };
  git("add", "--all");
  execFileSync("git", ["commit", "--quiet", "--allow-empty", `--message=${message}`], {
    cwd: folder.path,
    env: { ...process.env, ...env },
    stdio: "pipe",
  });
}

async function withHistory(): Promise<ImportReport> {
  const result = await importFolder({ db: database.db, folder: folder.path, history: true });
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

/** The log as path, number, author, summary and date. */
async function log() {
  const entries = await database.db.logEntry.findMany({
    orderBy: { position: "asc" },
    include: { revision: { include: { document: true } } },
  });
  return entries.map(({ revision: r }) => [
    `${r.document.path} ${r.number}`,
    r.authorName,
    r.summary,
    r.createdAt.toISOString().slice(0, 10),
  ]);
}

const ONE = "x/x-1.md";
const TWO = "x/x-2.md";

/** Three commits by three people on two files. */
async function three(): Promise<void> {
  await folder.write({ [ONE]: transcript("one") });
  commit("Ana", "One, as heard");
  await folder.write({ [ONE]: transcript("one, corrected"), [TWO]: transcript("two") });
  commit("Ben <ben@secret.example>", "Correct one, add two\n\nCo-authored-by: Cleo <cleo@secret.example>");
  await folder.write({ [TWO]: transcript("two, corrected") });
  commit("cleo@secret.example", "Mend two, says dora@secret.example");
}

const THREE = [
  ["x/x-1.md 1", "Ana", "One, as heard", "2020-01-02"],
  ["x/x-1.md 2", "Ben", "Correct one, add two", "2020-01-03"],
  ["x/x-2.md 1", "Ben", "Correct one, add two", "2020-01-03"],
  ["x/x-2.md 2", "cleo", "Mend two, says dora", "2020-01-04"],
];

describe("a history", () => {
  test("comes in the order of its commits, with who wrote what and when, and no e-mail address", async () => {
    await three();
    const report = await withHistory();
    expect(report).toMatchObject({ history: 4, refused: [], remarks: [] });
    expect(report.shows).toMatchObject([{ fresh: 2, changed: 0, unchanged: 0, episodes: 2 }]);
    expect(await log()).toEqual(THREE);
    const { documents } = await stateOf(database.db);
    expect(documents.map(({ head, revisions }) => [head, revisions.map(([, , text]) => text)])).toEqual([
      [2, [transcript("one"), transcript("one, corrected")]],
      [2, [transcript("two"), transcript("two, corrected")]],
    ]);
    // Authors of commits are not speakers; the log has the time of acceptance, which is now.
    expect(await database.db.person.count()).toBe(2);
    const entry = await database.db.logEntry.findFirstOrThrow();
    expect(entry.at.getTime()).toBeGreaterThan(Date.now() - 60_000);
    const dump = await database.db.$queryRaw<{ row: string }[]>`SELECT r::text AS row FROM revisions AS r`;
    expect(dump.map(({ row }) => row).join("\n")).not.toContain("secret.example");
  });

  test("again changes nothing; what came since is added, also what is not committed yet", async () => {
    await three();
    await withHistory();
    const before = await stateOf(database.db);
    expect(await withHistory()).toMatchObject({
      history: 0,
      shows: [{ fresh: 0, changed: 0, unchanged: 2 }],
    });
    expect(await stateOf(database.db)).toEqual(before);
    // A plain import finds the same state.
    expect((await imported(database.db, folder.path)).shows).toMatchObject([{ changed: 0, unchanged: 2 }]);

    await folder.write({ [ONE]: transcript("one, a third time") });
    commit("Dora", "Once more");
    await folder.write({ [TWO]: transcript("two, not committed") });
    expect(await withHistory()).toMatchObject({ history: 1, shows: [{ fresh: 0, changed: 2 }] });
    expect((await log()).slice(4).map(([path, author]) => [path, author])).toEqual([
      ["x/x-1.md 3", "Dora"],
      ["x/x-2.md 3", "Import"],
    ]);
    expect(await withHistory()).toMatchObject({ history: 0, shows: [{ unchanged: 2 }] });
  });

  test("comes to the same in one go and in two", async () => {
    await three();
    git("checkout", "--quiet", "HEAD~1");
    await withHistory();
    git("checkout", "--quiet", "main");
    await withHistory();
    expect(await log()).toEqual(THREE);
  });

  test("goes through renames, merges, a return to an earlier text, and files that came back", async () => {
    await folder.write({ [ONE]: transcript("one", 6), [TWO]: transcript("two") });
    commit("Ana", "First");
    git("checkout", "--quiet", "-b", "side");
    await folder.write({ [ONE]: transcript("one", 6).replace("paragraph 6", "paragraph six") });
    commit("Ben", "At the end");
    git("checkout", "--quiet", "main");
    await folder.write({ [ONE]: transcript("one", 6).replace("paragraph 1", "paragraph one") });
    commit("Cleo", "At the beginning");
    git("-c", "user.name=Dora", "-c", "user.email=d@secret.example", "merge", "--quiet", "--no-edit", "side");
    await mkdir(`${folder.path}/x`, { recursive: true });
    await rename(`${folder.path}/${ONE}`, `${folder.path}/x/x-10.md`);
    commit("Eve", "Rename");
    await folder.write({ [TWO]: transcript("changed") });
    commit("Ana", "Change");
    await folder.write({ [TWO]: transcript("two") });
    commit("Ana", "And back");
    git("rm", "--quiet", TWO);
    commit("Ana", "Gone");
    await folder.write({ [TWO]: transcript("again") });
    commit("Ana", "Again");
    expect(await withHistory()).toMatchObject({ history: 8, remarks: [] });
    const { documents } = await stateOf(database.db);
    const [ten, two] = documents;
    expect(ten?.path).toBe("x/x-10.md");
    expect(new Set(ten?.revisions.map(([, , , , author]) => author))).toEqual(
      new Set(["Ana", "Ben", "Cleo", "Dora"]),
    );
    const merged = transcript("one", 6)
      .replace("paragraph 1", "paragraph one")
      .replace("paragraph 6", "paragraph six");
    expect(ten?.revisions.at(-1)?.[2]).toBe(merged);
    expect(two?.revisions.map(([, , text]) => text)).toEqual(
      ["two", "changed", "two", "again"].map((seed) => transcript(seed)),
    );
    const before = await stateOf(database.db);
    expect(await withHistory()).toMatchObject({ history: 0 });
    expect(await stateOf(database.db)).toEqual(before);
  });

  test("passes over what cannot be a document, and tells it", async () => {
    await folder.write({ [ONE]: new Uint8Array([0xff, 0xfe, 0x41]) });
    commit("Ana", "Not UTF-8");
    await folder.write({ [ONE]: transcript("one") });
    commit("Ana", "A text");
    await folder.write({ [ONE]: Buffer.alloc(5_000_001, 65) });
    commit("Ana", "Too long");
    await folder.write({ [ONE]: transcript("one") });
    commit("Ana", "As before");
    const report = await withHistory();
    expect(report).toMatchObject({ history: 1, shows: [{ fresh: 1 }] });
    expect(report.remarks.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      expect.stringMatching(/^x\/x-1\.md: in commit [0-9a-f]{10}: not UTF-8: byte 1, in line 1$/),
      expect.stringMatching(/: larger than 5 MB/),
    ]);
    expect(await withHistory()).toMatchObject({ history: 0, shows: [{ unchanged: 1 }] });
  });

  test("cannot be put before what was imported without it, and stays out of what was edited here", async () => {
    await three();
    await imported(database.db, folder.path);
    await folder.write({ [ONE]: transcript("one, a third time") });
    commit("Dora", "Once more");
    const report = await withHistory();
    expect(report.history).toBe(1);
    expect(report.remarks).toEqual([
      { path: ONE, reason: "it was imported without its history, so 1 earlier state cannot be added" },
      { path: TWO, reason: "it was imported without its history, so 1 earlier state cannot be added" },
    ]);
    expect((await log()).map(([path, author]) => [path, author])).toEqual([
      ["x/x-1.md 1", "Import"],
      ["x/x-2.md 1", "Import"],
      ["x/x-1.md 2", "Dora"],
    ]);
    const document = await database.db.document.findUniqueOrThrow({ where: { path: ONE } });
    const edit = { documentId: document.id, base: 2, text: transcript("an edit"), summary: "An edit" };
    await database.db.$transaction((tx) =>
      appendRevisions(tx, [{ ...edit, author: { name: "Casey", id: null } }]),
    );
    await folder.write({ [ONE]: transcript("elsewhere") });
    commit("Eve", "Elsewhere");
    const edited = await withHistory();
    expect(edited.history).toBe(0);
    expect(edited.remarks[0]?.reason).toMatch(/edited on the site, so its history was not imported/);
    expect(edited.remarks.at(-1)?.reason).toMatch(/contribution \d+ is waiting for review/);
  });

  test("of a folder that is in no repository, or has no commit, is refused", async () => {
    await folder.write({ [ONE]: transcript("one") });
    const attempt = () => importFolder({ db: database.db, folder: folder.path, history: true });
    expect(await attempt()).toMatchObject({
      ok: false,
      reason: "no-history",
      message: expect.stringMatching(/does not have any commits/),
    });
  });

  test("longer than a batch is stored in batches, and goes on after one failed", async () => {
    for (let i = 1; i <= 3; i++) {
      await folder.write(
        Object.fromEntries(
          Array.from({ length: 40 }, (_, n) => [`x/x-${n + 1}.md`, transcript(`${n} at ${i}`)]),
        ),
      );
      commit("Ana", `Round ${i}`);
    }
    await database.db
      .$executeRaw`ALTER TABLE revisions ADD CONSTRAINT "not_this" CHECK (text NOT LIKE '%of 30 at 2%')`;
    await expect(withHistory()).rejects.toThrow(/not_this/);
    expect(await database.db.logEntry.count()).toBe(64);
    await database.db.$executeRaw`ALTER TABLE revisions DROP CONSTRAINT "not_this"`;
    expect(await withHistory()).toMatchObject({ history: 56 });
    expect((await log()).map(([, , summary]) => summary)).toEqual(
      [1, 2, 3].flatMap((round) => Array.from({ length: 40 }, () => `Round ${round}`)),
    );
  });
});
