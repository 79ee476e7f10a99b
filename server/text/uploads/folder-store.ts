import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStore } from "./file-store";

/**
 * Files in a folder, for a site on one machine. A file is there whole or not at all: it is written under another name, and
 * gets its own once it is on the disk.
 */
export function folderStore(folder: string): FileStore {
  // A folder of a hundred thousand files is slow to list.
  const at = (hash: string) => join(folder, hash.slice(0, 2), hash);
  const sizeOf = async (hash: string) => {
    try {
      return (await stat(at(hash))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  };
  return {
    sizeOf,
    async put(hash, path) {
      if ((await sizeOf(hash)) !== null) return;
      await mkdir(dirname(at(hash)), { recursive: true });
      const begun = `${at(hash)}.${randomUUID()}`;
      try {
        await copyFile(path, begun);
        const file = await open(begun, "r");
        await file.sync().finally(() => file.close());
        await rename(begun, at(hash));
      } catch (error) {
        await rm(begun, { force: true });
        throw error;
      }
    },
    async open(hash, range) {
      return (await sizeOf(hash)) === null ? null : createReadStream(at(hash), range);
    },
    async remove(hash) {
      await rm(at(hash), { force: true });
    },
  };
}
