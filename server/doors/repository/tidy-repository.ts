import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpenRepository } from "./open-repository";
import { runGit } from "./run-git";

// As git itself counts, but sooner: a clone reads them all.
const MOST_LOOSE = 1000;
const MOST_PACKS = 12;
const WORTH_PACKING = 1000;

/** Notes that many commits were written in one go. They are packed as they came, several times larger than need be. */
export async function noteWritten({ root }: OpenRepository, commits: bigint): Promise<void> {
  if (commits >= WORTH_PACKING) await writeFile(join(root, "to-pack"), "");
}

/**
 * Packs the repository anew where it is worth it. Clones, and processes that add to it, may go on meanwhile: nothing
 * that someone may just be adding is thrown away.
 */
export async function tidyRepository(repository: OpenRepository, signal?: AbortSignal): Promise<void> {
  const { root, path } = repository;
  const options = { folder: path, signal };
  const note = join(root, "to-pack");
  if (await stat(note).catch(() => null)) {
    // With `-k`, objects that no branch reaches yet stay.
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
