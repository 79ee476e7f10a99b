import type { Database } from "@/server/db";
import { type ReadableClaim, readClaims } from "./read-claims";

/** More claims than this about one survey or question are not shown at once. */
const MOST = 1000;

/** Lists the published claims with evidence from a survey, or from one of its questions, across episodes. */
export async function listClaimsOfSurvey(
  db: Database,
  { survey, question }: { readonly survey: string; readonly question?: string },
): Promise<ReadableClaim[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT v.claim_id AS id FROM evidence AS v JOIN claims AS cl ON cl.id = v.claim_id
    JOIN statistics AS s ON s.id = v.statistic_id JOIN categories AS c ON c.id = s.category_id
    JOIN questions AS q ON q.id = c.question_id JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id
    WHERE su.slug = ${survey} AND (${question ?? null}::text IS NULL OR q.slug = ${question ?? null})
      AND cl.status = 'published' AND v.status = 'accepted' ORDER BY 1 LIMIT ${MOST}`;
  return readClaims(
    db,
    rows.map(({ id }) => id),
  );
}
