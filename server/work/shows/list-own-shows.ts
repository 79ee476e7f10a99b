import type { Database } from "@/server/db";
import { WAITING } from "@/server/work/contributions/count-contributions";

/** A show that somebody owns or maintains, and what waits for them there. */
export interface OwnShow {
  readonly slug: string;
  readonly title: string;
  readonly role: "owner" | "maintainer";
  /** Open contributions. */
  readonly contributions: number;
  /** Open reports of readers. */
  readonly reports: number;
  /** Claims and evidence that were proposed. */
  readonly claims: number;
  /** Transcripts that readers ask for. */
  readonly asked: number;
  /** First drafts of a recogniser that nobody has decided on. */
  readonly drafts: number;
  /** First transcripts that were proposed. */
  readonly firsts: number;
}

/** More would not be read; the most who run many shows have a few dozen. */
const MOST = 100;

/** Lists the shows that a person owns or maintains, those with the most that waits first. */
export async function listOwnShows(db: Database, personId: string): Promise<OwnShow[]> {
  return db.$queryRaw<OwnShow[]>`
    WITH own AS MATERIALIZED (
      SELECT s.id, s.slug, s.title, r.role::text AS role FROM show_roles AS r JOIN shows AS s ON s.id = r.show_id
      WHERE r.user_id = ${personId}::uuid AND r.role IN ('owner', 'maintainer')
      LIMIT ${MOST}
    ), contributed AS (
      SELECT e.show_id, count(*)::int AS n
      FROM contributions AS c JOIN documents AS d ON d.id = c.document_id JOIN episodes AS e ON e.id = d.episode_id
      WHERE ${WAITING} AND e.show_id IN (SELECT id FROM own) GROUP BY e.show_id
    ), reported AS (
      SELECT e.show_id, count(*)::int AS n FROM reports AS r JOIN episodes AS e ON e.id = r.episode_id
      WHERE r.closed_at IS NULL AND e.show_id IN (SELECT id FROM own) GROUP BY e.show_id
    ), claimed AS (
      SELECT e.show_id, count(*)::int AS n
      FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
      WHERE e.show_id IN (SELECT id FROM own)
        AND (c.status = 'proposed' OR c.status = 'published' AND EXISTS (
          SELECT FROM evidence AS v WHERE v.claim_id = c.id AND v.status = 'proposed'))
      GROUP BY e.show_id
    ), asked AS (
      SELECT e.show_id, count(DISTINCT e.id)::int AS n
      FROM transcript_requests AS r JOIN episodes AS e ON e.id = r.episode_id
      WHERE e.show_id IN (SELECT id FROM own) GROUP BY e.show_id
    ), drafted AS (
      SELECT e.show_id, count(*)::int AS n FROM drafts AS d JOIN episodes AS e ON e.id = d.episode_id
      WHERE d.state = 'made' AND e.show_id IN (SELECT id FROM own)
        AND NOT EXISTS (SELECT FROM documents AS t WHERE t.episode_id = e.id AND t.kind = 'transcript')
      GROUP BY e.show_id
    ), firsts AS (
      SELECT f.show_id, count(*)::int AS n FROM first_texts AS f
      WHERE f.status = 'open' AND f.show_id IN (SELECT id FROM own) GROUP BY f.show_id
    )
    SELECT o.slug, o.title, o.role, coalesce(c.n, 0) AS contributions, coalesce(r.n, 0) AS reports,
           coalesce(k.n, 0) AS claims, coalesce(a.n, 0) AS asked,
           coalesce(d.n, 0) AS drafts, coalesce(f.n, 0) AS firsts
    FROM own AS o
    LEFT JOIN contributed AS c ON c.show_id = o.id
    LEFT JOIN reported AS r ON r.show_id = o.id
    LEFT JOIN claimed AS k ON k.show_id = o.id
    LEFT JOIN asked AS a ON a.show_id = o.id
    LEFT JOIN drafted AS d ON d.show_id = o.id
    LEFT JOIN firsts AS f ON f.show_id = o.id
    ORDER BY coalesce(f.n, 0) + coalesce(d.n, 0) + coalesce(c.n, 0) + coalesce(r.n, 0) + coalesce(k.n, 0) + coalesce(a.n, 0) DESC, o.title, o.id`;
}
