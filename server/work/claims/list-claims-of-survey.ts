import type { Database } from "@/server/db";
import { type ReadableClaim, readClaims } from "./read-claims";

/** Lists the published claims with evidence from a survey, across episodes. */
export async function listClaimsOfSurvey(db: Database, slug: string): Promise<ReadableClaim[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT v.claim_id AS id FROM evidence AS v JOIN claims AS cl ON cl.id = v.claim_id
    JOIN statistics AS s ON s.id = v.statistic_id JOIN categories AS c ON c.id = s.category_id
    JOIN questions AS q ON q.id = c.question_id JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id
    WHERE su.slug = ${slug} AND cl.status = 'published' AND v.status = 'accepted' ORDER BY 1 LIMIT 1000`;
  return readClaims(
    db,
    rows.map(({ id }) => id),
  );
}
