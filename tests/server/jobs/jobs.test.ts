import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { allJobs } from "../../../scripts/jobs/handlers";
import { openPool, type Pool } from "../../../server/db";
import { forgetProgress } from "../../../server/jobs/forget-progress";
import { handleJob, type Run } from "../../../server/jobs/handle-job";
import { installQueues, SCHEMA_VERSION } from "../../../server/jobs/install-queues";
import { listJobs } from "../../../server/jobs/list-jobs";
import { readJob } from "../../../server/jobs/read-job";
import { retryJob } from "../../../server/jobs/retry-job";
import { sendJob } from "../../../server/jobs/send-job";
import { startWorkers, type Workers } from "../../../server/jobs/start-workers";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { program } from "../../support/programs";
import { countJob } from "./count-job";

let database: TestDatabase;
let pool: Pool;
/** What each run was given, in the order in which they began. */
let began: string[];
let act: (what: string, run: Run) => Promise<void>;
let started: Workers[];

const LIMIT = { timeout: 30_000, interval: 50 };

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url);
  expect(await installQueues(pool, [...allJobs(), countJob])).toEqual({ ok: true });
});
afterAll(async () => {
  await pool.close();
  await database.drop();
});
beforeEach(() => {
  began = [];
  act = async () => {};
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((workers) => workers.stop()));
  await database.db.$executeRaw`DELETE FROM jobs.job WHERE name = 'count'`;
});

/** Workers as another process has them: with a pool and a pg-boss of their own. */
async function work(): Promise<Workers> {
  const own = openPool(database.url);
  const handler = handleJob(countJob, async ({ what }, run) => {
    began.push(what);
    await act(what, run);
  });
  const workers = await startWorkers({ pool: own, handlers: [handler], say: () => {} });
  let over: Promise<void> | undefined;
  const stop = () => {
    over ??= workers.stop().finally(() => own.close());
    return over;
  };
  started.push({ stop });
  return { stop };
}

const send = (what: string, rest: { key?: string; at?: Date } = {}) =>
  sendJob(database.db, countJob, { what }, rest);
const stateOf = async (id: string) => (await readJob(database.db, countJob, id))?.state;
const untilDone = (id: string) => vi.waitFor(async () => expect(await stateOf(id)).toBe("done"), LIMIT);

describe("a job", () => {
  test("runs where the transaction that sent it commits, and never where that is rolled back", async () => {
    await work();
    const lost = database.db.$transaction(async (tx) => {
      await sendJob(tx, countJob, { what: "rolled back" });
      throw new Error("changed my mind");
    });
    await expect(lost).rejects.toThrow("changed my mind");
    const id = await database.db.$transaction((tx) => sendJob(tx, countJob, { what: "committed" }));
    await untilDone(id);
    expect(began).toEqual(["committed"]);
  });

  test("does not begin before the transaction that sent it has ended", async () => {
    await work();
    const id = await database.db.$transaction(
      async (tx) => {
        await sendJob(tx, countJob, { what: "late" });
        // Another one comes and goes meanwhile.
        await untilDone(await send("early"));
        return sendJob(tx, countJob, { what: "later" });
      },
      { timeout: 60_000 },
    );
    await untilDone(id);
    await vi.waitFor(() => expect(began).toHaveLength(3), LIMIT);
    expect(began[0]).toBe("early");
  });

  test("runs though the process that sent it has died", async () => {
    const sender = join(import.meta.dirname, "send-and-die.ts");
    const child = spawn(process.execPath, [...program(sender), database.url, "orphan"], { stdio: "inherit" });
    const signal = await new Promise((done) => child.once("exit", (_, name) => done(name)));
    expect(signal).toBe("SIGKILL");
    await work();
    await vi.waitFor(() => expect(began).toEqual(["orphan"]), LIMIT);
  });

  test("waits for its time", async () => {
    await work();
    const later = await send("tomorrow", { at: new Date(Date.now() + 86_400_000) });
    await untilDone(await send("today"));
    expect(await stateOf(later)).toBe("waiting");
    expect(began).toEqual(["today"]);
  });

  test("is refused where its data is not what it takes, or nobody knows it", async () => {
    const wrong = sendJob(database.db, countJob, { what: 5 } as never);
    await expect(wrong).rejects.toThrow(/expected string/);
    const unknown = sendJob(database.db, { ...countJob, name: "unheard-of" }, { what: "x" });
    await expect(unknown).rejects.toThrow(/no queue for jobs named unheard-of/);
  });
});

describe("a job that fails", () => {
  test("is tried again, later each time, and then listed until somebody has it tried once more", async () => {
    await work();
    const due: Date[] = [];
    act = async (_, run) => {
      const [row] = await run.db.$queryRaw<{ at: Date }[]>`
        SELECT start_after AS at FROM jobs.job WHERE id = ${run.id}::uuid`;
      if (row) due.push(row.at);
      throw new Error("The disk is full");
    };
    const id = await send("x");
    await vi.waitFor(async () => expect(await stateOf(id)).toBe("failed"), LIMIT);
    expect(began).toHaveLength(3);
    const waits = due.slice(1).map((at, n) => at.getTime() - (due[n]?.getTime() ?? 0));
    expect(waits, "half the first second at least, and at least the whole of it the next time").toEqual([
      expect.toSatisfy((ms: number) => ms >= 500),
      expect.toSatisfy((ms: number) => ms >= 1000),
    ]);
    expect(await listJobs(database.db, { failed: true })).toMatchObject([
      { id, name: "count", key: null, state: "failed", attempts: 3, error: "The disk is full" },
    ]);
    expect(await readJob(database.db, countJob, id)).toMatchObject({ error: "The disk is full" });

    act = async () => {};
    expect(await retryJob(pool, id)).toBe(true);
    await untilDone(id);
    expect(await listJobs(database.db, { failed: true })).toEqual([]);
    expect(await retryJob(pool, id), "it has not failed").toBe(false);
    expect(await retryJob(pool, "no id")).toBe(false);
  });

  test("says while it waits what went wrong", async () => {
    await work();
    act = async () => {
      if (began.length < 2) throw new Error("Nobody answers");
    };
    const id = await send("x");
    await vi.waitFor(
      async () =>
        expect(await readJob(database.db, countJob, id)).toMatchObject({
          state: "waiting",
          error: "Nobody answers",
        }),
      LIMIT,
    );
    await untilDone(id);
    expect(await readJob(database.db, countJob, id)).toMatchObject({ error: null });
  });
});

test("how far a job has come can be read while it runs, and is forgotten with it", async () => {
  await work();
  let goOn = () => {};
  act = async (_, { progress }) => {
    await progress({ done: 3, total: 8, message: "episodes" });
    await new Promise<void>((done) => {
      goOn = done;
    });
    await progress({ done: 8, total: 8 });
  };
  const id = await send("x");
  const read = () => readJob(database.db, countJob, id);
  await vi.waitFor(
    async () =>
      expect(await read()).toMatchObject({
        state: "running",
        progress: { done: 3, total: 8, message: "episodes" },
      }),
    LIMIT,
  );
  const listed = (await listJobs(database.db)).filter(({ name }) => name === "count");
  expect(listed).toMatchObject([{ id, state: "running", progress: "3 of 8, episodes" }]);
  goOn();
  await untilDone(id);
  expect(await read()).toMatchObject({ progress: { done: 8, total: 8 }, endedAt: expect.any(Date) });
  expect(await forgetProgress(database.db)).toBe(0);
  await database.db.$executeRaw`DELETE FROM jobs.job WHERE id = ${id}::uuid`;
  expect(await forgetProgress(database.db)).toBe(1);
  expect(await read()).toBeNull();
  await expect(database.db.jobProgress.create({ data: { jobId: id, done: 2, total: 1 } })).rejects.toThrow(
    /job_progress_within_total/,
  );
});

describe("jobs of one key", () => {
  test("never run at once, in however many processes", async () => {
    await Promise.all([work(), work()]);
    let inside = 0;
    let most = 0;
    act = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(100);
      inside -= 1;
    };
    // Different data, so that none stands for another.
    const ids = await Promise.all(Array.from({ length: 6 }, (_, n) => send(`${n}`, { key: "k" })));
    for (const id of ids) await untilDone(id);
    expect(began).toHaveLength(6);
    expect(most).toBe(1);
  });

  test("stand for each other where they have the same data: a hundred changes are a run or two", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 100; n += 1) ids.push(await send("same", { key: "k" }));
    await work();
    for (const id of new Set(ids)) await untilDone(id);
    expect(began).toEqual(["same"]);
  });

  test("are not begun before a transaction that joined one of them has ended", async () => {
    const { db } = database;
    const first = await send("same", { key: "k" });
    await db.$transaction(
      async (tx) => {
        await sendJob(tx, countJob, { what: "same" }, { key: "k" });
        await work();
        await untilDone(await send("other"));
        // Whichever of them it stands for, one run is still to come: it has not seen yet what is written here.
        await tx.$executeRaw`INSERT INTO job_progress (job_id, done) VALUES (gen_random_uuid(), 77)`;
      },
      { timeout: 60_000 },
    );
    let seen = 0;
    act = async (_, run) => {
      seen = await run.db.jobProgress.count({ where: { done: 77 } });
    };
    await vi.waitFor(() => expect(seen).toBe(1), LIMIT);
    await untilDone(first);
    await db.jobProgress.deleteMany();
  });

  test("and none without a key waits for another", async () => {
    await work();
    const released: (() => void)[] = [];
    act = () => new Promise<void>((done) => void released.push(done));
    const ids = [await send("a"), await send("b"), await send("c")];
    await vi.waitFor(() => expect(released).toHaveLength(3), LIMIT);
    for (const release of released) release();
    for (const id of ids) await untilDone(id);
  });
});

describe("a process that stops", () => {
  test("puts what it runs back, without counting an attempt, and another goes on with it", async () => {
    const first = await work();
    act = (_, { signal }) =>
      new Promise((_done, failed) => {
        signal.addEventListener("abort", () => failed(signal.reason), { once: true });
      });
    const id = await send("x", { key: "k" });
    await vi.waitFor(() => expect(began).toHaveLength(1), LIMIT);
    await first.stop();
    const [row] = await database.db.$queryRaw<{ left: number; state: string }[]>`
      SELECT state::text AS state, retry_limit - retry_count AS left FROM jobs.job WHERE id = ${id}::uuid`;
    expect(row).toEqual({ state: "created", left: countJob.retries.most });
    act = async () => {};
    await work();
    await untilDone(id);
    expect(began).toHaveLength(2);
  });

  test("lets end what ends in time", async () => {
    const workers = await work();
    let ended = false;
    act = async () => {
      await sleep(300);
      ended = true;
    };
    const id = await send("x");
    await vi.waitFor(() => expect(began).toHaveLength(1), LIMIT);
    await workers.stop();
    expect(ended).toBe(true);
    expect(await stateOf(id)).toBe("done");
  });
});

describe("what jobs need of a database", () => {
  const asOwner = async (sql: string, url = database.url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  test("is the version of pg-boss's schema that its package names", async () => {
    const file = join(import.meta.dirname, "../../../node_modules/pg-boss/package.json");
    expect(JSON.parse(await readFile(file, "utf8")).pgboss.schema).toBe(SCHEMA_VERSION);
  });

  test("is there after the migrations, is changed where a definition has changed, and is left alone otherwise", async () => {
    const queue = () => database.db.$queryRaw<object[]>`
      SELECT retry_limit, updated_on FROM jobs.queue WHERE name = 'count'`;
    const before = await queue();
    expect(await installQueues(pool, [...allJobs(), countJob])).toEqual({ ok: true });
    expect(await queue()).toEqual(before);
    const changed = { ...countJob, retries: { ...countJob.retries, most: 7 } };
    await installQueues(pool, [...allJobs(), changed]);
    expect(await queue()).toMatchObject([{ retry_limit: 7 }]);
    await installQueues(pool, [...allJobs(), countJob]);
    expect(await queue()).toMatchObject([{ retry_limit: 2 }]);
  });

  test("is freed of the queues of earlier versions", async () => {
    await database.db.$executeRaw`SELECT jobs.create_queue('mail-notices', '{"policy": "standard"}'::jsonb)`;
    await installQueues(pool, [...allJobs(), countJob]);
    expect(await database.db.$queryRaw`SELECT FROM jobs.queue WHERE name LIKE 'mail-%'`).toEqual([]);
  });

  test("is said where it may not be made", async () => {
    const other = await createTestDatabase();
    const name = new URL(other.url).pathname.slice(1);
    await asOwner(
      `DROP SCHEMA jobs CASCADE;
       DROP ROLE IF EXISTS "${name}"; CREATE ROLE "${name}" LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA public TO "${name}"`,
      other.url,
    );
    const url = new URL(other.url);
    url.username = name;
    url.password = "x";
    const limited = openPool(url.href);
    try {
      const refused = await installQueues(limited, allJobs());
      expect(refused).toMatchObject({ ok: false, reason: "no-permission" });
      const [sql = ""] = (refused.ok ? "" : refused.message).match(/CREATE SCHEMA .*;/) ?? [];
      await asOwner(sql, other.url);
      expect(await installQueues(limited, allJobs()), "once that is done").toEqual({ ok: true });
      await asOwner("UPDATE jobs.version SET version = 9999", other.url);
      expect(await installQueues(limited, allJobs())).toMatchObject({ reason: "newer-schema" });
    } finally {
      await limited.close();
      await asOwner(`DROP OWNED BY "${name}" CASCADE; DROP ROLE "${name}"`, other.url);
      await other.drop();
    }
  });
});
