import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isLoopback, readEnvironment } from "../lib/read-environment";
import { countOf } from "../lib/time";
import { seed } from "../prisma/seed";
import { openDatabase } from "../server/db";
import { NO_GIT } from "../server/doors/repository/open-repository";
import { gitVersion } from "../server/doors/repository/run-git";
import { countStale } from "../server/doors/search/refresh-search";
import { signInWays } from "../server/people/accounts/auth-options";
import { DEMO_PEOPLE } from "../server/people/accounts/demo-people";
import { renewBeginCode } from "../server/people/accounts/renew-begin-code";
import { ensureBuilt, markServing } from "./bootstrap/build.mjs";
import type { createSay } from "./bootstrap/report.mjs";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./database/embedded";
import { keepRunning } from "./database/keep-running";
import { migrate } from "./database/migrate";
import { runJobs } from "./jobs/run-jobs";
import { freePort } from "./network/free-port";

const SERVER = join(import.meta.dirname, "../server/web/main.ts");
/** Milliseconds that the site has to end after an interrupt. */
const GRACE = 10_000;

interface Options {
  readonly say: ReturnType<typeof createSay>;
  /** Uses Next's development server, which follows changes, instead of a build. */
  readonly develop: boolean;
}

/**
 * Starts everything and serves until it is stopped: PostgreSQL (the embedded one unless DATABASE_URL is set),
 * the migrations, the demonstration show, the build, the site. Without DATABASE_URL the
 * site listens on the loopback address only. When it ends, for any reason, it stops the PostgreSQL it
 * started, unless others use it too.
 *
 * @returns the exit code
 * @throws Error that says what to do if it cannot start
 */
export async function serve({ say, develop }: Options): Promise<number> {
  const environment = readEnvironment();
  const { home, databaseUrl } = environment;
  if (databaseUrl && !environment.secret) throw new Error(NO_SECRET);
  const wantsDemonstration =
    !databaseUrl && process.env.ONRECORD_DEMO !== "0" && process.env.ONRECORD_DEMO !== "false";
  if (wantsDemonstration && !isLoopback(environment.siteUrl))
    throw new Error(publicDemonstration(environment.siteUrl));
  // From here on an interrupt no longer ends this process at once: it has to clean up.
  const interrupts = listenForInterrupts();
  const { signal } = interrupts;
  let embedded: EmbeddedPostgres | undefined;
  try {
    const host = databaseUrl ? undefined : "127.0.0.1";
    const port = await wantedPort(environment.port, host);
    embedded = databaseUrl ? undefined : await startEmbeddedPostgres({ home, signal });
    signal.throwIfAborted();
    const url = databaseUrl ?? embedded?.url ?? "";
    say(
      "PostgreSQL",
      embedded ? `${embedded.started ? "started" : "running"} in ${home}` : "at DATABASE_URL",
    );
    const variables = siteEnvironment(process.env, {
      databaseUrl: url,
      embedded: embedded !== undefined,
      port,
      secret: environment.secret ?? (await keptSecret(home)),
    });
    const { demonstration } = readEnvironment(variables);
    const { beginCode } = await prepare({ url, demonstration, say, signal });
    const git = await gitVersion();
    say("Repository", git ? `git ${git}` : NO_GIT);
    if (!develop) await ensureBuilt({ say });
    signal.throwIfAborted();
    const unmark = develop ? () => {} : markServing();
    const over = new AbortController();
    let failure: string | null = null;
    const kept = embedded && keepRunning({ embedded, say: console.warn, signal: over.signal });
    const watched = kept?.then((reason) => {
      failure = reason;
      if (reason !== null) interrupts.end();
    });
    const code = await runSite({ variables, port, host, develop, beginCode, say, interrupts }).finally(() => {
      unmark();
      over.abort();
    });
    await watched;
    if (failure === null) return code;
    console.error(`\n${failure}`);
    return 1;
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error("\nStopped before it was serving.");
    return 128 + constants.signals[signal.reason as NodeJS.Signals];
  } finally {
    await embedded?.stop();
    interrupts.ignore();
  }
}

const publicDemonstration = (siteUrl: string) =>
  `The demonstration, whose people sign in without a password, does not start where others can reach it: NEXTAUTH_URL is ${siteUrl}. ` +
  "Set ONRECORD_DEMO=0 to start without it, or leave NEXTAUTH_URL out.";

const NO_SECRET =
  "With DATABASE_URL, NEXTAUTH_SECRET has to be set too: it signs the sessions. Make one with " +
  "`openssl rand -hex 32` and use the same one at every start.";

interface Interrupts {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP; the reason is the signal's name. */
  readonly signal: AbortSignal;
  /** Ends everything as SIGTERM does. */
  end(): void;
  ignore(): void;
}

function listenForInterrupts(): Interrupts {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const controller = new AbortController();
  const interrupted = (name: NodeJS.Signals) => controller.abort(name);
  for (const name of names) process.on(name, interrupted);
  return {
    signal: controller.signal,
    end: () => interrupted("SIGTERM"),
    ignore: () => {
      for (const name of names) process.off(name, interrupted);
    },
  };
}

interface Found {
  readonly databaseUrl: string;
  readonly embedded: boolean;
  readonly port: number;
  readonly secret: string;
}

/** The site's environment: this process's own, with the values found here. */
export function siteEnvironment<Source extends Record<string, string | undefined>>(
  source: Source,
  { databaseUrl, embedded, port, secret }: Found,
) {
  return {
    ...source,
    DATABASE_URL: databaseUrl,
    ONRECORD_EMBEDDED: embedded ? "1" : "0",
    PORT: String(port),
    NEXTAUTH_URL: readEnvironment({ ...source, PORT: String(port) }).siteUrl,
    NEXTAUTH_SECRET: secret,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

interface Preparation {
  readonly url: string;
  readonly demonstration: boolean;
  readonly say: Options["say"];
  readonly signal: AbortSignal;
}

interface Prepared {
  /** What makes the site's first administrator; null where it has one. */
  readonly beginCode: string | null;
}

/** Makes a database ready to be served from; what can be derived later is left to jobs. */
export async function prepare({ url, demonstration, say, signal }: Preparation): Promise<Prepared> {
  const applied = await migrate(url);
  signal.throwIfAborted();
  say("Migrations", applied.length > 0 ? `applied ${applied.join(", ")}` : "all applied");
  const db = openDatabase(url);
  try {
    if (demonstration) await seed(db);
    signal.throwIfAborted();
    if (demonstration) say("Demonstration show", "Figures of Speech");
    // What can be derived is derived by a job once the site serves; the search says how much is missing.
    const stale = await countStale(db);
    if (stale > 0) say("Search", `${countOf(stale, "transcript")} will be findable soon`);
    return { beginCode: await renewBeginCode(db) };
  } finally {
    await db.$disconnect();
  }
}

interface Running {
  readonly variables: NodeJS.ProcessEnv;
  readonly port: number;
  readonly host: string | undefined;
  readonly develop: boolean;
  readonly beginCode: string | null;
  readonly say: Options["say"];
  readonly interrupts: Interrupts;
}

/** Runs the site until it ends by itself or is interrupted, and reports when it answers. */
async function runSite(running: Running): Promise<number> {
  const { variables, port, host, develop, beginCode, say, interrupts } = running;
  const environment = readEnvironment(variables);
  const { siteUrl } = environment;
  const where = host === undefined ? [] : ["--hostname", host];
  const how = develop ? ["--dev"] : [];
  const command = ["--import", "tsx", SERVER, "--port", String(port), ...where, ...how];
  const child = spawn(process.execPath, command, {
    env: { ...variables, NODE_ENV: develop ? "development" : "production" },
    stdio: ["ignore", develop ? "inherit" : "ignore", "inherit"],
  });
  const over = new AbortController();
  const ended = new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => done(code ?? 0));
  }).finally(() => over.abort());
  const end = () => {
    child.kill(interrupts.signal.reason as NodeJS.Signals);
    setTimeout(() => child.kill("SIGKILL"), environment.drainSeconds * 1000 + GRACE).unref();
  };
  interrupts.signal.addEventListener("abort", end, { once: true });

  const hasServed = await untilReady(port, over.signal);
  if (hasServed) {
    say(
      "Serving",
      host ? `${host}:${port}, for this machine alone` : `every address of this machine, port ${port}`,
    );
    console.log(`\n  On Record is at ${siteUrl}`);
    if (signInWays(environment).includes("demo")) {
      const people = DEMO_PEOPLE.map(({ name }) => name).join(" or ");
      console.log(`  Sign in at ${siteUrl}/sign-in as ${people}.`);
    }
    if (beginCode !== null) {
      console.log(`  It has no administrator yet. Become it at ${siteUrl}/admin/begin?code=${beginCode}`);
      console.log(
        `  or at ${siteUrl}/admin/begin with the code ${beginCode}, which works once, until the next start.`,
      );
    }
    console.log("  Ctrl-C stops it.\n");
  }
  const jobs = runJobs(variables.DATABASE_URL ?? "", environment, over.signal);
  const code = await ended;
  await jobs;
  // Where the site is built already, there is little time in which to be interrupted before its process has begun.
  if (!hasServed) interrupts.signal.throwIfAborted();
  return code;
}

async function wantedPort(port: number, host: string | undefined): Promise<number> {
  try {
    return await freePort({ port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Error(
      `Port ${port} is taken. Is On Record running already? To use another port: PORT=${port + 1} npm start`,
    );
  }
}

/** The secret that signs sessions. It is stored, so that people stay signed in when the site restarts. */
async function keptSecret(home: string): Promise<string> {
  const file = join(home, "secret");
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(32).toString("hex");
  await mkdir(home, { recursive: true });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/** Waits until the site answers; false if it ends first. */
async function untilReady(port: number, over: AbortSignal): Promise<boolean> {
  while (!over.aborted) {
    const signal = AbortSignal.any([over, AbortSignal.timeout(5_000)]);
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal }).catch(() => undefined);
    if (answer?.ok) return true;
    await sleep(50);
  }
  return false;
}
