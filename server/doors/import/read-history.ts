import { spawn } from "node:child_process";
import { quietEnvironment, reasonIn } from "./clone";
import { plainLine } from "./plain-line";

/** One state of a file, in the commit that made it. */
export interface HistoryEntry {
  /** Relative to the folder, with slashes: the name that the file has today. */
  readonly path: string;
  /** The object that holds its bytes. */
  readonly oid: string;
  /** The commit, shortened as people write it. */
  readonly commit: string;
  readonly author: string;
  readonly date: Date;
  readonly summary: string;
}

/** Every state of the wanted files, parents before children; or why there is none. */
export type ReadHistory =
  | { readonly ok: true; readonly entries: readonly HistoryEntry[] }
  | { readonly ok: false; readonly message: string };

const LONGEST_SUMMARY = 500;
const LONGEST_NAME = 200;

/**
 * Reads what git knows of files in a folder of a working tree: one `git log` for all of them, since `--follow` takes
 * one file at a time. Renames are followed. A merge counts where it made a text that none of its parents has.
 *
 * What is kept in memory is a line for each state of a Markdown file, not its text.
 *
 * @param wanted the paths today, relative to the folder
 */
export async function readHistory(
  folder: string,
  wanted: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<ReadHistory> {
  const changes: Change[] = [];
  const ended = await log(folder, (change) => changes.push(change), signal);
  if (ended !== null) return { ok: false, message: ended };
  return { ok: true, entries: follow(changes, wanted) };
}

interface Commit {
  readonly commit: string;
  readonly author: string;
  readonly date: Date;
  readonly summary: string;
}

interface Change {
  readonly of: Commit;
  readonly path: string;
  readonly oid: string;
  /** What it was called in the commit before, where that was another name. */
  readonly from: string | null;
  /** Whether it is a file: no link, no submodule, and not taken away. */
  readonly isFile: boolean;
}

/** Hands out each change of a Markdown file. Returns what git says where it fails, else null. */
function log(folder: string, each: (change: Change) => void, signal?: AbortSignal): Promise<string | null> {
  return new Promise((done, fail) => {
    const git = spawn(
      "git",
      [
        ...[
          "-c",
          "log.showSignature=false",
          "-c",
          "core.quotePath=false",
          "log",
          "--reverse",
          "--topo-order",
        ],
        ...["--raw", "-z", "-c", "-M", "--no-abbrev", "--no-ext-diff", "--relative"],
        // The name through .mailmap, the author's date, the subject. E-mail addresses are not asked for.
        "--format=commit %H%n%at%n%aN%n%s",
      ],
      {
        cwd: folder,
        env: quietEnvironment(30),
        stdio: ["ignore", "pipe", "pipe"],
        ...(signal ? { signal } : {}),
      },
    );
    const read = reader(each);
    let said = "";
    git.stdout.on("data", read);
    git.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString("utf8")).slice(-4000);
    });
    git.on("error", (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) fail(signal.reason);
      else done(error.code === "ENOENT" ? "git is not installed, or not on the PATH." : error.message);
    });
    git.on("close", (code) => done(code === 0 ? null : `git says: ${reasonIn(said)}`));
  });
}

const HEADER = /^commit ([0-9a-f]+)\n(-?\d+)\n(.*)\n(.*)$/;

/** Reads the output of `git log -z` as it comes, in pieces that end anywhere. */
function reader(each: (change: Change) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let of: Commit | null = null;
  let raw: { modes: string[]; oid: string; paths: number; status: string } | null = null;
  let paths: string[] = [];
  const token = (text: string) => {
    if (raw && of) {
      paths.push(text);
      if (paths.length < raw.paths) return;
      const [path = "", from = null] = paths.toReversed();
      if (path.endsWith(".md"))
        each({ of, path, oid: raw.oid, from, isFile: /^100/.test(raw.modes.at(-1) ?? "") });
      raw = null;
      return;
    }
    const line = text.replace(/^\n+/, "");
    const header = HEADER.exec(line);
    if (header) of = commitOf(header);
    const colons = /^:+/.exec(line)?.[0].length ?? 0;
    if (header || colons === 0) return;
    // As many modes and objects as there are parents, then those of the result.
    const fields = line.slice(colons).split(" ");
    const status = fields.at(-1) ?? "";
    const modes = fields.slice(0, colons + 1);
    raw = {
      modes,
      status,
      oid: fields[2 * colons + 1] ?? "",
      paths: colons === 1 && /^[RC]/.test(status) ? 2 : 1,
    };
    paths = [];
  };
  return (chunk) => {
    const all: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    for (let end = all.indexOf(0); end >= 0; end = all.indexOf(0, at)) {
      token(all.toString("utf8", at, end));
      at = end + 1;
    }
    rest = Buffer.from(all.subarray(at));
  };
}

function commitOf([, hash = "", seconds = "", author = "", subject = ""]: readonly string[]): Commit {
  const written = new Date(Number(seconds) * 1000);
  const now = new Date();
  return {
    commit: hash.slice(0, 10),
    author: shorten(nameIn(plainLine(author)), LONGEST_NAME) || "Unknown",
    // A clock that ran ahead; nothing was written later than now.
    date: written > now || Number.isNaN(written.getTime()) ? now : written,
    summary: shorten(withoutMail(plainLine(subject)).trim(), LONGEST_SUMMARY),
  };
}

const shorten = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;

const MAIL = /<?([^\s<>@]{1,100})@[^\s<>@]{1,200}\.[^\s<>@.]{1,60}>?/g;

/** An address is shown as what stands before its @: it still says who is meant. */
const withoutMail = (text: string) => text.replace(MAIL, "$1");

/** Some sign with their address beside their name, or in place of it. */
const nameIn = (author: string) => author.replace(MAIL, "").trim() || withoutMail(author).trim();

/** The states of today's files, through all their names. */
function follow(changes: readonly Change[], wanted: ReadonlySet<string>): HistoryEntry[] {
  const today = new Map([...wanted].map((path) => [path, path] as const));
  const entries: HistoryEntry[] = [];
  for (const { of, path, oid, from, isFile } of changes.toReversed()) {
    const name = today.get(path);
    if (name === undefined) continue;
    if (isFile) entries.push({ ...of, path: name, oid });
    if (from === null) continue;
    // Before this, the name was another file's, if any; that one is not here any more.
    today.delete(path);
    if (!today.has(from)) today.set(from, name);
  }
  const last = new Map<string, string>();
  return entries.reverse().filter(({ path, oid }) => {
    const same = last.get(path) === oid;
    last.set(path, oid);
    return !same;
  });
}
