import { once } from "node:events";
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { endGroup, spawnGit } from "@/server/doors/repository/run-git";
import type { ArchiveFile } from "./archive-files";

const BUFFERED = 256 * 1024;

/** The branch of an export that holds everything except the history of texts. */
export const PLATFORM_BRANCH = "refs/heads/platform";

interface Options {
  /** The repository to write into. */
  readonly path: string;
  readonly files: AsyncIterable<ArchiveFile>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Commits these files to the branch `platform`. Each file is first written to disk and counted, so that git is told its
 * length: whatever its lines say, git reads them as data. An upload's length is known. No file is held in memory as a whole.
 *
 * @throws Error with git's message if it fails, or the signal's reason if aborted
 */
export async function writePlatform({ path, files, signal }: Options): Promise<void> {
  const git = spawnGit(["fast-import", "--quiet", "--done", "--date-format=now"], { folder: path });
  const ended = once(git, "close") as Promise<[number | null]>;
  ended.catch(() => {});
  let said = "";
  git.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-2000);
  });
  git.stdin.on("error", () => {});
  git.stdout.resume();
  const spool = join(path, "spooled-file");
  try {
    git.stdin.write(
      `commit ${PLATFORM_BRANCH}\ncommitter On Record <platform@on-record.invalid> now\ndata 7\nExport\n\n`,
    );
    for await (const file of files) {
      const size = "lines" in file ? await spoolLines(spool, file.lines, signal) : file.size;
      git.stdin.write(`M 100644 inline ${file.name}\ndata ${size}\n`);
      const bytes: AsyncIterable<Uint8Array> =
        "lines" in file ? createReadStream(spool, { highWaterMark: BUFFERED }) : file.bytes;
      for await (const chunk of bytes) {
        signal?.throwIfAborted();
        // If git ends early, its exit code says why.
        if (!git.stdin.write(chunk)) await Promise.race([once(git.stdin, "drain"), ended]);
      }
      if (git.exitCode !== null || git.signalCode !== null) break;
      git.stdin.write("\n");
    }
    git.stdin.end("done\n");
    const [code] = await ended;
    if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${said.trim()}`);
  } finally {
    endGroup(git);
    await rm(spool, { force: true });
  }
}

/** Writes lines to a file, and returns its length in bytes. */
async function spoolLines(
  file: string,
  lines: AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const handle = await open(file, "w");
  try {
    let bytes = 0;
    let held: string[] = [];
    let length = 0;
    const flush = async () => {
      const text = Buffer.from(held.join(""), "utf8");
      await handle.appendFile(text);
      bytes += text.length;
      held = [];
      length = 0;
    };
    for await (const line of lines) {
      signal?.throwIfAborted();
      held.push(line, "\n");
      length += line.length + 1;
      if (length > BUFFERED) await flush();
    }
    if (length > 0) await flush();
    return bytes;
  } finally {
    await handle.close();
  }
}
