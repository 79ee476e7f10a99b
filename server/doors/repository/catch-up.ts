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

/** A repository that holds the log up to a place in it, or why there is none. */
export type CaughtUp =
  | { readonly ok: true; readonly repository: OpenRepository; readonly position: bigint }
  | Extract<Opened, { ok: false }>;

interface Options {
  readonly db: Database;
  /** Where repositories are kept; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
}

const A_DAY = 24 * 60 * 60 * 1000;

/** Per folder, in this process: the catching up that has not begun to read the log yet, which others may share. */
const waiting = new Map<string, Promise<CaughtUp>>();
/**
 * Repositories that this process has compared with the log, by their paths, and what the commit says that main was at:
 * from then on the note of their place is enough, and no process of git has to be asked before something is added.
 */
const compared = new Map<string, Compared>();

interface Compared extends Place {
  /** The end of the commit, as it stands in the repository and as the log has it. */
  readonly said: string;
}

/**
 * Brings the repository of a folder up to the log as it is when this is called, from wherever it stands. Where it stands
 * is read from the repository itself, so that a process may be killed at any moment and the next goes on; one that does
 * not fit the log is made anew. One process writes into a folder at a time. Where another does so none the less, no harm
 * is done: both come to the same commits, and git moves main forward only.
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

/** The place in the log that the repository of a folder is known to hold; 0 where there is none. */
export async function findProjected(db: Database, folder: string): Promise<bigint> {
  return (await readNote(await findRepository(db, folder)))?.position ?? 0n;
}

/** The answer where there is nothing to do, which needs no process and one short look at the database. */
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

/** Runs one at a time for a folder of this machine; let go by itself when the process is killed. */
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
    // It was made from another log: from a database that was since put back to an earlier state, for one.
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

/** Where a repository stands in the log; null where it is not this log that it holds. */
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

/** How a commit ends in the repository: who wrote and who accepted it, when, and what for. */
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

/** The commit that main is at, where git keeps it in a file of its own, as it does once it has moved; else none. */
async function readLooseMain(path: string): Promise<string | null> {
  const text = await readFile(join(path, "refs/heads/main"), "utf8").catch(() => "");
  return /^[0-9a-f]{40,64}$/.test(text.trim()) ? text.trim() : null;
}

const readMainId = async (path: string): Promise<string | null> =>
  (await readLooseMain(path)) ?? (await readMain(path))?.commit ?? null;

/** The commit that main is at, and what stands in it. */
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

/** Each commit is one entry of the log, and the first has no parent: so their number is the place. */
async function countCommits(path: string): Promise<bigint> {
  const { out, code, said } = await runGit(["rev-list", "--count", "refs/heads/main"], { folder: path });
  if (code !== 0) throw new Error(`git could not count the commits of ${path}: ${said}`);
  return BigInt(out.toString("utf8").trim());
}

// A note beside the repository, for speed: without it, or where it names another commit than main, commits are counted.
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

/** Takes a repository out of the way first, so that nobody finds half of one. */
async function remove({ root, path }: OpenRepository): Promise<void> {
  const away = join(root, `gone-${process.pid}-${Date.now()}`);
  compared.delete(path);
  await rename(path, away);
  await rm(away, { recursive: true, force: true, maxRetries: 3 });
}
