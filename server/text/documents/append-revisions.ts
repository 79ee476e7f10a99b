import { createHash } from "node:crypto";
import type { Transaction } from "@/server/db";
import { reanchorClaims } from "@/server/text/quotes/reanchor-claims";
import { midLabels, PARSER_VERSION, type Transcript } from "@/transcript";
import { type Accepted, appendLog } from "./append-log";
import { isNotes } from "./is-notes";
import { measure } from "./measure";
import type { StoredTimes } from "./pack-starts";
import { parseDocument } from "./parse-document";
import { replaceAppearances } from "./replace-appearances";
import { replaceSegments } from "./replace-segments";

/** The author of a revision: a name, and their account if they have one. */
export interface Author {
  readonly name: string;
  readonly id: string | null;
}

/** The next text of a document. */
export interface Change {
  readonly documentId: number;
  /** The number of the revision that it was made from; 0 for a document's first text. */
  readonly base: number;
  /** A text that PostgreSQL can store: no NUL, no lone surrogate. */
  readonly text: string;
  readonly summary: string;
  readonly author: Author;
  /** Whether an import made it, not an edit on the site. */
  readonly imported?: boolean;
  /** When it was written, if not now. */
  readonly createdAt?: Date | undefined;
  /** When it was accepted, if a platform is restored from an export. */
  readonly acceptedAt?: Date | undefined;
  /** The contribution, the reviewer, and whether the reviewer edited it; undefined if nobody reviewed it. */
  readonly accepted?: {
    readonly contributionId: number | null;
    readonly reviewer: Author;
    readonly edited: boolean;
  };
  /** The number of the revision that it reverts. */
  readonly reverts?: number | undefined;
  /**
   * Both texts parsed, if the caller has locked the document and read its head: then nothing is read again.
   */
  readonly read?:
    | {
        readonly before: Transcript;
        readonly after: Transcript;
        readonly document: { readonly path: string; readonly episodeId: number };
      }
    | undefined;
  /** The times of its words, if they are more exact than the text's own timestamps. */
  readonly wordTimes?: StoredTimes | undefined;
}

/** The accepted revisions in the order of the changes, or the first change that is not possible. */
export type Appended =
  | { readonly ok: true; readonly accepted: readonly Accepted[] }
  | { readonly ok: false; readonly reason: "no-document" | "stale-base"; readonly documentId: number };

/**
 * Makes each text its document's next revision, with everything derived from it: counts, segments (which keep
 * their ids if they can be recognised), anchors of claims, speakers, and the log entry.
 *
 * All or nothing: if a change's base is not its document's head (`stale-base`), nothing is written. One
 * document may change several times, each change based on the one before; the log keeps the given order. The
 * documents and the log stay locked until the caller's transaction ends, so it should end soon. The number of
 * queries depends on how often one document changes, not on how many documents do.
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
    const { path, episodeId, parser } = documents.get(documentId)!;
    const first = before.get(documentId);
    const previous =
      read?.before ??
      parsed.get(documentId) ??
      (first === undefined ? null : parseDocument({ path, text: first, parser }));
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
  // Derived data belongs to the newest text; only segments are carried through every text in between.
  const last = [...new Map(next.map((n) => [n.documentId, n] as const)).values()];
  await tx.$executeRaw`
    UPDATE documents AS d SET head = n.head, words = n.words, gaps = n.gaps, doubts = n.doubts,
           parser = ${PARSER_VERSION}
    FROM unnest(${last.map((n) => n.documentId)}::int[], ${last.map((n) => n.number)}::int[],
                ${last.map((n) => n.measure.words)}::int[], ${last.map((n) => n.measure.gaps)}::int[],
                ${last.map((n) => midLabels(n.after).length)}::int[])
      AS n (id, head, words, gaps, doubts)
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
    // Show notes name people, but nobody speaks in them.
    last
      .filter((n) => !n.isNotes)
      .map((n) => ({
        episodeId: n.episodeId,
        speakers: n.measure.speakers,
        // `before` is usable only if it is the head, not one of several texts in between.
        before:
          n.before && documents.get(n.documentId)?.head === n.number - 1
            ? measure(n.before).speakers
            : undefined,
      })),
  );
  return { ok: true, accepted: await appendLog(tx, next) };
}

/** Groups changes into rounds: the first change of each document, then the second, and so on. */
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
  /** The version of the parser that made its segments, if it was asked for. */
  readonly parser?: number;
}

/** Locks documents in the order of their ids, so that two batches cannot deadlock. */
async function lockDocuments(
  tx: Transaction,
  changes: readonly Change[],
): Promise<ReadonlyMap<number, Document>> {
  const held = changes.flatMap(({ documentId, base, read }) =>
    read ? [[documentId, { ...read.document, head: base }] as const] : [],
  );
  const ids = [...new Set(changes.flatMap(({ documentId, read }) => (read ? [] : [documentId])))];
  if (ids.length === 0) return new Map(held);
  const rows = await tx.$queryRaw<
    { id: number; path: string; head: number; episode_id: number; parser: number }[]
  >`
    SELECT id, path, head, episode_id, parser FROM documents WHERE id = ANY(${ids}::int[]) ORDER BY id FOR UPDATE`;
  return new Map([
    ...held,
    ...rows.map(
      ({ id, path, head, episode_id, parser }) =>
        [id, { path, head, episodeId: episode_id, parser }] as const,
    ),
  ]);
}

/** The texts of the base revisions. */
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
    wordTimes
      ? [
          {
            ...{ documentId, number: base + 1, source: wordTimes.source, deltas: wordTimes.deltas },
            ends: wordTimes.ends ?? null,
            confidences: wordTimes.confidences ?? null,
            captions: wordTimes.captions ?? null,
            audio: wordTimes.audio ?? null,
          },
        ]
      : [],
  );
  const [only] = data;
  if (only && data.length === 1) {
    const { documentId, number, source, deltas, ends, confidences, captions, audio } = only;
    await tx.$executeRaw`
      INSERT INTO word_times (document_id, number, source, deltas, ends, confidences, captions, audio)
      VALUES (${documentId}, ${number}, ${source}::times_source, ${deltas}, ${ends}::bytea, ${confidences}::bytea,
              ${captions}::bytea, ${audio}::bytea)`;
  } else if (only) await tx.wordTimes.createMany({ data });
}

/** In hexadecimal, since arrays of bytes are awkward query parameters. */
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
