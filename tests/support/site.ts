import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seed } from "../../prisma/seed";
import { endTree } from "../../scripts/bootstrap/run.mjs";
import { startEmbeddedPostgres } from "../../scripts/database/embedded";
import { migrate } from "../../scripts/database/migrate";
import { type Database, openDatabase } from "../../server/db";
import { copyDatabase } from "./copy-database";
import { program } from "./programs";

const ROOT = join(import.meta.dirname, "../..");
const READY_WITHIN = 60_000;

/**
 * The variable that names a database with the demonstration, for a site to copy. Copying takes a tenth of the
 * time of starting and filling a PostgreSQL.
 */
export const DEMONSTRATION = "ONRECORD_TEST_DEMONSTRATION";

/** A test's own On Record: the built site over its own PostgreSQL, with the demonstration. */
export interface Site {
  /** Its URL, without a slash at the end. */
  readonly url: string;
  readonly databaseUrl: string;
  /** The folder of its data. */
  readonly home: string;
  /** The process that serves. */
  readonly pid: number;
  /** What it has printed so far. */
  output(): string;
  /**
   * Gives it the unchanged demonstration again, in a fraction of a second: the process stays, its database is
   * replaced.
   *
   * @throws Error where it has a PostgreSQL of its own, or data that were added
   */
  renew(): Promise<void>;
  /** Ends its processes and removes its data. */
  stop(): Promise<void>;
}

interface Options {
  /** The folder for its data; by default a new one, which `stop` removes. A given folder stays. */
  readonly home?: string;
  /** By default a free one. */
  readonly port?: number;
  /** Adds data to the database, after the demonstration and before the site starts. */
  readonly fill?: (db: Database) => Promise<void>;
  /** Another site, over whose database it stands as a second process; with the same secret, where `env` says it. */
  readonly beside?: Site;
  /** Variables on top of those that a demonstration needs. */
  readonly env?: Record<string, string>;
}

/**
 * Starts a site as its users get it: embedded PostgreSQL, migrations, the demonstration, `next start`. It is
 * ready when the promise resolves: /api/health has said so.
 *
 * @throws Error if there is no build, or with the site's own output if it does not start
 */
export async function startSite({ home, port, fill, beside, env = {} }: Options = {}): Promise<Site> {
  if (!existsSync(join(ROOT, ".next/BUILD_ID"))) throw new Error("The site is not built: npm test -- e2e");
  const folder = home ?? (await mkdtemp(join(tmpdir(), "onrecord-site-")));
  await mkdir(folder, { recursive: true });
  // PostgreSQL may run as another user, who has to reach its data.
  if (!home) await chmod(folder, 0o711);
  const undo: (() => Promise<void>)[] = [];
  if (!home) undo.push(() => rm(folder, { recursive: true, force: true }));
  const stop = async () => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    const database = beside
      ? { url: beside.databaseUrl, remove: async () => {}, renew: undefined }
      : await databaseFor(folder, !home);
    undo.push(database.remove);
    if (fill) await filled(database.url, fill);
    const chosen = port ?? (await freePort());
    const url = `http://localhost:${chosen}`;
    const server = startNext(chosen, {
      DATABASE_URL: database.url,
      ONRECORD_HOME: folder,
      ONRECORD_EMBEDDED: "1",
      ONRECORD_DEMO: "1",
      ONRECORD_PATTERNS: "1",
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
      PORT: String(chosen),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    });
    undo.push(server.stop);
    await untilHealthy(url, server);
    const renew = async () => {
      if (fill || !database.renew) throw new Error("Only a copy of the demonstration can be renewed");
      await database.renew();
      await untilHealthy(url, server);
    };
    return {
      url,
      databaseUrl: database.url,
      home: folder,
      pid: server.child.pid ?? 0,
      output: server.output,
      renew,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A copy of the demonstration's database if there is one to copy and the data need not stay; else a separate
 * server.
 */
async function databaseFor(home: string, throwaway: boolean) {
  const template = process.env[DEMONSTRATION];
  if (template && throwaway) {
    const copy = await copyDatabase(template);
    return { url: copy.url, remove: copy.drop, renew: copy.renew };
  }
  const postgres = await startEmbeddedPostgres({ home, throwaway: true });
  const remove = () => (throwaway ? postgres.discard() : postgres.stop({ force: true }));
  try {
    await prepareDemonstration(postgres.url);
  } catch (error) {
    await remove();
    throw error;
  }
  return { url: postgres.url, remove, renew: undefined };
}

/** Gives an empty database the state of a newcomer's site. */
export async function prepareDemonstration(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
  await filled(databaseUrl, seed);
}

async function filled(databaseUrl: string, fill: (db: Database) => Promise<unknown>): Promise<void> {
  const db = openDatabase(databaseUrl);
  try {
    await fill(db);
  } finally {
    await db.$disconnect();
  }
}

interface Server {
  readonly child: ChildProcess;
  /** Its output so far. */
  output(): string;
  stop(): Promise<void>;
}

function startNext(port: number, env: Record<string, string>): Server {
  const where = ["--port", String(port), "--hostname", "127.0.0.1"];
  const child = spawn(process.execPath, [...program(join(ROOT, "server/web/main.ts")), ...where], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // A test process that is killed must not leave a site running.
  const leave = () => endTree(child, "SIGKILL");
  process.once("exit", leave);
  return {
    child,
    output: () => output,
    stop: async () => {
      process.off("exit", leave);
      // A polite stop would wait for every connection that a browser keeps open; nothing here needs that.
      endTree(child, "SIGKILL");
      await ended;
    },
  };
}

async function untilHealthy(url: string, { child, output }: Server): Promise<void> {
  const giveUp = Date.now() + READY_WITHIN;
  let last = "no answer";
  while (Date.now() < giveUp && child.exitCode === null && child.signalCode === null) {
    try {
      const { status } = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
      if (status === 200) return;
      last = `status ${status}`;
    } catch {
      // It does not listen yet.
    }
    await sleep(50);
  }
  throw new Error(`The site did not start (/api/health: ${last}). It printed:\n${output().slice(-4_000)}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
