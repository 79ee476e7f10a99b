import { spawn } from "node:child_process";
import { quietEnvironment, reasonIn } from "./clone";
import { plainLine } from "./plain-line";

/** A file's state in the commit that made it. */
export interface HistoryEntry {
  /** The file's current path, relative to the folder, with slashes. */
  readonly path: string;
  /** The git object that holds the file's bytes. */
  readonly oid: string;
  /** The commit's short hash. */
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
 * Reads git's history of files in a folder of a working tree, with one `git log` for all of them (`--follow`
 * takes only one file). Follows renames. A merge commit counts if its text differs from all parents.
 *
 * Memory holds one line for each state of a Markdown file, not its text.
 *
 * @param wanted the current paths, relative to the folder
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
  /** The file's name in the commit before, if it was renamed. */
  readonly from: string | null;
  /** Whether it is a regular file after the commit: no link, no submodule, not deleted. */
  readonly isFile: boolean;
}

/** Calls `each` for every change of a Markdown file. Returns git's error, or null. */
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
        // The author's name through .mailmap, the author's date, the subject; no e-mail address.
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

/** Parses the output of `git log -z` in chunks that may end anywhere. */
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
    // The line has a mode and an object for each parent, then those of the result.
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
    author: shorten(nameIn(plainLine(author.slice(0, MOST_READ))), LONGEST_NAME) || "Unknown",
    // A date in the future comes from a wrong clock.
    date: written > now || Number.isNaN(written.getTime()) ? now : written,
    summary: shorten(withoutMail(plainLine(subject.slice(0, MOST_READ))).trim(), LONGEST_SUMMARY),
  };
}

const shorten = (text: string, most: number) =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;

/** Characters of a name or a subject that are looked at. */
const MOST_READ = 2000;
const MAIL = /<?([^\s<>@]{1,100})@[^\s<>@]{1,200}\.[^\s<>@.]{1,60}>?/g;

/** Shortens an e-mail address to the part before its @, which still identifies the person. */
const withoutMail = (text: string) => text.replace(MAIL, "$1");

/** Some authors add their address to their name, or write only the address. */
const nameIn = (author: string) => author.replace(MAIL, "").trim() || withoutMail(author).trim();

/** The states of current files under all their earlier names. */
function follow(changes: readonly Change[], wanted: ReadonlySet<string>): HistoryEntry[] {
  const today = new Map([...wanted].map((path) => [path, path] as const));
  const entries: HistoryEntry[] = [];
  for (const { of, path, oid, from, isFile } of changes.toReversed()) {
    const name = today.get(path);
    if (name === undefined) continue;
    if (isFile) entries.push({ ...of, path: name, oid });
    if (from === null) continue;
    // Before this change, the name belonged to another file, which no longer exists.
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
