import type { Reader } from "@/server/db";
import { type ReadableClaim, readClaims } from "./read-claims";

/** The filters of a list of claims. */
export interface ClaimFilters {
  /** Published ones where it is left out. */
  readonly status?: ReadableClaim["status"] | "any" | undefined;
  /** The account that proposed it. */
  readonly proposerId?: string | undefined;
  readonly show?: string | undefined;
  readonly episodeId?: number | undefined;
  readonly speaker?: string | undefined;
  /** A survey's slug. */
  readonly survey?: string | undefined;
  readonly outcome?: string | undefined;
  readonly page?: number | undefined;
}

/** Few enough for one page. */
export const CLAIMS_A_PAGE = 30;

/** Lists a page of claims, newest first (within one episode: in its order), and counts them all. */
export async function listClaims(
  db: Reader,
  { status = "published", show, episodeId, speaker, survey, outcome, proposerId, page = 1 }: ClaimFilters,
): Promise<{ claims: ReadableClaim[]; total: number; pages: number }> {
  const take = episodeId === undefined ? CLAIMS_A_PAGE : 1000;
  const rows = await db.$queryRaw<{ id: number; total: number }[]>`
    WITH shown AS (
      SELECT v.claim_id, v.statistic_id, v.outcome FROM evidence AS v JOIN claims AS c ON c.id = v.claim_id
      WHERE v.status = 'accepted' OR (v.status = 'proposed' AND c.status NOT IN ('published', 'retired')))
    SELECT c.id, count(*) OVER ()::int AS total
    FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id JOIN shows AS s ON s.id = e.show_id
    LEFT JOIN LATERAL (
      SELECT min(n.seconds) AS seconds FROM claim_anchors AS n JOIN documents AS d ON d.id = n.document_id
      WHERE n.claim_id = c.id AND n.status = 'accepted' AND (${episodeId ?? null}::int IS NULL OR d.episode_id = ${episodeId ?? null}::int)
    ) AS a ON true
    WHERE (${status === "any"} OR c.status::text = ${status})
      AND (${show ?? null}::text IS NULL OR s.slug = ${show ?? null})
      -- From the episode's anchors, so that the places of other episodes' claims are never read.
      AND (${episodeId ?? null}::int IS NULL OR c.id IN (
        SELECT o.claim_id FROM documents AS p JOIN claim_anchors AS o ON o.document_id = p.id
        WHERE p.episode_id = ${episodeId ?? null}::int AND o.status = 'accepted'))
      AND (${proposerId ?? null}::uuid IS NULL OR c.proposer_id = ${proposerId ?? null}::uuid)
      AND (${speaker ?? null}::text IS NULL OR c.speaker = ${speaker ?? null})
      AND (${outcome ?? null}::text IS NULL OR EXISTS (
        SELECT FROM shown AS v WHERE v.claim_id = c.id AND v.outcome = ${outcome ?? null})
        OR (${outcome ?? null} = 'none' AND NOT EXISTS (SELECT FROM shown AS v WHERE v.claim_id = c.id)))
      AND (${survey ?? null}::text IS NULL OR EXISTS (
        SELECT FROM shown AS v JOIN statistics AS st ON st.id = v.statistic_id JOIN categories AS ca ON ca.id = st.category_id
        JOIN questions AS q ON q.id = ca.question_id JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id
        WHERE v.claim_id = c.id AND su.slug = ${survey ?? null}))
    ORDER BY CASE WHEN ${episodeId ?? null}::int IS NULL THEN NULL ELSE a.seconds END, c.id DESC
    LIMIT ${take} OFFSET ${(page - 1) * take}`;
  const total = rows[0]?.total ?? 0;
  return {
    claims: await readClaims(
      db,
      rows.map(({ id }) => id),
    ),
    total,
    pages: Math.ceil(total / take),
  };
}

/** Lists the values by which published claims can be filtered. */
export async function listClaimFilters(db: Reader): Promise<{
  shows: { slug: string; title: string }[];
  speakers: string[];
  surveys: { slug: string; title: string }[];
}> {
  const [shows, speakers, surveys] = await Promise.all([
    db.show.findMany({
      where: { episodes: { some: { claims: { some: { status: "published" } } } } },
      select: { slug: true, title: true },
      orderBy: { title: "asc" },
    }),
    db.claim.findMany({
      where: { status: "published", speaker: { not: null } },
      distinct: ["speaker"],
      select: { speaker: true },
      orderBy: { speaker: "asc" },
    }),
    db.survey.findMany({ select: { slug: true, title: true }, orderBy: { title: "asc" } }),
  ]);
  return { shows, speakers: speakers.flatMap(({ speaker }) => speaker ?? []), surveys };
}
