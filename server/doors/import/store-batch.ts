import type { Database, Transaction } from "@/server/db";
import { appendRevisions } from "@/server/text/documents/append-revisions";
import { IMPORT } from "@/server/text/documents/import-author";
import { applyFrontMatter } from "./apply-front-matter";
import { makeDocuments, type NewDocument, refuseDocuments } from "./make-documents";
import type { Outcome } from "./outcome";
import { proposeImported } from "./propose-imported";
import type { FrontMatterData } from "./read-front-matter";
import type { Remark } from "./remarks";

/** A file that was read, and its episode. */
export interface Incoming extends NewDocument {
  readonly text: string;
  readonly sha256: string;
  /** What its front matter says, if it has one that could be read. */
  readonly data?: FrontMatterData | null;
  /** What was found while it was read. */
  readonly remarks?: readonly Remark[];
}

interface Stored {
  readonly id: number;
  readonly head: number;
  readonly sha256: string;
  /** The last revision that an import made; null if the document was created on the site. */
  readonly imported: number | null;
  readonly importedSha256: string | null;
  readonly words: number;
  readonly gaps: number;
}

// Milliseconds. A batch of four megabytes takes a second to read, align and write; a laptop that was asleep
// takes longer.
const TIMEOUT = 10 * 60 * 1000;
// An edit may be accepted between reading a document and locking it. Three times in a row does not happen.
const ATTEMPTS = 3;

/**
 * Stores a batch of files in one transaction: everything new or changed in it, or nothing if the process is
 * killed. One query finds unchanged files. A known path keeps its episode, whatever its name would give
 * today.
 *
 * Edits made on the site since the last import stay: a file that has not changed since then counts as
 * unchanged, and one that has changed becomes a contribution to the text that was imported last, which the usual merge
 * brings together with the edits.
 *
 * @returns the results, in the order of the files
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
      throw new Error(
        `The document ${written.documentId} was changed during each of ${ATTEMPTS} attempts to store it.`,
      );

    const now = changed.length === 0 ? stored : await findStored(db, batch);
    const proposed = new Map<string, Outcome>();
    for (const { path, text, sha256 } of batch) {
      const of = stored.get(path);
      if (states.get(path) !== "edited" || !of) continue;
      const outcome =
        of.imported === null
          ? ({ status: "refused", reason: MADE_HERE } as const)
          : await proposeImported(db, { path, text, sha256, documentId: of.id, base: of.imported });
      if (outcome) proposed.set(path, outcome);
    }
    return batch.map(({ path }) => {
      const outcome = proposed.get(path);
      if (outcome) return outcome;
      const state = states.get(path)!;
      const status = state === "edited" ? "unchanged" : state;
      const reason = written.refused.get(path);
      if (reason !== undefined) return { status: "refused", reason };
      const { words, gaps } = now.get(path)!;
      return { status, words, gaps };
    });
  }
}

const MADE_HERE = "the site has a text of its own at this path, which no import made; the site's text stays";

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
  if (appended.ok)
    await applyFrontMatter(
      tx,
      changed.flatMap(({ path, data }) => (data && !refused.has(path) ? [{ path, data }] : [])),
    );
  return appended.ok ? { ok: true, refused } : { ok: false, documentId: appended.documentId };
}
