import type { Database } from "@/server/db";

/** Takes back a claim that nobody has decided about yet. Only who proposed it can. */
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

/** Takes back a figure that one proposed for a claim and that nobody has decided about yet. */
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
