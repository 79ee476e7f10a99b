import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const shared = process.env.ONRECORD_SHARED ?? join(root, "../shared");

/**
 * A folder of the shared files, such as `align`.
 *
 * @throws Error if it is missing: set ONRECORD_SHARED to the folder that holds it
 */
export function sharedFolder(name: string): string {
  const folder = join(shared, name);
  if (existsSync(folder)) return folder;
  throw new Error(`No files at ${folder}: set ONRECORD_SHARED to the folder that holds ${name}/.`);
}
