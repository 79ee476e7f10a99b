import { lstat, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { gitVersion, runGit } from "./run-git";

/** The repository's name in its folder and its address. */
export const REPOSITORY_NAME = "transcripts.git";

/** A bare git repository that holds the log of one database. */
export interface OpenRepository {
  /** The folder that contains the repository and files about it. */
  readonly root: string;
  readonly path: string;
}

/** The repository, or why there is none. */
export type Opened =
  | { readonly ok: true; readonly repository: OpenRepository }
  | { readonly ok: false; readonly reason: "no-git" | "not-ours"; readonly message: string };

// Maintenance is started by `tidyRepository`, not by git. Nothing here may wait for a person or another
// program.
const SETTINGS = {
  "core.logAllRefUpdates": "false",
  "gc.auto": "0",
  "receive.autogc": "false",
  "uploadpack.allowFilter": "true",
  // Only smart HTTP; pushes go through `receive`.
  "http.getanyfile": "false",
  "http.receivepack": "false",
  // Two clones at once must not use up the machine's memory; the rest goes to disk.
  "pack.windowMemory": "64m",
  "pack.threads": "1",
};

/**
 * The path of a database's repository within a folder. It contains the platform's key and the generation, so
 * another platform's repository, or one whose history was changed, has another path.
 */
export async function findRepository(db: Database, folder: string): Promise<OpenRepository> {
  const { key, generation } = await db.repository.findFirstOrThrow();
  const root = join(folder, `${key}-${generation}`);
  return { root, path: join(root, REPOSITORY_NAME) };
}

/**
 * Opens the repository, and creates it if it is missing, whole or not at all. Deletes those of earlier
 * generations: text that was redacted from the history must not remain in them.
 */
export async function openRepository(db: Database, folder: string): Promise<Opened> {
  const repository = await findRepository(db, folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // In a shared temporary folder, someone else may have created a folder of this name, with hooks in it.
  const { uid, mode } = await lstat(folder);
  if (process.getuid && (uid !== process.getuid() || (mode & 0o022) !== 0)) {
    const message = `The folder ${folder} belongs to someone else or others can write to it. Delete it, or set ONRECORD_HOME to a folder of your own.`;
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
      // Another process has just created the same repository.
      if (!(await lstat(join(repository.path, "HEAD")).catch(() => null))) throw error;
    });
    return { ok: true, repository };
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Shown if git is not installed. */
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
