import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

const LOOK_EVERY_MS = 250;

/**
 * Watches how much a folder grows, and calls `stop` once it has grown by more than `mostBytes`: git itself knows no
 * limit for what it fetches.
 *
 * @returns a function that ends the watching
 */
export async function watchFolder(folder: string, mostBytes: number, stop: () => void): Promise<() => void> {
  const before = await sizeOf(folder);
  let looking = false;
  const timer = setInterval(async () => {
    if (looking) return;
    looking = true;
    if ((await sizeOf(folder)) - before > mostBytes) {
      clearInterval(timer);
      stop();
    }
    looking = false;
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** The bytes of the files right in a folder; 0 if there is none. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    // A file may go while we look.
    names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
