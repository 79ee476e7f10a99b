import type { Database } from "@/server/db";

/** Why a claim awaits review. */
export type ReviewReason =
  | "proposed"
  /** It is published, and someone proposed more evidence. */
  | "evidence"
  /** An edit changed its words. */
  | "lost"
  /** A statistic in its evidence was corrected. */
  | "changed"
  /** Somebody says that it is said at another place too. */
  | "repeat"
  /** A statistic in its evidence was taken back. */
  | "retracted"
  /** A newer wave has the same statistic. */
  | "newer"
  /** Another source has a different value. */
  | "conflicting";

/** A claim that waits for review, in one line. */
export interface ClaimToReview {
  readonly id: number;
  readonly reasons: readonly ReviewReason[];
  readonly exact: string;
  readonly episode: string;
  readonly show: string;
  /** The name of who proposed the claim or the evidence. */
  readonly by: string;
  /** When it began to wait, in milliseconds since 1970. */
  readonly since: number;
}

/** The most claims listed: after deciding some, a maintainer sees the next. */
const MOST = 100;

/**
 * Lists claims of some shows that wait for review, the longest waiting first. For a published claim, only
 * events since it was published or last kept count.
 */
export async function listClaimsToReview(
  db: Database,
  { showIds }: { showIds: readonly number[] },
): Promise<ClaimToReview[]> {
  if (showIds.length === 0) return [];
  const rows = await db.$queryRaw<(Omit<ClaimToReview, "since"> & { since: Date })[]>`
    WITH mine AS (
      SELECT c.*, e.title AS episode, s.title AS show, coalesce(c.looked_at, c.decided_at) AS looked
      FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id JOIN shows AS s ON s.id = e.show_id
      WHERE e.show_id = ANY(${[...showIds]}::int[]) AND c.status IN ('proposed', 'published')
    ), held AS (
      SELECT m.id, m.looked, v.statistic_id, v.statistic_version, t.version, t.base, t.kind, t.source, t.retracted_at, g.id AS category_id,
             g.label, q.slug AS question, w.survey_id, w.sort_key, r.value
      FROM mine AS m JOIN (
        SELECT claim_id, status, statistic_id, statistic_version FROM evidence
        UNION ALL
        SELECT e.claim_id, e.status, n.statistic_id, n.statistic_version
        FROM evidence_terms AS n JOIN evidence AS e ON e.id = n.evidence_id
      ) AS v ON v.claim_id = m.id AND v.status = 'accepted'
      JOIN statistics AS t ON t.id = v.statistic_id JOIN categories AS g ON g.id = t.category_id
      JOIN questions AS q ON q.id = g.question_id JOIN waves AS w ON w.id = q.wave_id
      JOIN statistic_versions AS r ON r.statistic_id = t.id AND r.number = t.version
      WHERE m.status = 'published'
    ), happened AS (
      SELECT id, 'proposed' AS reason, proposed_at AS since, proposer_name AS by FROM mine WHERE status = 'proposed'
      UNION ALL
      SELECT m.id, 'evidence', v.proposed_at, v.proposer_name
      FROM mine AS m JOIN evidence AS v ON v.claim_id = m.id AND v.status = 'proposed' WHERE m.status = 'published'
      UNION ALL
      SELECT m.id, 'repeat', a.proposed_at, a.proposer_name
      FROM mine AS m JOIN claim_anchors AS a ON a.claim_id = m.id AND a.status = 'proposed' WHERE m.status = 'published'
      UNION ALL
      SELECT m.id, 'lost', l.at, NULL
      FROM mine AS m JOIN claim_anchors AS a ON a.claim_id = m.id AND a.status = 'accepted'
      JOIN log AS l ON l.document_id = a.document_id AND l.revision_number = a.lost_at
      WHERE m.status = 'published' AND (m.looked_at IS NULL OR l.at > m.looked_at)
      UNION ALL
      SELECT h.id, 'changed', v.at, NULL FROM held AS h
      JOIN statistic_versions AS v ON v.statistic_id = h.statistic_id AND v.number = h.version
      JOIN statistic_versions AS o ON o.statistic_id = h.statistic_id AND o.number = h.statistic_version
      WHERE v.at > h.looked
        AND (v.value, v.value_max, v.qualifier, v.unit, v.base_n) IS DISTINCT FROM (o.value, o.value_max, o.qualifier, o.unit, o.base_n)
      UNION ALL
      SELECT id, 'retracted', retracted_at, NULL FROM held WHERE retracted_at > looked
      UNION ALL
      SELECT h.id, 'newer', v.at, NULL FROM held AS h
      JOIN waves AS w ON w.survey_id = h.survey_id AND w.sort_key > h.sort_key
      JOIN questions AS q ON q.wave_id = w.id AND q.slug = h.question
      JOIN categories AS g ON g.question_id = q.id AND g.label = h.label
      JOIN statistics AS t ON t.category_id = g.id AND t.kind = h.kind AND t.base = h.base AND t.retracted_at IS NULL
      JOIN statistic_versions AS v ON v.statistic_id = t.id AND v.number = 1
      WHERE v.at > h.looked
      UNION ALL
      SELECT h.id, 'conflicting', v.at, NULL FROM held AS h
      JOIN statistics AS t ON t.category_id = h.category_id AND t.kind = h.kind AND t.base = h.base AND t.source <> h.source AND t.retracted_at IS NULL
      JOIN statistic_versions AS v ON v.statistic_id = t.id AND v.number = t.version
      WHERE h.kind = 'percent' AND v.source_type <> 'on-air' AND abs(v.value - h.value) > 1 AND v.at > h.looked
    )
    SELECT m.id, m.episode, m.show, min(h.since) AS since, array_agg(DISTINCT h.reason) AS reasons,
           coalesce(min(h.by), m.proposer_name) AS by,
           coalesce((SELECT a.exact FROM claim_anchors AS a WHERE a.claim_id = m.id ORDER BY a.id LIMIT 1), '') AS exact
    FROM mine AS m JOIN happened AS h ON h.id = m.id
    GROUP BY m.id, m.episode, m.show, m.proposer_name ORDER BY min(h.since), m.id LIMIT ${MOST}`;
  return rows.map(({ since, ...row }) => ({ ...row, since: since.getTime() }));
}
