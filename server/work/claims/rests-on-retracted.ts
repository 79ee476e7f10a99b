import type { Transaction } from "@/server/db";

/**
 * Whether evidence of a claim that waits or stands rests on a statistic that was taken back. Locks the statistics until
 * `tx` ends: one cannot be taken back while somebody decides about the claim.
 */
export async function restsOnRetracted(
  tx: Transaction,
  { claimId, evidenceId }: { readonly claimId: number; readonly evidenceId?: number },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ retracted: boolean }[]>`
    SELECT s.retracted_at IS NOT NULL AS retracted FROM statistics AS s WHERE s.id IN (
      SELECT v.statistic_id FROM evidence AS v
      WHERE v.claim_id = ${claimId} AND v.status IN ('proposed', 'accepted') AND (${evidenceId ?? null}::int IS NULL OR v.id = ${evidenceId ?? null})
      UNION ALL
      SELECT t.statistic_id FROM evidence_terms AS t JOIN evidence AS v ON v.id = t.evidence_id
      WHERE v.claim_id = ${claimId} AND v.status IN ('proposed', 'accepted') AND (${evidenceId ?? null}::int IS NULL OR v.id = ${evidenceId ?? null})
    ) ORDER BY s.id FOR SHARE`;
  return rows.some(({ retracted }) => retracted);
}
