import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";
import { makeShow, person } from "../contributions/stage";

const ROOT = join(import.meta.dirname, "../../..");

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Runs `npm run grant -- …` on the test's database. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [...program(join(ROOT, "scripts/grant.ts")), ...args],
      { cwd: ROOT, env: { ...process.env, DATABASE_URL: database.url } },
      (error, out, err) => done({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

test("npm run grant makes the first owner and administrators, and says what it did not do", async () => {
  const { db } = database;
  const show = await makeShow(db, { slug: "gotime" });
  const ana = await person(db, "ana");
  const [owner, admin, ...refused] = await Promise.all([
    run("ana", "owner", "--show", "gotime"),
    run("ana", "--admin"),
    run("nobody", "owner", "--show", "gotime"),
    run("ana", "king", "--show", "gotime"),
    run("ana", "owner", "--show", "nowhere"),
    run("ana", "owner"),
  ]);
  expect([owner, admin].map(({ code, out, err }) => [code, out.trim(), err])).toEqual([
    [0, "ana is owner at gotime.", ""],
    [0, "ana is an administrator.", ""],
  ]);
  expect(await db.showRole.findMany()).toMatchObject([{ userId: ana.id, showId: show.id, role: "owner" }]);
  expect(await db.user.findUnique({ where: { id: ana.id } })).toMatchObject({ admin: true });
  expect(refused.map(({ code, err }) => [code, err.split("\n")[0]])).toEqual([
    [1, 'There is nobody with the handle "nobody". They have to sign in once first.'],
    [1, "Which role? owner, maintainer, trusted, contributor, or none."],
    [1, 'There is no show "nowhere".'],
    [1, "At which show? Give its slug: --show practicalai"],
  ]);
  // The command does not remove the only owner either.
  expect(await run("ana", "none", "--show", "gotime")).toMatchObject({
    code: 1,
    err: "ana is the only owner of gotime: make somebody else one first.\n",
  });
  const acts = await db.auditEntry.findMany({ orderBy: { action: "asc" } });
  expect(acts.map(({ action, actorName }) => [actorName, action])).toEqual([
    ["npm run grant", "grant administrator"],
    ["npm run grant", "grant role"],
  ]);
});
