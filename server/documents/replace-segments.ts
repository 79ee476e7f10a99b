import { alignSegments, type SegmentKind, type Transcript } from "../../transcript";
import type { Transaction } from "../db";
import type { Measure } from "./measure";

/** A document's next revision as its segments. */
export interface SegmentChange {
  readonly documentId: number;
  /** The revision's number. */
  readonly number: number;
  /** The head it follows; null for the first revision. */
  readonly before: Transcript | null;
  readonly after: Transcript;
  readonly measure: Measure;
}

interface Row {
  readonly documentId: number;
  readonly id: number;
  readonly position: number;
  readonly kind: SegmentKind;
  readonly words: number;
  readonly gaps: number;
}

/**
 * Brings the segments of documents to their next revisions. A segment that can be recognised keeps its id, one
 * that cannot is gone, and a new one takes the next id of its document: an id is never given twice.
 */
export async function replaceSegments(tx: Transaction, changes: readonly SegmentChange[]): Promise<void> {
  const live = await liveSegments(tx, changes);
  const born: (Row & { born: number })[] = [];
  const moved: Row[] = [];
  const gone: { documentId: number; id: number; gone: number }[] = [];

  for (const { documentId, number, before, after, measure } of changes) {
    const { segments: old, last } = live.get(documentId) ?? { segments: [], last: 0 };
    const continued = before ? alignSegments(before, after) : [];
    const kept = new Set<number>();
    let next = last;
    measure.segments.forEach((segment, position) => {
      const from = continued[position] ?? null;
      const known = from === null ? undefined : old[from];
      if (!known) {
        next += 1;
        born.push({ documentId, id: next, position, born: number, ...segment });
        return;
      }
      kept.add(known.id);
      const row = { documentId, id: known.id, position, ...segment };
      if (!same(known, row)) moved.push(row);
    });
    for (const { id } of old) if (!kept.has(id)) gone.push({ documentId, id, gone: number });
  }

  if (gone.length > 0) await markGone(tx, gone);
  if (moved.length > 0) await update(tx, moved);
  if (born.length > 0) await insert(tx, born);
}

const same = (a: Row, b: Row) =>
  a.position === b.position && a.kind === b.kind && a.words === b.words && a.gaps === b.gaps;

interface Live {
  /** In the order of their places, which are counted from 0 without holes. */
  readonly segments: Row[];
  /** The last id given in the document. */
  readonly last: number;
}

async function liveSegments(tx: Transaction, changes: readonly SegmentChange[]): Promise<Map<number, Live>> {
  const ids = changes.filter(({ before }) => before).map(({ documentId }) => documentId);
  if (ids.length === 0) return new Map();
  const lasts = await tx.$queryRaw<{ id: number; last: number }[]>`
    SELECT d.id, coalesce((SELECT max(s.id) FROM segments AS s WHERE s.document_id = d.id), 0)::int AS last
    FROM unnest(${ids}::int[]) AS d (id)`;
  const found = new Map<number, Live>(lasts.map(({ id, last }) => [id, { segments: [], last }] as const));
  const rows = await tx.$queryRaw<Row[]>`
    SELECT document_id AS "documentId", id, position, kind, words, gaps FROM segments
    WHERE document_id = ANY(${ids}::int[]) AND position IS NOT NULL
    ORDER BY document_id, position`;
  for (const row of rows) found.get(row.documentId)?.segments.push(row);
  return found;
}

async function markGone(tx: Transaction, rows: readonly { documentId: number; id: number; gone: number }[]) {
  await tx.$executeRaw`
    UPDATE segments AS s SET position = NULL, gone = n.gone
    FROM unnest(${rows.map((r) => r.documentId)}::int[], ${rows.map((r) => r.id)}::int[],
                ${rows.map((r) => r.gone)}::int[]) AS n (document_id, id, gone)
    WHERE s.document_id = n.document_id AND s.id = n.id`;
}

async function update(tx: Transaction, rows: readonly Row[]) {
  await tx.$executeRaw`
    UPDATE segments AS s SET position = n.position, kind = n.kind::segment_kind, words = n.words, gaps = n.gaps
    FROM unnest(${rows.map((r) => r.documentId)}::int[], ${rows.map((r) => r.id)}::int[],
                ${rows.map((r) => r.position)}::int[], ${rows.map((r) => r.kind)}::text[],
                ${rows.map((r) => r.words)}::int[], ${rows.map((r) => r.gaps)}::int[])
      AS n (document_id, id, position, kind, words, gaps)
    WHERE s.document_id = n.document_id AND s.id = n.id`;
}

async function insert(tx: Transaction, rows: readonly (Row & { born: number })[]) {
  await tx.$executeRaw`
    INSERT INTO segments (document_id, id, position, kind, born, words, gaps)
    SELECT document_id, id, position, kind::segment_kind, born, words, gaps
    FROM unnest(${rows.map((r) => r.documentId)}::int[], ${rows.map((r) => r.id)}::int[],
                ${rows.map((r) => r.position)}::int[], ${rows.map((r) => r.kind)}::text[],
                ${rows.map((r) => r.born)}::int[], ${rows.map((r) => r.words)}::int[],
                ${rows.map((r) => r.gaps)}::int[])
      AS n (document_id, id, position, kind, born, words, gaps)`;
}
