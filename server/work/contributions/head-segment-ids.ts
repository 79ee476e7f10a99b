import type { Database, Transaction } from "@/server/db";
import type { Source } from "@/server/text/documents/read-source";
import { alignSegments } from "@/transcript";

/** The lasting ids of the head's segments, in their order. */
export async function headSegmentIds(db: Database | Transaction, documentId: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT id FROM segments WHERE document_id = ${documentId} AND position IS NOT NULL ORDER BY position`;
  return rows.map(({ id }) => id);
}

/**
 * For each segment of a revision, the lasting id of the paragraph it went on as in the head; null where it is gone.
 * Ids are kept for the head alone, so that an older revision is aligned with it.
 */
export function idsIn(base: Source, head: Source, headIds: readonly number[]): (number | null)[] {
  if (base.number === head.number) return base.transcript.segments.map((_, i) => headIds[i] ?? null);
  const ids: (number | null)[] = new Array(base.transcript.segments.length).fill(null);
  alignSegments(base.transcript, head.transcript).forEach((from, to) => {
    if (from !== null) ids[from] = headIds[to] ?? null;
  });
  return ids;
}
