import { relative, sep } from "node:path";
import type { Database, Transaction } from "@/server/db";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import type { ShowFolder } from "./find-files";
import { makeDocuments, type NewDocument, refuseDocuments } from "./make-documents";
import { type Blobs, openBlobs } from "./open-blobs";
import type { Problem } from "./problem";
import { type HistoryEntry, readHistory } from "./read-history";
import { checkText, LIMIT } from "./read-text";

/** A file whose history is imported, and its document. */
export interface HistoryFile extends NewDocument {
  readonly folder: ShowFolder;
  readonly name: string;
}

/** The result of importing a history. */
export type ImportedHistory =
  | {
      readonly ok: true;
      readonly revisions: number;
      /** The paths of new documents, and of documents that got more revisions. */
      readonly made: ReadonlySet<string>;
      readonly grown: ReadonlySet<string>;
      readonly remarks: readonly Problem[];
    }
  | { readonly ok: false; readonly message: string };

interface Options {
  readonly db: Database;
  /** The imported folder's real path. */
  readonly root: string;
  readonly files: readonly HistoryFile[];
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

// The limits of a batch: what is held in memory and written in one transaction.
const BATCH_REVISIONS = 64;
const BATCH_BYTES = 1_000_000;
const TIMEOUT = 10 * 60 * 1000;

/**
 * Imports every state that git has of these files, in commit order, each with its author and time. A second
 * run adds only what is new; an interrupted one continues. States that are not valid documents are reported
 * and skipped. Documents edited on the site get nothing. Documents imported earlier without history get only
 * later states: the order of accepted revisions never changes.
 */
export async function importHistory({
  db,
  root,
  files,
  onProgress,
  signal,
}: Options): Promise<ImportedHistory> {
  const byPlace = new Map(
    files.map(
      (file) =>
        [
          relative(root, file.folder.folder).split(sep).concat(file.name).filter(Boolean).join("/"),
          file,
        ] as const,
    ),
  );
  const history = await readHistory(root, new Set(byPlace.keys()), signal);
  if (!history.ok) return history;
  await using blobs = openBlobs(root);
  const run = new Run(db, blobs);
  await run.resume(history.entries, byPlace);
  let done = 0;
  for (const entry of history.entries) {
    const file = byPlace.get(entry.path);
    if (file) await run.add(entry, file);
    if (++done % BATCH_REVISIONS === 0) {
      signal?.throwIfAborted();
      onProgress?.({ done, total: history.entries.length });
    }
  }
  await run.store();
  return { ok: true, ...run.result() };
}

interface Stored {
  readonly id: number;
  readonly head: number;
  readonly path: string;
  /** The hashes of all its revisions, oldest first. */
  readonly hashes: readonly string[];
  readonly edited: boolean;
}

interface Waiting {
  readonly file: HistoryFile;
  readonly entry: HistoryEntry;
  readonly text: string;
}

/** Thrown within a transaction to roll it back. */
class Stale extends Error {
  constructor(readonly documentId: number) {
    super("A document was edited meanwhile.");
  }
}

class Run {
  readonly #db: Database;
  readonly #blobs: Blobs;
  /** Existing documents with their head. */
  readonly #heads = new Map<string, { id: number; head: number }>();
  /**
   * How many states of a path to skip because they are stored already; all of them if the document must stay
   * as it is.
   */
  readonly #skip = new Map<string, number>();
  readonly #last = new Map<string, string>();
  readonly #made = new Set<string>();
  readonly #grown = new Set<string>();
  readonly #remarks: Problem[] = [];
  #revisions = 0;
  #batch: Waiting[] = [];
  #bytes = 0;

  constructor(db: Database, blobs: Blobs) {
    this.#db = db;
    this.#blobs = blobs;
  }

  result() {
    return { revisions: this.#revisions, made: this.#made, grown: this.#grown, remarks: this.#remarks };
  }

  /** Finds how much of the history existing documents already have. */
  async resume(entries: readonly HistoryEntry[], files: ReadonlyMap<string, HistoryFile>): Promise<void> {
    const paths = [...files.values()].map(({ path }) => path);
    const rows = await this.#db.$queryRaw<Stored[]>`
      SELECT d.id, d.head, d.path, array_agg(encode(r.sha256, 'hex') ORDER BY r.number) AS hashes,
             NOT bool_and(r.imported) AS edited
      FROM documents AS d JOIN revisions AS r ON r.document_id = d.id
      WHERE d.path = ANY(${paths}::text[]) GROUP BY d.id`;
    const stored = new Map(rows.map((row) => [row.path, row] as const));
    for (const { path, id, head, hashes } of rows) {
      this.#heads.set(path, { id, head });
      this.#last.set(path, hashes.at(-1) ?? "");
    }

    const known = new Map<string, { hash: string | null }[]>();
    for (const entry of entries) {
      const path = files.get(entry.path)?.path ?? "";
      if (!stored.has(path)) continue;
      const read = checkText(await this.#blobs.read(entry.oid, LIMIT));
      known.set(path, [...(known.get(path) ?? []), { hash: read.ok ? read.sha256 : null }]);
    }
    for (const [path, states] of known) this.#skip.set(path, this.#place(stored.get(path)!, states));
  }

  /** How many states of a document's history to skip. */
  #place({ path, hashes, edited }: Stored, states: readonly { hash: string | null }[]): number {
    const all = states.length;
    const there = new Set(hashes);
    const newest = states.findLast(({ hash }) => hash !== null)?.hash;
    if (edited) {
      if (newest && !there.has(newest))
        this.#remarks.push({ path, reason: "it was edited on the site, so its history was not imported" });
      return all;
    }
    // If both agree from the start, the remaining states are new.
    let same = 0;
    let at = 0;
    while (same < hashes.length && at < all) {
      const hash = states[at]?.hash;
      if (hash === hashes[same]) same++;
      else if (hash !== null && hash !== hashes[same - 1]) break;
      at++;
    }
    if (same === hashes.length) return at;
    const head = states.findLastIndex(({ hash }) => hash === hashes.at(-1));
    const earlier = states.slice(0, head).filter(({ hash }) => hash !== null && !there.has(hash)).length;
    if (earlier > 0)
      this.#remarks.push({
        path,
        reason: `it was imported without its history, so ${earlier} earlier ${earlier === 1 ? "state" : "states"} cannot be added`,
      });
    // A head that git does not know came from the folder's working files; none of its history comes after it.
    return head < 0 ? all : head + 1;
  }

  async add(entry: HistoryEntry, file: HistoryFile): Promise<void> {
    const { path } = file;
    const skip = this.#skip.get(path) ?? 0;
    if (skip > 0) {
      this.#skip.set(path, skip - 1);
      return;
    }
    const read = checkText(await this.#blobs.read(entry.oid, LIMIT));
    if (!read.ok) {
      this.#remarks.push({ path, reason: `in commit ${entry.commit}: ${read.reason}` });
      return;
    }
    // Two equal states with only unreadable ones between them count as one.
    if (this.#last.get(path) === read.sha256) return;
    this.#last.set(path, read.sha256);
    this.#batch.push({ file, entry, text: read.text });
    this.#bytes += read.bytes;
    if (this.#batch.length >= BATCH_REVISIONS || this.#bytes >= BATCH_BYTES) await this.store();
  }

  /** Stores the batch in one transaction. */
  async store(): Promise<void> {
    let batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    while (batch.length > 0) {
      try {
        const { heads, refused } = await this.#db.$transaction((tx) => this.#write(tx, batch), {
          timeout: TIMEOUT,
          maxWait: TIMEOUT,
        });
        for (const [path, reason] of refused) this.#leave(path, reason);
        for (const [path, head] of heads) {
          (this.#heads.has(path) && !this.#made.has(path) ? this.#grown : this.#made).add(path);
          this.#heads.set(path, head);
        }
        this.#revisions += batch.filter(({ file }) => !refused.has(file.path)).length;
        return;
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
        const path = [...this.#heads].find(([, { id }]) => id === error.documentId)?.[0] ?? "";
        this.#leave(path, "it was edited on the site meanwhile, so the rest of its history was not imported");
        batch = batch.filter(({ file }) => file.path !== path);
      }
    }
  }

  #leave(path: string, reason: string): void {
    this.#skip.set(path, Number.POSITIVE_INFINITY);
    this.#remarks.push({ path, reason });
  }

  async #write(tx: Transaction, batch: readonly Waiting[]) {
    const unknown = [...new Map(batch.map(({ file }) => [file.path, file] as const)).values()].filter(
      ({ path }) => !this.#heads.has(path),
    );
    const refused = await refuseDocuments(tx, unknown);
    const fresh = await makeDocuments(
      tx,
      unknown.filter(({ path }) => !refused.has(path)),
    );
    const heads = new Map<string, { id: number; head: number }>();
    const changes = batch
      .filter(({ file }) => !refused.has(file.path))
      .map(({ file: { path }, entry, text }) => {
        const { id, head } = heads.get(path) ?? this.#heads.get(path) ?? { id: fresh.get(path)!, head: 0 };
        heads.set(path, { id, head: head + 1 });
        return {
          ...{ documentId: id, base: head, text, imported: true },
          summary: entry.summary || `${head === 0 ? "Import" : "Update"} ${path}`,
          author: { name: entry.author, id: null },
          createdAt: entry.date,
        };
      });
    const appended = await appendRevisions(tx, changes);
    if (!appended.ok) throw new Stale(appended.documentId);
    return { heads, refused };
  }
}
