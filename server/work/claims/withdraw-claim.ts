import type { Database } from "@/server/db";

/** Withdraws a claim that is not decided yet. Only its proposer may do this. */
export async function withdrawClaim(
  db: Database,
  { claimId, personId }: { claimId: number; personId: string },
): Promise<{ ok: true } | { ok: false; reason: "no-claim" | "already-decided" }> {
  const { count } = await db.claim.updateMany({
    where: { id: claimId, proposerId: personId, status: "proposed" },
    data: { status: "withdrawn" },
  });
  if (count > 0) return { ok: true };
  const own = await db.claim.count({ where: { id: claimId, proposerId: personId } });
  return { ok: false, reason: own > 0 ? "already-decided" : "no-claim" };
}

/** Withdraws proposed evidence that is not decided yet. Only its proposer may do this. */
export async function withdrawEvidence(
  db: Database,
  { evidenceId, personId }: { evidenceId: number; personId: string },
): Promise<{ ok: true } | { ok: false; reason: "no-claim" | "already-decided" }> {
  const { count } = await db.evidence.deleteMany({
    where: { id: evidenceId, proposerId: personId, status: "proposed" },
  });
  if (count > 0) return { ok: true };
  const own = await db.evidence.count({ where: { id: evidenceId, proposerId: personId } });
  return { ok: false, reason: own > 0 ? "already-decided" : "no-claim" };
}
