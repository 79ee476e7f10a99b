import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, pipeline, type Readable } from "node:stream";
import type { Database } from "@/server/db";
import { catchUp } from "@/server/doors/repository/catch-up";
import { readCommits } from "@/server/doors/repository/read-commits";
import { endGroup, runGit, spawnGit } from "@/server/doors/repository/run-git";
import { writeCommits } from "@/server/doors/repository/write-commits";
import type { FileStore } from "@/server/text/uploads/file-store";
import { archiveFiles } from "./archive-files";
import { PLATFORM_BRANCH, writePlatform } from "./write-platform";

/** The export as one stream, or why there is none. */
export type Exported =
  | { readonly ok: true; readonly bundle: Readable; done(): Promise<void> }
  | {
      readonly ok: false;
      readonly reason: "no-show" | "no-repository" | "nothing";
      readonly message: string;
    };

interface Options {
  readonly db: Database;
  /** The folder that holds the repositories; see `readEnvironment().repository`. */
  readonly folder: string;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** The slug of the show to export; all shows if left out. */
  readonly show?: string | undefined;
  /** Where uploads lie; without it the export has none of them. */
  readonly store?: FileStore | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Exports the platform, or one show of it, as a git bundle. Its branch `main` has the whole history of texts;
 * its branch `platform` has shows, episodes, surveys, claims, authors, and everything else that a restore
 * needs. git clones the bundle like any repository.
 *
 * Call `done` at the end: it reports whether git succeeded, and deletes temporary files.
 *
 * @throws Error, from `done`, if git failed
 */
export async function exportPlatform({
  db,
  folder,
  siteUrl,
  show,
  store,
  signal,
}: Options): Promise<Exported> {
  const found = show === undefined ? null : await db.show.findUnique({ where: { slug: show } });
  if (show !== undefined && !found)
    return { ok: false, reason: "no-show", message: `There is no show "${show}".` };
  const caught = await catchUp({ db, folder });
  if (!caught.ok) return { ok: false, reason: "no-repository", message: caught.message };
  const { repository, position } = caught;
  if (position === 0n)
    return {
      ok: false,
      reason: "nothing",
      message: "There is nothing to export: no revision was accepted yet.",
    };

  const own = await mkdtemp(join(repository.root, "export-"));
  const remove = () => rm(own, { recursive: true, force: true, maxRetries: 3 });
  try {
    await runGit(["init", "--quiet", "--bare", "--template=", own], { folder: own });
    // The branch that a clone of the bundle checks out.
    await runGit(["symbolic-ref", "HEAD", "refs/heads/main"], { folder: own });
    await mkdir(join(own, "objects/info"), { recursive: true });
    if (found) {
      await writeCommits({ path: own, from: null, batches: readCommits(db, 0n, position, found.id), signal });
    } else {
      // The temporary repository borrows the objects of the real one.
      await writeFile(join(own, "objects/info/alternates"), `${join(repository.path, "objects")}\n`);
      const main = await runGit(["rev-parse", "main"], { folder: repository.path });
      await runGit(["update-ref", "refs/heads/main", main.out.toString("utf8").trim()], { folder: own });
    }
    const showId = found?.id ?? null;
    await writePlatform({
      path: own,
      files: archiveFiles({ db, until: position, showId, siteUrl, store }),
      signal,
    });
  } catch (error) {
    await remove();
    throw error;
  }
  const git = spawnGit(["bundle", "create", "--quiet", "-", "HEAD", "refs/heads/main", PLATFORM_BRANCH], {
    folder: own,
  });
  git.stdin.end();
  // Node throws away what a process has written if nobody reads yet when it exits: a small bundle would lose its head.
  const bundle = pipeline(git.stdout, new PassThrough(), () => {});
  let said = "";
  git.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-2000);
  });
  const stop = () => endGroup(git);
  signal?.addEventListener("abort", stop);
  const ended = once(git, "close") as Promise<[number | null]>;
  return {
    ok: true,
    bundle,
    done: async () => {
      // A reader that stopped early leaves the rest unread.
      bundle.destroy();
      const [code] = await ended;
      signal?.removeEventListener("abort", stop);
      await remove();
      if (code !== 0) throw new Error(`git could not make the bundle: ${said.trim()}`);
    },
  };
}
