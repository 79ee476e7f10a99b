import type { Database } from "../db";

/** Takes back a claim that nobody has decided about yet. Only who proposed it can. */
export async function withdrawClaim(
  db: Database,
  { claimId, personId }: { claimId: number; personId: string },
): Promise<{ ok: true } | { ok: false; reason: "no-claim" | "already-decided" }> {
  const { count } = await db.claim.updateMany({
    where: { id: claimId, proposedBy: personId, state: "proposed" },
    data: { state: "withdrawn" },
  });
  if (count > 0) return { ok: true };
  const own = await db.claim.count({ where: { id: claimId, proposedBy: personId } });
  return { ok: false, reason: own > 0 ? "already-decided" : "no-claim" };
}
