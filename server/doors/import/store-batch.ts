import type { Database, Transaction } from "@/server/db";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import { IMPORT } from "@/server/text/documents/import-author";
import { makeDocuments, type NewDocument, refuseDocuments } from "./make-documents";

/** A file that was read, and the episode it comes to. */
export interface Incoming extends NewDocument {
  readonly text: string;
  readonly sha256: string;
}

/** What became of a file. */
export type Outcome =
  | { readonly status: "new" | "changed" | "unchanged"; readonly words: number; readonly gaps: number }
  | { readonly status: "refused"; readonly reason: string };

interface Stored {
  readonly id: number;
  readonly head: number;
  readonly sha256: string;
  /** The last revision that an import made; none where the document was made on the site. */
  readonly imported: number | null;
  readonly importedSha256: string | null;
  readonly words: number;
  readonly gaps: number;
}

// Reading, aligning and writing four megabytes takes a second; a laptop that was asleep takes longer.
const TIMEOUT = 10 * 60 * 1000;
// Someone's edit may be accepted between the look at a document and the lock on it. Three times in a row is none.
const ATTEMPTS = 3;

/**
 * Stores a batch of files in one transaction: all that is new or changed in it, or, where the process is killed,
 * nothing. What is as it was is found out with one query. A path that is known keeps its episode, whatever the
 * file's name would come to today.
 *
 * What was edited on the site since the last import stays: a file that has not changed meanwhile is as it was,
 * and one that has is refused, because its text would undo the edit.
 *
 * @returns what became of each file, in their order
 */
export async function storeBatch(db: Database, batch: readonly Incoming[]): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    const stored = await findStored(db, batch);
    const states = new Map(batch.map((file) => [file.path, compare(file, stored.get(file.path))] as const));
    const changed = batch.filter(({ path }) => states.get(path) === "new" || states.get(path) === "changed");
    const written =
      changed.length === 0
        ? ({ ok: true, refused: new Map<string, string>() } as const)
        : await db.$transaction((tx) => write(tx, changed, stored), { timeout: TIMEOUT, maxWait: TIMEOUT });
    if (!written.ok && attempt < ATTEMPTS) continue;
    if (!written.ok)
      throw new Error(`The document ${written.documentId} is changed by someone else all the time.`);

    const now = changed.length === 0 ? stored : await findStored(db, batch);
    return batch.map(({ path }) => {
      const status = states.get(path)!;
      if (status === "edited") return { status: "refused", reason: EDITED };
      const reason = written.refused.get(path);
      if (reason !== undefined) return { status: "refused", reason };
      const { words, gaps } = now.get(path)!;
      return { status, words, gaps };
    });
  }
}

const EDITED = "it was edited on the site since it was imported, and has changed here too: the edit stays";

function compare(file: Incoming, stored: Stored | undefined): "new" | "changed" | "unchanged" | "edited" {
  if (!stored) return "new";
  if (file.sha256 === stored.sha256 || file.sha256 === stored.importedSha256) return "unchanged";
  return stored.head === stored.imported ? "changed" : "edited";
}

async function findStored(db: Database, batch: readonly Incoming[]): Promise<Map<string, Stored>> {
  const rows = await db.$queryRaw<(Stored & { path: string })[]>`
    SELECT d.path, d.id, d.head, d.words, d.gaps, encode(head.sha256, 'hex') AS sha256,
           i.number AS imported, encode(i.sha256, 'hex') AS "importedSha256"
    FROM documents AS d
    JOIN revisions AS head ON head.document_id = d.id AND head.number = d.head
    LEFT JOIN LATERAL (
      SELECT number, sha256 FROM revisions AS r
      WHERE r.document_id = d.id AND r.imported
      ORDER BY number DESC LIMIT 1
    ) AS i ON true
    WHERE d.path = ANY(${batch.map(({ path }) => path)}::text[])`;
  return new Map(rows.map((row) => [row.path, row] as const));
}

type Written =
  | { readonly ok: true; readonly refused: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly documentId: number };

async function write(
  tx: Transaction,
  changed: readonly Incoming[],
  stored: ReadonlyMap<string, Stored>,
): Promise<Written> {
  const unknown = changed.filter(({ path }) => !stored.has(path));
  const refused = await refuseDocuments(tx, unknown);
  const fresh = await makeDocuments(
    tx,
    unknown.filter(({ path }) => !refused.has(path)),
  );
  const changes = changed
    .filter(({ path }) => !refused.has(path))
    .map(({ path, text }) => {
      const base = stored.get(path)?.head ?? 0;
      return {
        documentId: stored.get(path)?.id ?? fresh.get(path)!,
        base,
        text,
        summary: `${base === 0 ? "Import" : "Update"} ${path}`,
        author: IMPORT,
        imported: true,
      };
    });
  const appended = await appendRevisions(tx, changes);
  return appended.ok ? { ok: true, refused } : { ok: false, documentId: appended.documentId };
}
