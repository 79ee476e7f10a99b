import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenRepository } from "./open-repository";
import { runGit } from "./run-git";

// git's own thresholds are higher; every clone has to read all of these.
const MOST_LOOSE = 1000;
const MOST_PACKS = 12;
const WORTH_PACKING = 1000;

/**
 * Records that many commits were written at once: their packs are several times larger than they need to be.
 */
export async function noteWritten({ root }: OpenRepository, commits: bigint): Promise<void> {
  if (commits >= WORTH_PACKING) await writeFile(join(root, "to-pack"), "");
}

/**
 * Repacks the repository if that is worthwhile. Clones and writers may continue meanwhile: objects that are
 * just being added are kept.
 */
export async function tidyRepository(repository: OpenRepository, signal?: AbortSignal): Promise<void> {
  const { root, path } = repository;
  const options = { folder: path, signal };
  const note = join(root, "to-pack");
  if (await stat(note).catch(() => null)) {
    // `-k` keeps objects that no branch reaches yet.
    const packed = await runGit(
      ["repack", "-q", "-a", "-d", "-f", "-k", "--window=10", "--write-bitmap-index"],
      options,
    );
    signal?.throwIfAborted();
    if (packed.code !== 0) throw new Error(`git could not pack ${path}: ${packed.said}`);
    await runGit(["commit-graph", "write", "--reachable"], options);
    await rm(note, { force: true });
    return;
  }
  const counted = await runGit(["count-objects", "-v"], options);
  const count = (name: string) =>
    Number(counted.out.toString("utf8").match(new RegExp(`^${name}: (\\d+)`, "m"))?.[1]);
  if (count("count") < MOST_LOOSE && count("packs") < MOST_PACKS) return;
  await runGit(["-c", "gc.auto=1", "gc", "--quiet", "--prune=1.day.ago"], options);
  signal?.throwIfAborted();
}
