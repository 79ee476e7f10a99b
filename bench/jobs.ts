import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { z } from "zod";
import { startEmbeddedPostgres } from "../scripts/database/embedded";
import { migrate } from "../scripts/database/migrate";
import { allJobs } from "../scripts/jobs/handlers";
import { freePort } from "../scripts/network/free-port";
import { openDatabase, openPool, type Pool } from "../server/db";
import { defineJob } from "../server/jobs/define-job";
import { handleJob } from "../server/jobs/handle-job";
import { installQueues } from "../server/jobs/install-queues";
import { sendJob } from "../server/jobs/send-job";
import { startWorkers } from "../server/jobs/start-workers";
import { median } from "./reader/statistics";
import { reportFigure } from "./report-figure";
import { debianProgram } from "./tools/debian-program";

// How soon a job begins after the transaction that sent it has committed, straight and through PgBouncer, and what a
// process costs the database that has nothing to do.

const SENDS = 50;
const BAR = 3000;
const IDLE_SECONDS = 60;
/** Queries a second: two looks for jobs, and what pg-boss asks for the schedules and for processes that died. */
const IDLE_BAR = 4;

const noteJob = defineJob({ name: "bench-note", data: z.object({ n: z.int() }), atOnce: 2 });

const home = await mkdtemp(join(tmpdir(), "onrecord-bench-"));
await chmod(home, 0o711);
const postgres = await startEmbeddedPostgres({ home, throwaway: true });

/** Sends jobs at any moment between two looks, and gives the milliseconds from the commit to the beginning of each. */
async function measureSends(url: string, sends: number): Promise<number[]> {
  const db = openDatabase(url);
  const pool = openPool(url);
  const began = new Map<number, number>();
  const handler = handleJob(noteJob, async ({ n }) => void began.set(n, performance.now()));
  const workers = await startWorkers({ pool, handlers: [handler] });
  const waits: number[] = [];
  try {
    for (let n = -1; n < sends; n += 1) {
      await db.$transaction((tx) => sendJob(tx, noteJob, { n }));
      const sent = performance.now();
      while (!began.has(n)) await sleep(5);
      // The first one waits for connections too.
      if (n >= 0) waits.push(Math.max(0, (began.get(n) ?? 0) - sent));
      await sleep((n * 137) % 1000);
    }
  } finally {
    await workers.stop();
    await pool.close();
    await db.$disconnect();
  }
  return waits;
}

function report(how: string, waits: readonly number[]): void {
  const worst = Math.max(...waits);
  reportFigure({
    what: `a job begins after its commit, ${how}, worst of ${waits.length}`,
    figure: `${worst.toFixed(0)} ms`,
    bar: `under ${BAR} ms`,
    against: `median ${median(waits).toFixed(0)} ms`,
    reached: worst < BAR,
  });
}

/** Queries a second of a process that has all queues of the platform and nothing to do, of two that share the work. */
async function measureIdle(url: string): Promise<number> {
  const pools = [openPool(url), openPool(url)];
  const handlers = allJobs().map((job) => handleJob(job, async () => {}));
  let queries = 0;
  const workers = await Promise.all(
    pools.map((pool) => {
      const executeSql: Pool["executeSql"] = (text, values) => {
        queries += 1;
        return pool.executeSql(text, values);
      };
      return startWorkers({ pool: { ...pool, executeSql }, handlers });
    }),
  );
  try {
    // What is sent at the start is done by then.
    await sleep(10_000);
    queries = 0;
    await sleep(IDLE_SECONDS * 1000);
    return queries / IDLE_SECONDS / pools.length;
  } finally {
    await Promise.all(workers.map((each) => each.stop()));
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

/** PgBouncer before the bench's PostgreSQL, with a connection for each transaction; null where there is none to be had. */
async function startPgBouncer(url: string) {
  const packages = ["pgbouncer", "libevent-2.1-7", "libc-ares2"];
  const program = await debianProgram("pgbouncer", packages).catch((error: Error) => {
    console.log(error.message);
    return null;
  });
  if (!program) return null;
  const folder = await mkdtemp(join(tmpdir(), "onrecord-bench-pgbouncer-"));
  await chmod(folder, 0o755);
  const port = await freePort({ port: 0, host: "127.0.0.1" });
  const { hostname, port: server, username, password, pathname } = new URL(url);
  const file = join(folder, "pgbouncer.ini");
  await writeFile(
    file,
    `[databases]
* = host=${hostname} port=${server} user=${decodeURIComponent(username)} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
ignore_startup_parameters = extra_float_digits,options
`,
  );
  // It refuses to run as root.
  const as = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program.path, [...as, file], { env: program.env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const through = `postgresql://${username}:${password}@127.0.0.1:${port}${pathname}`;
  const answers = async () => {
    const client = new pg.Client({ connectionString: through });
    await client.connect();
    await client.query("SELECT 1").finally(() => client.end());
  };
  let error: unknown;
  for (let n = 0; n < 50; n += 1) {
    error = await answers().then(
      () => null,
      (each) => each,
    );
    if (!error) break;
    await sleep(100);
  }
  return {
    url: through,
    problem: error ? `PgBouncer does not answer: ${(error as Error).message}\n${said}` : null,
    stop: async () => {
      child.kill();
      await rm(folder, { recursive: true, force: true });
      await program[Symbol.asyncDispose]();
    },
  };
}

try {
  await migrate(postgres.url);
  const pool = openPool(postgres.url);
  const installed = await installQueues(pool, [...allJobs(), noteJob]);
  await pool.close();
  if (!installed.ok) throw new Error(installed.message);

  report("straight", await measureSends(postgres.url, SENDS));

  const bouncer = await startPgBouncer(postgres.url);
  try {
    if (bouncer?.problem) throw new Error(bouncer.problem);
    if (bouncer) report("through PgBouncer in transaction mode", await measureSends(bouncer.url, SENDS));
  } finally {
    await bouncer?.stop();
  }

  const idle = await measureIdle(postgres.url);
  reportFigure({
    what: "queries a second of an idle process, of two",
    figure: idle.toFixed(2),
    bar: `at most ${IDLE_BAR}`,
    against: `${allJobs().length} queues, looked at twice a second together`,
    reached: idle <= IDLE_BAR,
  });
} finally {
  await postgres.discard();
  await rm(home, { recursive: true, force: true });
}
process.exit();
