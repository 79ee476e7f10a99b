import { type Reader, sql } from "@/server/db";

// What is counted as accepted, taken back and waiting, wherever it is counted: of contributions `c`.

/** Accepted, and not taken back. */
export const KEPT = sql`(c.status = 'accepted' AND c.reverted_at IS NULL)`;
/** Accepted once, and taken back later. */
export const TAKEN_BACK = sql`(c.status = 'accepted' AND c.reverted_at IS NOT NULL)`;
/** Not decided: it waits for a reviewer, or for its author where changes were asked for. */
export const UNDECIDED = sql`(c.status IN ('open', 'changes_requested'))`;
/** What waits for a reviewer. */
export const WAITING = sql`(c.status = 'open')`;

/** What became of somebody's contributions. */
export interface ContributionCounts {
  readonly accepted: number;
  readonly reverted: number;
  readonly rejected: number;
  /** Not decided. */
  readonly open: number;
  /** The words that the accepted ones brought, and the gaps that they filled. */
  readonly words: number;
  readonly gaps: number;
}

interface Whose {
  /** By their account; null for whoever has none, by the address. */
  readonly authorId: string | null;
  readonly addressHash?: string | null;
  /** Of one show; of all where none is said. */
  readonly showId?: number;
}

/** Counts somebody's contributions, everywhere or at one show. */
export async function countContributions(
  db: Reader,
  { authorId, addressHash = null, showId }: Whose,
): Promise<ContributionCounts> {
  const [row] = await db.$queryRaw<ContributionCounts[]>`
    SELECT count(*) FILTER (WHERE ${KEPT})::int AS accepted,
           count(*) FILTER (WHERE ${TAKEN_BACK})::int AS reverted,
           count(*) FILTER (WHERE c.status = 'rejected')::int AS rejected,
           count(*) FILTER (WHERE ${UNDECIDED})::int AS open,
           coalesce(sum(v.added) FILTER (WHERE ${KEPT}), 0)::int AS words,
           count(*) FILTER (WHERE ${KEPT} AND c.channel = 'gap')::int AS gaps
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    WHERE (${showId ?? null}::int IS NULL OR e.show_id = ${showId ?? null})
      AND CASE WHEN ${authorId}::uuid IS NULL THEN c.author_id IS NULL AND c.address_hash = ${addressHash}
               ELSE c.author_id = ${authorId}::uuid END`;
  return row ?? { accepted: 0, reverted: 0, rejected: 0, open: 0, words: 0, gaps: 0 };
}
