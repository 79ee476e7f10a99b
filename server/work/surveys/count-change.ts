import type { Transaction } from "@/server/db";

/**
 * Raises `claims_version` of each episode with claims that have evidence from these surveys (given by id).
 * Caches of their pages use it as a key.
 */
export async function countChange(tx: Transaction, surveyIds: readonly number[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE episodes SET claims_version = claims_version + 1
    WHERE id IN (
      WITH held AS (
        SELECT v.claim_id FROM waves AS w JOIN questions AS q ON q.wave_id = w.id
        JOIN categories AS g ON g.question_id = q.id JOIN statistics AS s ON s.category_id = g.id
        JOIN evidence AS v ON v.statistic_id = s.id WHERE w.survey_id = ANY(${[...surveyIds]}::int[])
      )
      SELECT c.episode_id FROM held JOIN claims AS c ON c.id = held.claim_id
      UNION SELECT d.episode_id FROM held JOIN claim_anchors AS a ON a.claim_id = held.claim_id JOIN documents AS d ON d.id = a.document_id)`;
}
