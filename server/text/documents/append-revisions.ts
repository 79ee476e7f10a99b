import { createHash } from "node:crypto";
import type { Transaction } from "@/server/db";
import { reanchorClaims } from "@/server/text/quotes/reanchor-claims";
import type { Transcript } from "@/transcript";
import { type Accepted, appendLog } from "./append-log";
import { isNotes } from "./is-notes";
import { measure } from "./measure";
import { parseDocument } from "./parse-document";
import { replaceAppearances } from "./replace-appearances";
import { replaceSegments } from "./replace-segments";

/** Who a revision is credited to: a name, and the account behind it where there is one. */
export interface Author {
  readonly name: string;
  readonly id: string | null;
}

/** The next text of a document. */
export interface Change {
  readonly documentId: number;
  /** The number of the revision it was made from; 0 for a document that has none. */
  readonly base: number;
  /** A text PostgreSQL can keep: no NUL, no half of a surrogate pair. */
  readonly text: string;
  readonly summary: string;
  readonly author: Author;
  /** Whether an import brings it, rather than an edit on the site. */
  readonly imported?: boolean;
  /** When it was written, where that was before now. */
  readonly createdAt?: Date | undefined;
  /** When it was accepted, where that was before now and on a platform that is restored from an export. */
  readonly acceptedAt?: Date | undefined;
  /** What it was accepted from, by whom, and whether they changed it first; none for what nobody reviewed. */
  readonly accepted?: {
    readonly contributionId: number | null;
    readonly reviewer: Author;
    readonly edited: boolean;
  };
  /** The number of the revision that it takes back. */
  readonly reverts?: number | undefined;
  /** Both texts as they are read, where the caller holds the document and has read its head: nothing is read again. */
  readonly read?:
    | {
        readonly before: Transcript;
        readonly after: Transcript;
        readonly document: { readonly path: string; readonly episodeId: number };
      }
    | undefined;
  /** When its words are said, as `packStarts` writes it, where that is more than its text tells. */
  readonly wordTimes?: Uint8Array<ArrayBuffer> | undefined;
}

/** What was accepted, in the order of the changes, or the first change that could not be. */
export type Appended =
  | { readonly ok: true; readonly accepted: readonly Accepted[] }
  | { readonly ok: false; readonly reason: "no-document" | "stale-base"; readonly documentId: number };

/**
 * Makes each text its document's next revision, and with it everything that is derived from a text: the counts,
 * the segments (which keep their ids where they can be recognised), where claims stand, who speaks, and the entry in
 * the log.
 *
 * All or nothing: where one change does not rest on its document's head (`stale-base`), nothing is written. A
 * document may be changed several times, each change resting on the one before; the log has them in the order given.
 * The caller's transaction holds the documents and the log until it ends, so it should end soon afterwards. The
 * number of queries depends on how often one document is changed, not on the number of documents.
 */
export async function appendRevisions(tx: Transaction, changes: readonly Change[]): Promise<Appended> {
  if (changes.length === 0) return { ok: true, accepted: [] };
  const documents = await lockDocuments(tx, changes);
  const heads = new Map([...documents].map(([id, { head }]) => [id, head] as const));
  for (const { documentId, base } of changes) {
    const head = heads.get(documentId);
    if (head === undefined) return { ok: false, reason: "no-document", documentId };
    if (head !== base) return { ok: false, reason: "stale-base", documentId };
    heads.set(documentId, base + 1);
  }

  const before = await texts(
    tx,
    changes.filter(({ documentId, base, read }) => !read && documents.get(documentId)?.head === base),
  );
  const parsed = new Map<number, Transcript | null>();
  const next = changes.map(({ documentId, base, text, acceptedAt, read }) => {
    const { path, episodeId } = documents.get(documentId)!;
    const first = before.get(documentId);
    const previous =
      read?.before ??
      parsed.get(documentId) ??
      (first === undefined ? null : parseDocument({ path, text: first }));
    const after = read?.after ?? parseDocument({ path, text });
    parsed.set(documentId, after);
    return {
      documentId,
      episodeId,
      acceptedAt,
      number: base + 1,
      before: previous,
      after,
      measure: measure(after),
      isNotes: isNotes(path),
    };
  });

  await insertRevisions(
    tx,
    changes,
    next.map(({ measure: { gaps } }) => gaps),
  );
  await insertWordTimes(tx, changes);
  // What is derived is that of the newest text; segments alone are carried from each text to the next.
  const last = [...new Map(next.map((n) => [n.documentId, n] as const)).values()];
  await tx.$executeRaw`
    UPDATE documents AS d SET head = n.head, words = n.words, gaps = n.gaps
    FROM unnest(${last.map((n) => n.documentId)}::int[], ${last.map((n) => n.number)}::int[],
                ${last.map((n) => n.measure.words)}::int[], ${last.map((n) => n.measure.gaps)}::int[])
      AS n (id, head, words, gaps)
    WHERE d.id = n.id`;
  for (const round of rounds(next)) {
    await replaceSegments(tx, round);
    await reanchorClaims(
      tx,
      round.flatMap(({ documentId, before, after, number, isNotes }) =>
        before && !isNotes ? [{ documentId, before, after, revision: number }] : [],
      ),
    );
  }
  await replaceAppearances(
    tx,
    // Show notes name people; nobody speaks in them.
    last
      .filter((n) => !n.isNotes)
      .map((n) => ({
        episodeId: n.episodeId,
        speakers: n.measure.speakers,
        // Where the head was read, and not one of several texts in between.
        before:
          n.before && documents.get(n.documentId)?.head === n.number - 1
            ? measure(n.before).speakers
            : undefined,
      })),
  );
  return { ok: true, accepted: await appendLog(tx, next) };
}

/** The first change of each document, then the second of each that has one, and so on. */
function rounds<T extends { readonly documentId: number }>(changes: readonly T[]): T[][] {
  const found: T[][] = [];
  const seen = new Map<number, number>();
  for (const change of changes) {
    const round = seen.get(change.documentId) ?? 0;
    seen.set(change.documentId, round + 1);
    found[round] = [...(found[round] ?? []), change];
  }
  return found;
}

interface Document {
  readonly path: string;
  readonly head: number;
  readonly episodeId: number;
}

/** Held in the order of their ids, so that two batches never wait for each other in a circle. */
async function lockDocuments(
  tx: Transaction,
  changes: readonly Change[],
): Promise<ReadonlyMap<number, Document>> {
  const held = changes.flatMap(({ documentId, base, read }) =>
    read ? [[documentId, { ...read.document, head: base }] as const] : [],
  );
  const ids = [...new Set(changes.flatMap(({ documentId, read }) => (read ? [] : [documentId])))];
  if (ids.length === 0) return new Map(held);
  const rows = await tx.$queryRaw<{ id: number; path: string; head: number; episode_id: number }[]>`
    SELECT id, path, head, episode_id FROM documents WHERE id = ANY(${ids}::int[]) ORDER BY id FOR UPDATE`;
  return new Map([
    ...held,
    ...rows.map(({ id, path, head, episode_id }) => [id, { path, head, episodeId: episode_id }] as const),
  ]);
}

/** The texts the changes were made from. */
async function texts(tx: Transaction, changes: readonly Change[]): Promise<Map<number, string>> {
  const based = changes.filter(({ base }) => base > 0);
  if (based.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ document_id: number; text: string }[]>`
    SELECT r.document_id, r.text FROM revisions AS r
    JOIN unnest(${based.map((c) => c.documentId)}::int[], ${based.map((c) => c.base)}::int[])
      AS base (document_id, number) USING (document_id, number)`;
  return new Map(rows.map((row) => [row.document_id, row.text] as const));
}

async function insertRevisions(
  tx: Transaction,
  changes: readonly Change[],
  gaps: readonly number[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO revisions (document_id, number, previous, text, sha256, summary, author_name, author_id,
                           imported, created_at, contribution_id, reviewer_id, reviewer_name, edited, reverts, gaps)
    SELECT document_id, base + 1, nullif(base, 0), text, decode(sha256, 'hex'), summary, author_name, author_id::uuid,
           imported, coalesce(created_at, now()), contribution_id, reviewer_id::uuid, reviewer_name, edited, reverts,
           gaps
    FROM unnest(${changes.map((c) => c.documentId)}::int[], ${changes.map((c) => c.base)}::int[],
                ${changes.map((c) => c.text)}::text[], ${changes.map((c) => sha256(c.text))}::text[],
                ${changes.map((c) => c.summary)}::text[], ${changes.map((c) => c.author.name)}::text[],
                ${changes.map((c) => c.author.id)}::text[], ${changes.map((c) => c.imported ?? false)}::boolean[],
                ${changes.map((c) => c.createdAt?.toISOString() ?? null)}::timestamptz[],
                ${changes.map((c) => c.accepted?.contributionId ?? null)}::int[],
                ${changes.map((c) => c.accepted?.reviewer.id ?? null)}::text[],
                ${changes.map((c) => c.accepted?.reviewer.name ?? null)}::text[],
                ${changes.map((c) => c.accepted?.edited ?? false)}::boolean[],
                ${changes.map((c) => c.reverts ?? null)}::int[], ${gaps}::int[])
      AS change (document_id, base, text, sha256, summary, author_name, author_id, imported, created_at,
                 contribution_id, reviewer_id, reviewer_name, edited, reverts, gaps)`;
}

async function insertWordTimes(tx: Transaction, changes: readonly Change[]): Promise<void> {
  const data = changes.flatMap(({ documentId, base, wordTimes }) =>
    wordTimes ? [{ documentId, number: base + 1, deltas: wordTimes }] : [],
  );
  const [only] = data;
  if (only && data.length === 1) {
    const { documentId, number, deltas } = only;
    await tx.$executeRaw`
      INSERT INTO word_times (document_id, number, deltas) VALUES (${documentId}, ${number}, ${deltas})`;
  } else if (only) await tx.wordTimes.createMany({ data });
}

/** In hexadecimal, since an array of bytes does not travel well. */
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
