import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database, Transaction } from "@/server/db";
import { type Blobs, openBlobs } from "@/server/doors/import/open-blobs";
import { LIMIT } from "@/server/doors/import/read-text";
import { withImportLock } from "@/server/doors/import/with-import-lock";
import { endGroup, runGit, spawnGit } from "@/server/doors/repository/run-git";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import type { StoredTimes } from "@/server/text/documents/pack-starts";
import { type ArchivedEntry, archivedEntry } from "./read-log";
import { restoreUploads, type UploadsPlace } from "./restore-uploads";
import { ARCHIVE_VERSION, type ArchivedTable, CLAIM_TABLES, DOCUMENTS, TABLES } from "./tables";
import { PLATFORM_BRANCH } from "./write-platform";

/** The number of rows restored, or why nothing was. */
export type Restored =
  | { readonly ok: true; readonly shows: number; readonly episodes: number; readonly revisions: number }
  | { readonly ok: false; readonly reason: "no-export" | "not-empty" | "damaged"; readonly message: string };

interface Options {
  readonly db: Database;
  /** A file that `exportPlatform` made. */
  readonly file: string;
  readonly onProgress?: (progress: { done: number; total: number }) => void;
  readonly signal?: AbortSignal;
  /** Where uploads are to lie; without it those of the export are left out. */
  readonly uploads?: UploadsPlace | undefined;
}

const BATCH_REVISIONS = 64;
const BATCH_BYTES = 1_000_000;
const BATCH_ROWS = 500;
const TIMEOUT = 10 * 60 * 1000;

/** Thrown on a damaged export; `restorePlatform` catches it and returns its message. */
class Damaged extends Error {}

/**
 * Restores a platform from an export: the same shows, episodes and revisions with the same numbers and times,
 * and therefore the same repository, commit by commit. The database must be empty, or hold an interrupted
 * restore of the same export, which then continues.
 */
export async function restorePlatform({ db, file, onProgress, signal, uploads }: Options): Promise<Restored> {
  const folder = await mkdtemp(join(tmpdir(), "onrecord-restore-"));
  try {
    const cloned = await runGit(
      [
        "-c",
        "fetch.fsckObjects=true",
        "clone",
        "--quiet",
        "--mirror",
        "--template=",
        file,
        join(folder, "bundle"),
      ],
      { folder, ...(signal ? { signal } : {}) },
    );
    signal?.throwIfAborted();
    const path = join(folder, "bundle");
    const version =
      cloned.code === 0 ? await runGit(["show", `${PLATFORM_BRANCH}:version`], { folder: path }) : null;
    if (version?.code !== 0) return no("no-export", `${file} is not an export. ${cloned.said}`.trim());
    if (Number(version.out) !== ARCHIVE_VERSION)
      return no("no-export", `${file} was exported by a version of On Record that this one cannot read.`);
    return await withImportLock(
      db,
      () => {},
      () => restore(db, path, { onProgress, signal, uploads }),
      signal,
    );
  } catch (error) {
    if (error instanceof Damaged) return no("damaged", error.message);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const no = (reason: Extract<Restored, { ok: false }>["reason"], message: string): Restored => ({
  ok: false,
  reason,
  message,
});

async function restore(
  db: Database,
  path: string,
  { onProgress, signal, uploads }: Pick<Options, "onProgress" | "signal" | "uploads">,
): Promise<Restored> {
  const commits = (await runGit(["rev-list", "--reverse", "refs/heads/main"], { folder: path })).out
    .toString("utf8")
    .trim()
    .split("\n");
  const there = await db.logEntry.count();
  if (there === 0) {
    if ((await db.show.count()) > 0)
      return no(
        "not-empty",
        "The database already has shows. Restore into an empty one: ONRECORD_HOME=<a new folder>.",
      );
    await db.$transaction((tx) => fillTables(tx, path, TABLES), { timeout: TIMEOUT, maxWait: TIMEOUT });
  }
  const documents = new Map<number, string>();
  for await (const row of readLines(path, `${DOCUMENTS.name}.jsonl`))
    documents.set((JSON.parse(row) as { id: number }).id, row);

  await using blobs = openBlobs(path);
  const run = new Run(db, blobs, documents, there);
  let done = 0;
  for await (const line of readLines(path, "log.jsonl")) {
    const commit = commits[done];
    const parsed = archivedEntry.safeParse(JSON.parse(line));
    if (commit === undefined || !parsed.success)
      throw new Damaged(`Line ${done + 1} of log.jsonl is not valid.`);
    await run.add(parsed.data, commit, done);
    done++;
    if (done % BATCH_REVISIONS === 0) {
      onProgress?.({ done, total: commits.length });
      signal?.throwIfAborted();
    }
  }
  if (done !== commits.length)
    throw new Damaged("log.jsonl and the git history have different numbers of revisions.");
  await run.store();
  await db.$transaction((tx) => fillTables(tx, path, CLAIM_TABLES), { timeout: TIMEOUT, maxWait: TIMEOUT });
  const wrong =
    uploads &&
    (await restoreUploads({
      ...{ db, path, signal, ...uploads },
      uploads: readLines(path, "uploads.jsonl", true),
      pictures: readLines(path, "pictures.jsonl", true),
    }));
  if (wrong) throw new Damaged(`The uploaded file ${wrong} is not what its name says.`);
  const [shows, episodes] = [await db.show.count(), await db.episode.count()];
  return { ok: true, shows, episodes, revisions: done };
}

/** Inserts the rows of these tables as they were exported. Rows that an interrupted restore left stay. */
async function fillTables(tx: Transaction, path: string, tables: readonly ArchivedTable[]): Promise<void> {
  for (const table of tables) {
    let batch: string[] = [];
    for await (const row of readLines(path, `${table.name}.jsonl`, table.isNew)) {
      batch.push(row);
      if (batch.length === (table.batch ?? BATCH_ROWS)) await insertRows(tx, table, batch.splice(0));
    }
    await insertRows(tx, table, batch);
    batch = [];
  }
  for (const table of tables) await numberBehind(tx, table);
}

/** Sets a table's sequence past the restored rows. */
async function numberBehind(tx: Transaction, { name, sequence }: ArchivedTable): Promise<void> {
  if (!sequence) return;
  const last = `SELECT setval(pg_get_serial_sequence('${name}', 'id'), max(id)) FROM ${name} HAVING max(id) > 0`;
  await tx.$executeRawUnsafe(last);
}

async function insertRows(
  tx: Transaction,
  { name, columns, archivedAs = {} }: ArchivedTable,
  rows: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  // An older export lacks columns that were added since: they get their defaults. All its rows have the same fields.
  const fields = new Set(Object.keys(JSON.parse(rows[0] ?? "{}") as object));
  const there = columns.filter((column) => fields.has(archivedAs[column] ?? column));
  const renamed = Object.entries(archivedAs).map(([column, archived]) => `'${column}', r -> '${archived}'`);
  await tx.$executeRawUnsafe(
    `INSERT INTO ${name} (${there.map((column) => `"${column}"`).join(", ")})
     SELECT ${there.map((column) => `p."${column}"`).join(", ")} FROM jsonb_array_elements($1::jsonb) AS r,
       jsonb_populate_record(NULL::${name}, r || jsonb_build_object(${renamed.join(", ")})) AS p
     ON CONFLICT DO NOTHING`,
    `[${rows.join(",")}]`,
  );
}

interface Waiting {
  readonly entry: ArchivedEntry;
  readonly text: string;
}

class Run {
  #batch: Waiting[] = [];
  #bytes = 0;

  constructor(
    readonly db: Database,
    readonly blobs: Blobs,
    readonly documents: ReadonlyMap<number, string>,
    /** The number of log entries that the database already has. */
    readonly there: number,
  ) {}

  async add(entry: ArchivedEntry, commit: string, place: number): Promise<void> {
    if (place < this.there) {
      // The last entry shows whether an earlier restore used this export.
      if (place === this.there - 1) await this.#compare(entry, place);
      return;
    }
    const bytes = await this.blobs.read(`${commit}:${entry.path}`, LIMIT).catch(() => null);
    if (!bytes || createHash("sha256").update(bytes).digest("hex") !== entry.sha256)
      throw new Damaged(
        `The text of ${entry.path}, revision ${entry.number}, differs from its checksum in log.jsonl.`,
      );
    this.#batch.push({ entry, text: bytes.toString("utf8") });
    this.#bytes += bytes.length;
    if (this.#batch.length >= BATCH_REVISIONS || this.#bytes >= BATCH_BYTES) await this.store();
  }

  async #compare(entry: ArchivedEntry, place: number): Promise<void> {
    const last = await this.db.logEntry.findUnique({
      where: { position: BigInt(place + 1) },
      include: { revision: { select: { sha256: true, number: true } } },
    });
    const same = last && Buffer.from(last.revision.sha256).toString("hex") === entry.sha256;
    if (!same || last.revision.number !== entry.number || last.at.getTime() !== new Date(entry.at).getTime())
      throw new Damaged("The database already has texts of another origin. Restore into an empty database.");
  }

  /** Stores the batch in one transaction: revisions, log and commits. */
  async store(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    if (batch.length > 0)
      await this.db.$transaction((tx) => this.#write(tx, batch), { timeout: TIMEOUT, maxWait: TIMEOUT });
  }

  async #write(tx: Transaction, batch: readonly Waiting[]): Promise<void> {
    const fresh = batch.filter(({ entry }) => entry.number === 1).map(({ entry }) => this.#documentOf(entry));
    await insertRows(tx, DOCUMENTS, fresh);
    await numberBehind(tx, DOCUMENTS);
    const appended = await appendRevisions(
      tx,
      batch.map(({ entry, text }) => ({
        documentId: entry.documentId,
        base: entry.number - 1,
        text,
        summary: entry.summary,
        author: { name: entry.authorName, id: null },
        imported: entry.imported,
        createdAt: new Date(entry.createdAt),
        acceptedAt: new Date(entry.at),
        reverts: entry.reverts ?? undefined,
        ...(entry.wordTimes === null ? {} : { wordTimes: timesOf(entry.wordTimes, entry.knownTimes) }),
        ...(entry.reviewerName === null
          ? {}
          : {
              accepted: {
                contributionId: null,
                reviewer: { name: entry.reviewerName, id: null },
                edited: entry.edited,
              },
            }),
      })),
    );
    if (!appended.ok) throw new Damaged(`log.jsonl is out of order: ${appended.reason}.`);
    await tx.commit.createMany({
      data: batch.map(({ entry }, i) => ({
        position: appended.accepted[i]?.position ?? 0n,
        path: entry.path,
        ...entry.commit,
      })),
    });
  }

  /** The exported row of a document, before its first revision. */
  #documentOf({ documentId, path }: ArchivedEntry): string {
    const row = this.documents.get(documentId);
    if (row === undefined) throw new Damaged(`${path} is in log.jsonl but not in documents.jsonl.`);
    return JSON.stringify({ ...JSON.parse(row), head: 0, words: 0, gaps: 0 });
  }
}

/** A revision's times as the log's line has them. */
function timesOf(deltas: string, known: ArchivedEntry["knownTimes"]): StoredTimes {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
  const optional = (text: string | null | undefined) => (text ? bytes(text) : null);
  // Times that were measured are those of one audio file; an export that does not name it has times and no more.
  const source = known?.source === "audio" && !known.audio ? "text" : (known?.source ?? "text");
  return {
    source,
    deltas: bytes(deltas),
    ends: optional(known?.ends),
    confidences: optional(known?.confidences),
    captions: optional(known?.captions),
    audio: optional(known?.audio),
  };
}

/**
 * Reads a file of the branch `platform` line by line. Node's readline would also break lines at U+2028 and U+2029,
 * which JSON may hold as they are.
 */
async function* readLines(path: string, name: string, isNew = false): AsyncGenerator<string> {
  const git = spawnGit(["cat-file", "blob", `${PLATFORM_BRANCH}:${name}`], { folder: path });
  git.stdin.end();
  git.stderr.resume();
  git.stdout.setEncoding("utf8");
  const ended = once(git, "close") as Promise<[number | null]>;
  try {
    // The parts of a line that has not ended yet.
    let parts: string[] = [];
    for await (const chunk of git.stdout as AsyncIterable<string>) {
      const [first = "", ...others] = chunk.split("\n");
      parts.push(first);
      for (const next of others) {
        const line = parts.join("");
        parts = [next];
        if (line) yield line;
      }
    }
    const last = parts.join("");
    if (last) yield last;
    const [code] = await ended;
    if (code !== 0 && !isNew) throw new Damaged(`${name} is missing.`);
  } finally {
    endGroup(git);
  }
}
