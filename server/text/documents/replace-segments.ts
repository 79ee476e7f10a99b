import type { Transaction } from "@/server/db";
import { alignSegments, type SegmentKind, sharedEnds, type Transcript } from "@/transcript";
import type { Measure } from "./measure";

/** A document's next revision, as parsed texts. */
export interface SegmentChange {
  readonly documentId: number;
  /** The revision's number. */
  readonly number: number;
  /** The head before it; null for the first revision. */
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
 * Replaces the segments of documents with those of their next revisions. A segment that can be recognised
 * keeps its id, one that cannot is marked as gone, and a new one gets the document's next id: ids are never
 * reused. Only segments between the texts' common start and end are read and written.
 */
export async function replaceSegments(tx: Transaction, changes: readonly SegmentChange[]): Promise<void> {
  const windows = changes.map(windowOf);
  const live = await liveSegments(tx, windows);
  const born: (Omit<Row, "id"> & { born: number })[] = [];
  const moved: Row[] = [];
  const gone: { documentId: number; id: number; gone: number }[] = [];

  for (const [i, { documentId, number, before, after, measure }] of changes.entries()) {
    const { from = 0, to = 0, last = 0 } = windows[i] ?? {};
    const old = live.get(documentId) ?? new Map<number, Row>();
    const continued = before ? alignSegments(before, after) : [];
    const kept = new Set<number>();
    for (let position = from; position < measure.segments.length - last; position += 1) {
      const segment = measure.segments[position];
      if (!segment) continue;
      const known = old.get(continued[position] ?? -1);
      if (!known) {
        born.push({ documentId, position, born: number, ...segment });
        continue;
      }
      kept.add(known.id);
      const row = { documentId, id: known.id, position, ...segment };
      if (!same(known, row)) moved.push(row);
    }
    for (const { id, position } of old.values())
      if (position < to && !kept.has(id)) gone.push({ documentId, id, gone: number });
  }

  if (gone.length > 0) await markGone(tx, gone);
  await shift(tx, windows);
  if (moved.length > 0) await update(tx, moved);
  if (born.length > 0) await insert(tx, born);
}

const same = (a: Row, b: Row) =>
  a.position === b.position && a.kind === b.kind && a.words === b.words && a.gaps === b.gaps;

/** The part of a document's segments that an edit changes: positions [from, to) before it. */
interface Window {
  readonly documentId: number;
  readonly from: number;
  readonly to: number;
  /** How many segments stay at the end, and by how many positions they move. */
  readonly last: number;
  readonly by: number;
}

function windowOf({ documentId, before, after }: SegmentChange): Window {
  if (!before) return { documentId, from: 0, to: 0, last: 0, by: 0 };
  const { first, last } = sharedEnds(before, after);
  const by = after.segments.length - before.segments.length;
  return { documentId, from: first, to: before.segments.length - last, last, by };
}

/** The current segments of each window, by position. */
async function liveSegments(
  tx: Transaction,
  windows: readonly Window[],
): Promise<Map<number, Map<number, Row>>> {
  const wide = windows.filter(({ from, to }) => to > from);
  const found = new Map<number, Map<number, Row>>();
  if (wide.length === 0) return found;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT s.document_id AS "documentId", s.id, s.position, s.kind, s.words, s.gaps
    FROM unnest(${wide.map((w) => w.documentId)}::int[], ${wide.map((w) => w.from)}::int[],
                ${wide.map((w) => w.to)}::int[]) AS w (document_id, first, behind)
    JOIN segments AS s ON s.document_id = w.document_id AND s.position IS NOT NULL
      AND s.position >= w.first AND s.position < w.behind`;
  for (const row of rows) {
    const known = found.get(row.documentId) ?? new Map<number, Row>();
    found.set(row.documentId, known.set(row.position, row));
  }
  return found;
}

/** Moves the segments after a window. */
async function shift(tx: Transaction, windows: readonly Window[]): Promise<void> {
  const rows = windows.filter(({ by, last }) => by !== 0 && last > 0);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    UPDATE segments AS s SET position = s.position + w.by
    FROM unnest(${rows.map((w) => w.documentId)}::int[], ${rows.map((w) => w.to)}::int[],
                ${rows.map((w) => w.by)}::int[]) AS w (document_id, first, by)
    WHERE s.document_id = w.document_id AND s.position >= w.first`;
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

/** Inserts new segments, each with its document's next id. */
async function insert(tx: Transaction, rows: readonly (Omit<Row, "id"> & { born: number })[]) {
  await tx.$executeRaw`
    INSERT INTO segments (document_id, id, position, kind, born, words, gaps)
    SELECT n.document_id, last.id + row_number() OVER (PARTITION BY n.document_id ORDER BY n.position), n.position,
           n.kind::segment_kind, n.born, n.words, n.gaps
    FROM unnest(${rows.map((r) => r.documentId)}::int[], ${rows.map((r) => r.position)}::int[],
                ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.born)}::int[],
                ${rows.map((r) => r.words)}::int[], ${rows.map((r) => r.gaps)}::int[])
      AS n (document_id, position, kind, born, words, gaps)
    JOIN (SELECT d.id AS document_id,
                 coalesce((SELECT max(s.id) FROM segments AS s WHERE s.document_id = d.id), 0)::int AS id
          FROM unnest(${[...new Set(rows.map((r) => r.documentId))]}::int[]) AS d (id)) AS last USING (document_id)`;
}
