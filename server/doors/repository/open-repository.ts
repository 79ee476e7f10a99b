import { lstat, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { gitVersion, runGit } from "./run-git";

/** What the repository is called under its folder, and in its address. */
export const REPOSITORY_NAME = "transcripts.git";

/** A bare repository that the log of one database is projected into. */
export interface OpenRepository {
  /** The folder that holds it and notes about it. */
  readonly root: string;
  /** The repository itself, bare. */
  readonly path: string;
}

/** The repository, or why there can be none. */
export type Opened =
  | { readonly ok: true; readonly repository: OpenRepository }
  | { readonly ok: false; readonly reason: "no-git" | "not-ours"; readonly message: string };

// git's own upkeep is `keep-projected`'s to begin. Nothing here may wait for a person or another program.
const SETTINGS = {
  "core.logAllRefUpdates": "false",
  "gc.auto": "0",
  "receive.autogc": "false",
  "uploadpack.allowFilter": "true",
  // Smart HTTP alone, and pushes another way.
  "http.getanyfile": "false",
  "http.receivepack": "false",
  // Two clones at once may not take the machine's memory; the rest goes to the disk.
  "pack.windowMemory": "64m",
  "pack.threads": "1",
};

/**
 * Where the repository of a database lies within a folder: named by the platform's key and the generation, so that
 * another platform's, or one whose history had to be changed, is another folder.
 */
export async function findRepository(db: Database, folder: string): Promise<OpenRepository> {
  const { key, generation } = await db.repository.findFirstOrThrow();
  const root = join(folder, `${key}-${generation}`);
  return { root, path: join(root, REPOSITORY_NAME) };
}

/**
 * Opens the repository and makes it where it is not there, whole or not at all. Those of earlier generations are taken
 * away: what was taken out of the history is not kept beside it.
 */
export async function openRepository(db: Database, folder: string): Promise<Opened> {
  const repository = await findRepository(db, folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // A folder for everybody's temporary files: someone else may have made one of this name, with hooks in it.
  const { uid, mode } = await lstat(folder);
  if (process.getuid && (uid !== process.getuid() || (mode & 0o022) !== 0)) {
    const message = `The folder ${folder} belongs to someone else or can be written by others. Take it away, or set ONRECORD_HOME to a folder of your own.`;
    return { ok: false, reason: "not-ours", message };
  }
  if ((await gitVersion()) === null) return { ok: false, reason: "no-git", message: NO_GIT };
  if (await lstat(join(repository.path, "HEAD")).catch(() => null)) return { ok: true, repository };
  const made = await make(folder, repository);
  if (made.ok) await removeOthers(folder, repository);
  return made;
}

async function make(folder: string, repository: OpenRepository): Promise<Opened> {
  const unfinished = await mkdtemp(join(folder, "making-"));
  try {
    const path = join(unfinished, REPOSITORY_NAME);
    const init = await runGit(["init", "--quiet", "--bare", "--template=", path], { folder: unfinished });
    if (init.missing) return { ok: false, reason: "no-git", message: NO_GIT };
    if (init.code !== 0) throw new Error(`git could not make a repository in ${folder}: ${init.said}`);
    await runGit(["symbolic-ref", "HEAD", "refs/heads/main"], { folder: path });
    for (const [name, value] of Object.entries(SETTINGS))
      await runGit(["config", name, value], { folder: path });
    await mkdir(repository.root, { recursive: true, mode: 0o700 });
    await rename(path, repository.path).catch(async (error) => {
      // Another process has just made the same.
      if (!(await lstat(join(repository.path, "HEAD")).catch(() => null))) throw error;
    });
    return { ok: true, repository };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** What is said where the machine has no git. */
export const NO_GIT =
  "git is not installed, or not on the PATH: transcripts can be read here, but not cloned or pushed.";

async function removeOthers(folder: string, { root }: OpenRepository): Promise<void> {
  const key = root.slice(folder.length + 1).replace(/-\d+$/, "");
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.startsWith(`${key}-`) && path !== root)
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}
