import type { Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";

/** An accepted revision and its position in the log. */
export interface Accepted {
  readonly documentId: number;
  readonly number: number;
  readonly position: bigint;
}

/**
 * Appends revisions to the log in the given order. Locks the log until the transaction ends, so that
 * positions have no gaps and become visible in order: call it last.
 */
export async function appendLog(
  tx: Transaction,
  revisions: readonly { documentId: number; number: number; acceptedAt?: Date | undefined }[],
): Promise<Accepted[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.log}::bigint)`;
  // Reads the last entry only now, with the lock held. No entry is older than the one before it, even if the
  // clock was set back: readers may ask what was accepted since a time.
  const entries = await tx.$queryRaw<{ position: bigint; document_id: number; revision_number: number }[]>`
    WITH last AS (SELECT max(position) AS position, max(at) AS at FROM (SELECT position, at FROM log ORDER BY position DESC LIMIT 1) AS entry)
    INSERT INTO log (position, previous, document_id, revision_number, at)
    SELECT coalesce(last.position, 0) + place, nullif(coalesce(last.position, 0) + place - 1, 0), document_id, number,
           greatest(coalesce(accepted_at, clock_timestamp()), last.at)
    FROM last, unnest(${revisions.map((r) => r.documentId)}::int[], ${revisions.map((r) => r.number)}::int[],
                      ${revisions.map((r) => r.acceptedAt ?? null)}::timestamptz[])
      WITH ORDINALITY AS accepted (document_id, number, accepted_at, place)
    ORDER BY place
    RETURNING position, document_id, revision_number`;
  return entries.map((entry) => ({
    documentId: entry.document_id,
    number: entry.revision_number,
    position: entry.position,
  }));
}
