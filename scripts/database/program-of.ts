import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** The name of the program that a process runs; undefined if it cannot be found out. */
export async function programOf(pid: number): Promise<string | undefined> {
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() =>
    promisify(execFile)("ps", ["-p", String(pid), "-o", "comm="]).then(
      ({ stdout }) => stdout,
      () => "",
    ),
  );
  return name.trim() || undefined;
}
