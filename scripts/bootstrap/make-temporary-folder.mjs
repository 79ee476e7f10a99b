import { execFileSync } from "node:child_process";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { availableMemory } from "node:process";

// Linux keeps files here in memory.
const MEMORY = "/dev/shm";
// The server's tests hold at most 130 MB; everything else that runs needs memory too.
const ROOM = 2 * 1024 ** 3;
const SPARE = 2 * 1024 ** 3;

/**
 * Makes a folder for temporary test files, in memory if the machine has enough: a test copies a database of
 * some hundred files, which takes a tenth of the time there. The folder is removed when this process ends.
 *
 * @returns undefined if there is not enough memory: use the system's folder for temporary files instead
 */
export function makeTemporaryFolder(memory = MEMORY) {
  let folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < ROOM || availableMemory() < ROOM + SPARE) return undefined;
    folder = mkdtempSync(join(memory, "onrecord-"));
    // PostgreSQL may run as another user, who has to reach its data.
    chmodSync(folder, 0o711);
    // A container may forbid running programs from there, and tests write programs too.
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
