import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { LOCKS } from "@/server/locks";
import { findRepository, type Opened, type OpenRepository, openRepository } from "./open-repository";
import { type CommitRow, readCommits } from "./read-commits";
import { runGit } from "./run-git";
import { sealCommits } from "./seal-commits";
import { noteWritten } from "./tidy-repository";
import { headOf, writeCommits } from "./write-commits";

/** A repository that has the log up to a position, or why there is none. */
export type CaughtUp =
  | { readonly ok: true; readonly repository: OpenRepository; readonly position: bigint }
  | Extract<Opened, { ok: false }>;

interface Options {
  readonly db: Database;
  /** The folder that holds the repositories; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

const A_DAY = 24 * 60 * 60 * 1000;

/**
 * By folder, in this process: a catch-up that has not started to read the log, so that other callers can
 * share it.
 */
const waiting = new Map<string, Promise<CaughtUp>>();
/**
 * By path: repositories that this process has compared with the log, and what main's commit says. From then
 * on the position in projected.json is trusted, and adding commits needs no extra git process.
 */
const compared = new Map<string, Compared>();

interface Compared extends Place {
  /** The end of main's commit, the same in the repository and in the log. */
  readonly said: string;
}

/**
 * Brings the repository of a folder up to the log's state at the time of the call. The repository itself
 * tells its position, so the process may be killed at any time and the next one continues; a repository that
 * does not fit the log is made again. One process writes to a folder at a time. If two should do so anyway,
 * no harm is done: both make the same commits, and git moves main only forward.
 */
export async function catchUp(options: Options): Promise<CaughtUp> {
  const current = await currentRepository(options);
  if (current) return current;
  const shared = waiting.get(options.folder);
  if (shared) return shared;
  const begin = () => {
    if (waiting.get(options.folder) === mine) waiting.delete(options.folder);
  };
  const mine: Promise<CaughtUp> = withFolder(options, () => {
    begin();
    return project(options);
  }).finally(begin);
  waiting.set(options.folder, mine);
  return mine;
}

/** The log position that a folder's repository is known to hold; 0 if there is no repository. */
export async function findProjected(db: Database, folder: string): Promise<bigint> {
  return (await readNote(await findRepository(db, folder)))?.position ?? 0n;
}

/** Answers if there is nothing to do, with one short query and no git process. */
async function currentRepository({ db, folder }: Options): Promise<CaughtUp | null> {
  const [repository, last] = await Promise.all([
    findRepository(db, folder),
    db.logEntry.findFirst({ orderBy: { position: "desc" }, select: { position: true } }),
  ]);
  if (!compared.has(repository.path)) return null;
  const note = await readNote(repository);
  if (!note || note.position !== (last?.position ?? 0n)) return null;
  return { ok: true, repository, position: note.position };
}

/** Runs one call at a time for a folder of this machine. The lock is released when the process is killed. */
async function withFolder<T>({ db, folder }: Options, use: () => Promise<T>): Promise<T> {
  const own = createHash("sha256").update(`${hostname()}\n${folder}`).digest().readInt32BE(0);
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.repositoryFolder}::int, ${own}::int)`;
      return use();
    },
    { timeout: A_DAY, maxWait: 60_000 },
  );
}

async function project({ db, folder, signal }: Options): Promise<CaughtUp> {
  const last = await sealCommits(db);
  let opened = await openRepository(db, folder);
  if (!opened.ok) return opened;
  let place = await findPlace(db, opened.repository);
  if (!place) {
    // The repository belongs to another log, for example after the database was restored to an earlier state.
    await remove(opened.repository);
    opened = await openRepository(db, folder);
    if (!opened.ok) return opened;
    place = NOWHERE;
  }
  const { repository } = opened;
  const { path } = repository;
  if (place.position < last) {
    let newest: CommitRow | undefined;
    const batches = tapped(readCommits(db, place.position, last), (rows) => {
      newest = rows.at(-1) ?? newest;
    });
    await writeCommits({ path, from: place.commit, batches, signal });
    const commit = await readMainId(path);
    await noteWritten(repository, last - place.position);
    await writeNote(repository, { commit: commit ?? "", position: last });
    compared.set(path, { commit, position: last, said: newest ? saidBy(newest) : "" });
  } else {
    await writeNote(repository, { commit: place.commit ?? "", position: place.position });
    if (!compared.has(path)) compared.set(path, { ...place, said: "" });
  }
  return { ok: true, repository, position: last };
}

async function* tapped<T>(source: AsyncIterable<T>, hear: (each: T) => void): AsyncGenerator<T> {
  for await (const each of source) {
    hear(each);
    yield each;
  }
}

interface Place {
  readonly commit: string | null;
  readonly position: bigint;
}

const NOWHERE: Place = { commit: null, position: 0n };

/** A repository's position in the log; null if it does not hold this log. */
async function findPlace(db: Database, repository: OpenRepository): Promise<Place | null> {
  const { path } = repository;
  const known = compared.get(path);
  if (known?.said && known.commit === (await readLooseMain(path))) {
    const row = await findCommit(db, known.position);
    if (row && saidBy(row) === known.said) return known;
  }
  const main = await readMain(path);
  if (!main) return NOWHERE;
  const note = await readNote(repository);
  const position = note?.commit === main.commit ? note.position : await countCommits(path);
  const row = await findCommit(db, position);
  const fits = row !== undefined && main.text.endsWith(saidBy(row));
  return fits ? { commit: main.commit, position } : null;
}

/** A commit without what it changes. */
type CommitHead = Omit<CommitRow, "documentId" | "number" | "readme" | "licence" | "text">;

/** The end of a commit in the repository: author, committer, times and message. */
const saidBy = (row: CommitHead) => `\n${headOf(row)}\n${row.message}`;

async function findCommit(db: Database, position: bigint): Promise<CommitHead | undefined> {
  const [row] = await db.$queryRaw<CommitHead[]>`
    SELECT c.position, c.path, c.author_name AS "authorName", c.author_email AS "authorEmail",
           c.committer_name AS "committerName", c.committer_email AS "committerEmail", c.message,
           greatest(floor(extract(epoch FROM r.created_at)), 0)::bigint::text AS authored,
           greatest(floor(extract(epoch FROM l.at)), 0)::bigint::text AS committed
    FROM commits AS c JOIN log AS l USING (position)
    JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
    WHERE c.position = ${position}::bigint`;
  return row;
}

/** main's commit, if git keeps it in a file of its own, as it does after main has moved; else null. */
async function readLooseMain(path: string): Promise<string | null> {
  const text = await readFile(join(path, "refs/heads/main"), "utf8").catch(() => "");
  return /^[0-9a-f]{40,64}$/.test(text.trim()) ? text.trim() : null;
}

const readMainId = async (path: string): Promise<string | null> =>
  (await readLooseMain(path)) ?? (await readMain(path))?.commit ?? null;

/** main's commit and its text. */
async function readMain(path: string): Promise<{ commit: string; text: string } | null> {
  const { out, code, said } = await runGit(["cat-file", "--batch"], {
    folder: path,
    input: "refs/heads/main\n",
  });
  if (code !== 0) throw new Error(`git could not read ${path}: ${said}`);
  const line = out.subarray(0, out.indexOf(10)).toString("utf8");
  const [commit = "", type, size] = line.split(" ");
  if (type !== "commit") return null;
  return { commit, text: out.subarray(line.length + 1, line.length + 1 + Number(size)).toString("utf8") };
}

/** Each commit is one log entry and the first has no parent, so the number of commits is the position. */
async function countCommits(path: string): Promise<bigint> {
  const { out, code, said } = await runGit(["rev-list", "--count", "refs/heads/main"], { folder: path });
  if (code !== 0) throw new Error(`git could not count the commits of ${path}: ${said}`);
  return BigInt(out.toString("utf8").trim());
}

// Stores the position beside the repository, for speed. If the file is missing or names another commit than
// main, commits are counted.
const noteOf = ({ root }: OpenRepository) => join(root, "projected.json");

async function readNote(repository: OpenRepository): Promise<{ commit: string; position: bigint } | null> {
  const text = await readFile(noteOf(repository), "utf8").catch(() => null);
  const match = text?.match(/^\{"commit":"([0-9a-f]*)","position":(\d+)\}$/);
  return match ? { commit: match[1] ?? "", position: BigInt(match[2] ?? 0) } : null;
}

async function writeNote(
  repository: OpenRepository,
  { commit, position }: { commit: string; position: bigint },
): Promise<void> {
  const unfinished = `${noteOf(repository)}.${process.pid}`;
  await writeFile(unfinished, `{"commit":"${commit}","position":${position}}`);
  await rename(unfinished, noteOf(repository));
}

/** Renames a repository before deleting it, so that nobody finds half of one. */
async function remove({ root, path }: OpenRepository): Promise<void> {
  const away = join(root, `gone-${process.pid}-${Date.now()}`);
  compared.delete(path);
  await rename(path, away);
  await rm(away, { recursive: true, force: true, maxRetries: 3 });
}
