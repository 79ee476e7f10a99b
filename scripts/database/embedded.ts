import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { isAlive } from "../bootstrap/run.mjs";
import { freePort } from "../network/free-port";
import { createDatabase, holdOpen, isUsed, whoAnswers } from "./connections";
import {
  type Binaries,
  exists,
  type Identity,
  postgresIdentity,
  reachableBinaries,
  reachablePlace,
} from "./place";
import { programOf } from "./program-of";
import { withStartingLock } from "./starting-lock";

const run = promisify(execFile);

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  /** Connection URL of its one database. */
  readonly url: string;
  /** Whether this call started it; false if it was running already. */
  readonly started: boolean;
  /** Stops it unless another process is still connected: the last process to leave stops it. */
  stop(how?: { force: boolean }): Promise<void>;
  /**
   * Waits until the server has gone without having been told to by this process: it was killed, or the machine had no
   * memory left for it.
   */
  lost(): Promise<void>;
  /** Starts it again at the same address, unless it runs: its clients find it where it was. */
  revive(): Promise<void>;
  /** Stops it, even if others are connected, and deletes its data. */
  discard(): Promise<void>;
  /** The folder with its data and its password. */
  readonly folder: string;
}

interface Options {
  /** The folder for the cluster; made if it does not exist. */
  readonly home: string;
  /** Gives up durability in a power cut, for tests that delete the data anyway. */
  readonly throwaway?: boolean;
  /** Stops waiting for another process that is starting or stopping it. */
  readonly signal?: AbortSignal;
}

const DATABASE = "onrecord";
const USER = "onrecord";
const SETTLED_WITHIN = 10_000;

/** A cluster on disk, and what is needed to run it. */
interface Cluster {
  readonly place: string;
  readonly data: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly identity: Identity;
}

const urlOf = ({ password }: Cluster, port: number) =>
  `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;

/**
 * Starts the PostgreSQL that comes with the packages in the folder `home`, or finds it running. The first
 * start creates the cluster. It accepts connections on 127.0.0.1 only, with a random password that is stored
 * beside the data. If it throws, it stops whatever it has started.
 *
 * @throws Error that says what to do if there is no PostgreSQL for this kind of machine or it does not start
 */
export async function startEmbeddedPostgres({
  home,
  throwaway = false,
  signal,
}: Options): Promise<EmbeddedPostgres> {
  const identity = await postgresIdentity();
  const place = await reachablePlace(home, identity);
  const alone = <T>(work: () => Promise<T>, interrupt?: AbortSignal) =>
    withStartingLock(join(place, "starting.lock"), work, { signal: interrupt });

  return alone(async () => {
    const binaries = await reachableBinaries(identity);
    const password = await keptPassword(join(place, "password"));
    const cluster: Cluster = { place, data: join(place, "data"), password, binaries, identity };
    if (!(await exists(join(cluster.data, "PG_VERSION")))) await initialise(cluster);

    const found = await runningPort(cluster);
    const port = found ?? (await startServer(cluster, throwaway));
    const url = urlOf(cluster, port);
    let presence = await present(url, found === undefined).catch(async (error) => {
      if (found === undefined) await stopServer(cluster);
      throw error;
    });
    const leave = async (force: boolean) => {
      await presence.leave();
      const running = await runningPort(cluster);
      if (running === undefined || (!force && (await isUsed(urlOf(cluster, running))))) return;
      await stopServer(cluster);
    };
    return {
      url,
      started: found === undefined,
      folder: place,
      lost: () => presence.lost,
      revive: () =>
        alone(async () => {
          if ((await runningPort(cluster)) !== port) await startServer(cluster, throwaway, port);
          presence = await holdOpen(url);
        }, signal),
      // Uses the lock of a start: otherwise a process that has just found the server running would lose it.
      stop: ({ force } = { force: false }) => alone(() => leave(force)),
      discard: () =>
        alone(async () => {
          await leave(true);
          await rm(place, { recursive: true, force: true });
        }),
    };
  }, signal);
}

async function present(url: string, isNew: boolean) {
  if (isNew) await createDatabase(url);
  return holdOpen(url);
}

async function keptPassword(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept) return kept;
  const made = randomBytes(24).toString("hex");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/**
 * Makes the cluster in a temporary folder and then moves it into place, so that an interrupted start leaves
 * no partial one.
 */
async function initialise({ binaries, place, data, password, identity }: Cluster) {
  const unfinished = join(place, "data.unfinished");
  const passwordFile = join(place, "password.once");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    await chown(unfinished, identity.uid, identity.gid);
    await chown(passwordFile, identity.uid, identity.gid);
  }
  try {
    const how = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"];
    await run(
      binaries.initdb,
      [`--pgdata=${unfinished}`, `--username=${USER}`, `--pwfile=${passwordFile}`, ...how],
      { ...identity, cwd: unfinished },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, data);
}

/**
 * The port of the server that runs on this data; undefined if none does. The server's pid file is only a
 * hint: it survives a power cut, and another process may have its number by now. So the server has to answer,
 * and the function waits for one that is starting or stopping.
 */
async function runningPort(cluster: Cluster): Promise<number | undefined> {
  const { data } = cluster;
  const file = join(data, "postmaster.pid");
  const began = performance.now();
  for (;;) {
    const [first, , , port] = (await readFile(file, "utf8").catch(() => "")).split("\n");
    const pid = Math.abs(Number(first));
    if (!(pid > 0) || !isAlive(pid)) return undefined;
    const answer = Number(port) > 0 ? await whoAnswers(urlOf(cluster, Number(port)), data) : "none";
    if (answer === "this") return Number(port);
    const program = await programOf(pid);
    // "another": this folder is a copy of one whose server runs. PostgreSQL checks only the number and would
    // refuse to start.
    if (answer === "another" || (program !== undefined && !program.includes("postgres"))) {
      await rm(file, { force: true });
      return undefined;
    }
    if (performance.now() - began > SETTLED_WITHIN) {
      throw new Error(
        `Process ${pid} seems to be the PostgreSQL of ${data}, but refuses the connection. ` +
          `Stop it, or remove ${file} if it is another program; then try again.`,
      );
    }
    await sleep(100);
  }
}

async function startServer(
  { binaries, data, identity }: Cluster,
  throwaway: boolean,
  wanted = 0,
): Promise<number> {
  const log = join(data, "server.log");
  const port = await freePort({ port: wanted, host: "127.0.0.1" });
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    ...(throwaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const options = Object.entries(settings).map(([key, value]) => `-c ${key}='${value}'`);
  const start = ["start", "--silent", "--wait", `--pgdata=${data}`, `--log=${log}`];
  try {
    await run(binaries.pgCtl, [...start, `--options=${options.join(" ")}`], { ...identity, cwd: data });
  } catch {
    const tail = (await readFile(log, "utf8").catch(() => "")).trimEnd().split("\n").slice(-5).join("\n");
    throw new Error(`The embedded PostgreSQL in ${data} did not start. The end of its log:\n${tail}`);
  }
  return port;
}

async function stopServer({ binaries, data, identity }: Cluster): Promise<void> {
  const how = ["stop", "--silent", "--wait", "--mode=fast", `--pgdata=${data}`];
  await run(binaries.pgCtl, how, { ...identity, cwd: data });
}
