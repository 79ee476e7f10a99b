import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";
import { type Folder, imported, makeFolder, stateOf, transcript } from "./folder";

const CHILD = join(import.meta.dirname, "import-and-tell.ts");

// 300 files are five batches: enough to kill the import between and within them.
const files = Object.fromEntries(
  Array.from({ length: 300 }, (_, i) => [`x/x-${i + 1}.md`, transcript(`episode ${i + 1}`, 20)]),
);

let folder: Folder;
let whole: Awaited<ReturnType<typeof stateOf>>;

beforeAll(async () => {
  folder = await makeFolder(files);
  const database = await createTestDatabase();
  await imported(database.db, folder.path);
  whole = await stateOf(database.db);
  await database.drop();
});
afterAll(() => folder.remove());

/** Imports in a separate process and kills it shortly after certain output. */
async function importAndKill(database: TestDatabase, when: RegExp, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [...program(CHILD), database.url, folder.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => child.on("close", done));
  await new Promise<void>((heard) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (when.test(said)) heard();
    });
    child.on("close", () => heard());
  });
  await sleep(milliseconds);
  child.kill("SIGKILL");
  await ended;
}

describe("an import that is killed and run again ends as one that was not:", () => {
  test.each<[string, RegExp, number]>([
    ["before its first batch is stored", /begun/, 5],
    ["within a batch", /begun/, 60],
    ["between batches", /done 64/, 0],
    ["within a later batch", /done 128/, 15],
  ])("%s", async (_, when, milliseconds) => {
    const database = await createTestDatabase();
    try {
      await importAndKill(database, when, milliseconds);
      const stored = await database.db.document.count();
      // Only whole batches are stored, whatever the moment.
      expect([0, 64, 128, 192, 256, 300]).toContain(stored);
      expect(await database.db.logEntry.count()).toBe(stored);
      expect(await database.db.revision.count()).toBe(stored);

      const report = await imported(database.db, folder.path);
      expect(report.shows).toMatchObject([{ episodes: 300 }]);
      expect(await stateOf(database.db)).toEqual(whole);
    } finally {
      await database.drop();
    }
  });

  test("twice", async () => {
    const database = await createTestDatabase();
    try {
      await importAndKill(database, /done 64/, 10);
      await importAndKill(database, /done 192/, 10);
      await imported(database.db, folder.path);
      expect(await stateOf(database.db)).toEqual(whole);
    } finally {
      await database.drop();
    }
  });
});
