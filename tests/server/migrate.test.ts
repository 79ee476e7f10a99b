import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, inject, test, vi } from "vitest";
import { startEmbeddedPostgres } from "../../scripts/database/embedded";
import { migrate } from "../../scripts/database/migrate";
import { openQuestion } from "../../server/db";
import { LOCKS } from "../../server/locks";
import { copyDatabase, createDatabase } from "../support/copy-database";

test("of several that begin at once, one migrates and the others wait, say so, and go on", async () => {
  const database = await createDatabase(inject("postgresUrl"));
  try {
    const said: string[] = [];
    const say = (sentence: string) => said.push(sentence);
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, { say })));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said)).toEqual(new Set(["Another process is migrating this database. Waiting for it …"]));
  } finally {
    await database.drop();
  }
});

test("one that waits longer than it may says what to do", async () => {
  const database = await createDatabase(inject("postgresUrl"));
  const other = new pg.Client({ connectionString: database.url });
  other.on("error", () => {});
  try {
    await other.connect();
    await other.query("SELECT pg_advisory_lock($1)", [LOCKS.migrations.toString()]);
    await expect(migrate(database.url, { patienceSeconds: 0.1, say: () => {} })).rejects.toThrow(
      "ONRECORD_MIGRATION_PATIENCE",
    );
  } finally {
    await other.end();
    await database.drop();
  }
});

test("a user without the rights is told which to ask for, and with them it goes on", async () => {
  const database = await createDatabase(inject("postgresUrl"));
  const owner = new pg.Client({ connectionString: database.url });
  const name = `${new URL(database.url).pathname.slice(1)}-guest`;
  const url = new URL(database.url);
  url.username = name;
  url.password = "x";
  try {
    await owner.connect();
    await owner.query(`CREATE ROLE "${name}" LOGIN PASSWORD 'x'`);
    const refused: Error = await migrate(url.href).then(
      () => new Error("It was allowed"),
      (error: Error) => error,
    );
    expect(refused.message).toMatch(/may not make what On Record needs/);
    const grants = refused.message.match(/GRANT [^;]*;/g) ?? [];
    expect(grants).toHaveLength(2);
    for (const grant of grants) await owner.query(grant);
    expect((await migrate(url.href)).length).toBeGreaterThan(10);
  } finally {
    await owner.query(`DROP OWNED BY "${name}" CASCADE; DROP ROLE "${name}"`).catch(() => {});
    await owner.end();
    await database.drop();
  }
});

test("a hot standby is refused in one sentence", async () => {
  const home = await mkdtemp(join(tmpdir(), "onrecord-standby-"));
  const primary = await startEmbeddedPostgres({ home });
  try {
    await migrate(primary.url);
    await primary.stop();
    // With this file it starts as a standby that nobody sends anything to.
    await writeFile(join(primary.folder, "data/standby.signal"), "");
    const standby = await startEmbeddedPostgres({ home });
    try {
      await expect(migrate(standby.url)).rejects.toThrow(
        "This database is a read-only standby: name the primary in DATABASE_URL.",
      );
    } finally {
      await standby.stop({ force: true });
    }
  } finally {
    await primary.discard();
    await rm(home, { recursive: true, force: true });
  }
});

test("a question knows when its database has gone, and when it is back", async () => {
  const database = await copyDatabase(inject("postgresUrl"));
  const question = openQuestion<{ one: number }>(database.url, "SELECT 1 AS one");
  const other = new pg.Client({ connectionString: inject("postgresUrl") });
  await other.connect();
  try {
    expect(await question.ask()).toEqual([{ one: 1 }]);
    expect(question.isLost()).toBe(false);
    const name = new URL(database.url).pathname.slice(1);
    await other.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await other.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    await expect.poll(() => question.isLost()).toBe(true);
    await expect(question.ask()).rejects.toThrow();
    expect(question.isLost()).toBe(true);
    await other.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    // To ask whether it is lost asks it anew.
    await expect.poll(() => question.isLost()).toBe(false);
  } finally {
    await question.close();
    await other.end();
    await database.drop();
  }
});

test("databases are migrated one after the other, also where the module was loaded again in between", async () => {
  const names: string[][] = [];
  for (let n = 0; n < 2; n += 1) {
    vi.resetModules();
    const { migrate: anew } = await import("../../scripts/database/migrate");
    const empty = await createDatabase(inject("postgresUrl"));
    try {
      names.push(await anew(empty.url));
    } finally {
      await empty.drop();
    }
  }
  expect(names[0]).toContain("20261123000000_the_house");
  expect(names[1]).toEqual(names[0]);
});
