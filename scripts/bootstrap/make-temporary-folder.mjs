import { execFileSync } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { availableMemory } from "node:process";

// Where Linux keeps files in memory alone.
const MEMORY = "/dev/shm";
// The tests of the server hold 130 MB at the most; what else runs needs its part of the machine too.
const ROOM = 2 * 1024 ** 3;
const SPARE = 2 * 1024 ** 3;

/**
 * A folder for what tests throw away, in memory where the machine has enough of it: a test copies a database of some
 * hundred files, which takes a tenth of the time there. It goes when this process does.
 *
 * @returns undefined where there is no such room: the system's own folder for temporary files then has to do
 */
export function makeTemporaryFolder(memory = MEMORY) {
  let folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < ROOM || availableMemory() < ROOM + SPARE) return undefined;
    folder = mkdtempSync(join(memory, "onrecord-"));
    // PostgreSQL may run as another user than this one, and has to get to its data.
    chmodSync(folder, 0o711);
    // In a container nothing there may be allowed to run, and tests write programs too.
    const program = join(folder, "program");
    writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
    execFileSync(program);
    rmSync(program);
  } catch {
    if (folder) remove();
    return undefined;
  }
  process.once("exit", remove);
  return folder;
}
