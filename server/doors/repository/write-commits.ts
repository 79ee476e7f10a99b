import { once } from "node:events";
import type { Readable } from "node:stream";
import type { CommitRow } from "./read-commits";
import { endGroup, spawnGit } from "./run-git";

const MAIN = "refs/heads/main";
// The most work that a killed process has to repeat. Each checkpoint makes a pack, so there should be few.
const CHECKPOINT_BYTES = 128 * 1024 * 1024;

interface Options {
  readonly path: string;
  /** main's commit; null if main does not exist yet. */
  readonly from: string | null;
  readonly batches: AsyncIterable<readonly CommitRow[]>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes commits into a repository with one `git fast-import`. main moves at checkpoints and at the end, to
 * commits that are already on disk, so after a kill main is always at a commit of the log.
 *
 * @throws Error with git's message if it fails, or the signal's reason if aborted
 */
export async function writeCommits({ path, from, batches, signal }: Options): Promise<void> {
  const git = spawnGit(["fast-import", "--quiet", "--done", "--date-format=raw"], { folder: path });
  const ended = once(git, "close") as Promise<[number | null]>;
  ended.catch(() => {});
  let said = "";
  git.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-4000);
  });
  git.stdin.on("error", () => {});
  const stop = () => endGroup(git);
  signal?.addEventListener("abort", stop);
  drain(git.stdout);
  try {
    let parent = from;
    let first = true;
    let sinceCheckpoint = 0;
    for await (const rows of batches) {
      signal?.throwIfAborted();
      const chunk = rows
        .map((row) => {
          const written = commitCommand(row, first && parent !== null ? parent : null);
          first = false;
          return written;
        })
        .join("");
      sinceCheckpoint += Buffer.byteLength(chunk);
      if (!git.stdin.write(chunk, "utf8")) await Promise.race([once(git.stdin, "drain"), ended]);
      if (git.exitCode !== null || git.signalCode !== null) break;
      if (sinceCheckpoint > CHECKPOINT_BYTES) {
        git.stdin.write("checkpoint\n\n");
        sinceCheckpoint = 0;
      }
      parent = null;
    }
    git.stdin.end("done\n");
    const [code] = await ended;
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${said.trim()}`);
  } finally {
    signal?.removeEventListener("abort", stop);
    endGroup(git);
  }
}

const drain = (stream: Readable) => stream.resume();

/** The `git fast-import` command for a commit whose parent is `from`, or else the commit before it. */
export function commitCommand(row: CommitRow, from: string | null): string {
  const files = [
    file(row.path, row.text),
    ...(row.readme === null ? [] : [file("README.md", row.readme)]),
    ...(row.licence === null ? [] : [file("LICENSE", row.licence)]),
  ];
  return `commit ${MAIN}\n${headOf(row)}data ${Buffer.byteLength(row.message)}\n${row.message}\n${
    from === null ? "" : `from ${from}\n`
  }${files.join("")}\n`;
}

/** The lines of a commit with people and times; in the repository they follow the tree and parents. */
export function headOf(
  row: Pick<
    CommitRow,
    "authorName" | "authorEmail" | "authored" | "committerName" | "committerEmail" | "committed"
  >,
): string {
  return (
    `author ${row.authorName} <${row.authorEmail}> ${row.authored} +0000\n` +
    `committer ${row.committerName} <${row.committerEmail}> ${row.committed} +0000\n`
  );
}

// git would read a path that begins with a quotation mark as a quoted one.
const quoted = (path: string) => (path.startsWith('"') ? `"${path.replace(/[\\"]/g, "\\$&")}"` : path);

const file = (path: string, text: string) =>
  `M 100644 inline ${quoted(path)}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
