import type { Database } from "@/server/db";

/** What became of what somebody contributed to a show. */
export interface ContributorRecord {
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted, and taken back later. */
  readonly reverted: number;
  readonly open: number;
}

interface Who {
  readonly showId: number;
  /** By their account, or by where it came from. */
  readonly authorId: string | null;
  readonly addressHash: string | null;
}

/** A contributor's record at a show, at a glance. */
export async function recordOf(
  db: Database,
  { showId, authorId, addressHash }: Who,
): Promise<ContributorRecord> {
  const [row] = await db.$queryRaw<ContributorRecord[]>`
    SELECT count(*) FILTER (WHERE c.status = 'accepted' AND c.reverted_at IS NULL)::int AS accepted,
           count(*) FILTER (WHERE c.status = 'rejected')::int AS rejected,
           count(*) FILTER (WHERE c.reverted_at IS NOT NULL)::int AS reverted,
           count(*) FILTER (WHERE c.status IN ('open', 'changes_requested'))::int AS open
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    WHERE e.show_id = ${showId}
      AND CASE WHEN ${authorId}::uuid IS NULL THEN c.author_id IS NULL AND c.address_hash = ${addressHash}
               ELSE c.author_id = ${authorId}::uuid END`;
  return row ?? { accepted: 0, rejected: 0, reverted: 0, open: 0 };
}
