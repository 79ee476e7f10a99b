import { spawn } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../scripts/database/embedded";
import { keepRunning } from "../../scripts/database/keep-running";
import { migrate } from "../../scripts/database/migrate";
import { withStartingLock } from "../../scripts/database/starting-lock";

let home: string;
let first: EmbeddedPostgres;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "onrecord-embedded-"));
  first = await startEmbeddedPostgres({ home, throwaway: true });
});

afterAll(async () => {
  await first.discard();
  await rm(home, { recursive: true, force: true });
});

async function version(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  return rows[0]?.server_version ?? "";
}

test("it is a real PostgreSQL, and asks for its password", async () => {
  expect(await version(first.url)).toMatch(/^18\./);
  const stranger = new URL(first.url);
  stranger.password = "wrong";
  await expect(version(stranger.href)).rejects.toThrow(/password/);
});

test("the password is for its owner's eyes alone", async () => {
  const { mode } = await stat(join(first.folder, "password"));
  expect(mode & 0o077).toBe(0);
});

test("a second process finds it running, and leaves it running while the first is there", async () => {
  const second = await startEmbeddedPostgres({ home, throwaway: true });
  expect(second.started).toBe(false);
  expect(second.url).toBe(first.url);
  // The first process has no running query, and only the connection that shows its presence.
  await second.stop();
  expect(await version(first.url)).toMatch(/^18\./);
});

test("the last to leave stops it, and what it holds is there at the next start", async () => {
  await migrate(first.url);
  await first.stop();
  await expect(version(first.url)).rejects.toThrow(/ECONNREFUSED/);
  first = await startEmbeddedPostgres({ home, throwaway: true });
  expect(first.started).toBe(true);
  expect(await migrate(first.url)).toEqual([]);
});

test("two that start at the same moment share one", async () => {
  await first.stop();
  const both = await Promise.all([startEmbeddedPostgres({ home }), startEmbeddedPostgres({ home })]);
  expect(both.filter(({ started }) => started)).toHaveLength(1);
  expect(both[0]?.url).toBe(both[1]?.url);
  for (const one of both) await one.stop();
  first = await startEmbeddedPostgres({ home, throwaway: true });
});

test("a pid file that a power cut left behind is no running server, whoever has its number now", async () => {
  await first.stop();
  const bystander = spawn("sleep", ["60"]);
  try {
    // In the format of PostgreSQL's own pid file: it claims to be ready at a port where nothing listens.
    const lines = [bystander.pid, join(first.folder, "data"), 1, 1, "", "127.0.0.1", "", "ready   ", ""];
    await writeFile(join(first.folder, "data/postmaster.pid"), lines.join("\n"));
    first = await startEmbeddedPostgres({ home, throwaway: true });
    expect(first.started).toBe(true);
    expect(await version(first.url)).toMatch(/^18\./);
  } finally {
    bystander.kill();
  }
});

test("a copy of the folder is a database of its own, though it was copied while the server ran", async () => {
  const copy = await mkdtemp(join(tmpdir(), "onrecord-embedded-"));
  await chmod(copy, 0o711);
  try {
    await mkdir(join(copy, "postgres"));
    await cp(join(first.folder, "password"), join(copy, "postgres/password"));
    const fresh = await startEmbeddedPostgres({ home: copy, throwaway: true });
    await fresh.stop();
    await cp(join(first.folder, "data/postmaster.pid"), join(fresh.folder, "data/postmaster.pid"));
    const again = await startEmbeddedPostgres({ home: copy, throwaway: true });
    try {
      expect(again.started).toBe(true);
      expect(again.url).not.toBe(first.url);
    } finally {
      await again.discard();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

test("one that stops waits for one that starts", async () => {
  let stopping: Promise<void> | undefined;
  let stopped = false;
  await withStartingLock(join(first.folder, "starting.lock"), async () => {
    stopping = first.stop().then(() => {
      stopped = true;
    });
    await sleep(1_000);
    expect(stopped).toBe(false);
    expect(await version(first.url)).toMatch(/^18\./);
  });
  await stopping;
  await expect(version(first.url)).rejects.toThrow(/ECONNREFUSED/);
  first = await startEmbeddedPostgres({ home, throwaway: true });
});

test("killed, it runs again at the same address with what it held, until it is told to end", async () => {
  const one = await startEmbeddedPostgres({ home: await mkdtemp(join(home, "killed-")) });
  const over = new AbortController();
  const said: string[] = [];
  const kept = keepRunning({ embedded: one, say: (sentence) => said.push(sentence), signal: over.signal });
  try {
    const client = new pg.Client({ connectionString: one.url });
    client.on("error", () => {});
    await client.connect();
    await client.query("CREATE TABLE kept AS SELECT 42 AS answer");
    const gone = new Promise((resolve) => client.once("end", resolve));
    const [pid] = (await readFile(join(one.folder, "data/postmaster.pid"), "utf8")).split("\n");
    process.kill(Number(pid), "SIGKILL");
    await gone;
    await expect.poll(() => version(one.url).catch(() => "none"), { timeout: 60_000 }).toMatch(/^18\./);
    await expect.poll(() => said.length, { timeout: 60_000 }).toBe(2);
    const again = new pg.Client({ connectionString: one.url });
    await again.connect();
    expect((await again.query("SELECT answer FROM kept")).rows).toEqual([{ answer: 42 }]);
    await again.end();
  } finally {
    over.abort();
    expect(await kept).toBeNull();
    await one.discard();
  }
});

test("one that does not start again is given up, with the reason", async () => {
  const embedded = {
    lost: async () => {},
    revive: async () => {
      throw new Error("The disk is full.");
    },
  };
  const reason = await keepRunning({ embedded, say: () => {}, signal: new AbortController().signal });
  expect(reason).toContain("The disk is full.");
  const restless = { lost: async () => {}, revive: async () => {} };
  const often = await keepRunning({
    embedded: restless,
    say: () => {},
    signal: new AbortController().signal,
  });
  expect(often).toContain("6 times within ten minutes");
});
