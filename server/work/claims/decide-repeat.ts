import type { Database } from "@/server/db";
import { mayOwn, mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import type { Person } from "./propose-claim";
import { raiseClaim } from "./raise-claim";

export type DecidedRepeat =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "no-claim" | "not-allowed" | "own-claim" | "already-decided" | "lost";
    };

/**
 * Decides whether a claim is said at a further place: accepts a proposed one, or takes away a proposed or accepted one.
 * Only the show's maintainers and owners may; about their own proposal only an owner.
 */
export async function decideRepeat(
  db: Database,
  {
    anchorId,
    decider,
    decision,
  }: { readonly anchorId: number; readonly decider: Person; readonly decision: "accept" | "reject" },
): Promise<DecidedRepeat> {
  return db.$transaction(async (tx) => {
    const asked = await tx.claimAnchor.findUnique({
      where: { id: anchorId },
      select: { claimId: true, claim: { select: { episode: { select: { showId: true } } } } },
    });
    if (!asked) return { ok: false, reason: "no-claim" };
    const { showId } = asked.claim.episode;
    const standing = await standingAt(tx, { personId: decider.id, showId });
    if (!mayReview(standing)) return { ok: false, reason: "not-allowed" };
    await tx.$queryRaw`SELECT id FROM claims WHERE id = ${asked.claimId} FOR UPDATE`;
    const anchor = await tx.claimAnchor.findUniqueOrThrow({ where: { id: anchorId } });
    // The place where a claim was made first is decided with the claim.
    const first = await tx.claimAnchor.findFirst({
      where: { claimId: asked.claimId },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    const open = decision === "accept" ? ["proposed"] : ["proposed", "accepted"];
    if (first?.id === anchorId || !open.includes(anchor.status))
      return { ok: false, reason: "already-decided" };
    if (decision === "accept" && anchor.proposerId === decider.id && !mayOwn(standing))
      return { ok: false, reason: "own-claim" };
    if (decision === "accept" && anchor.lostAt !== null) return { ok: false, reason: "lost" };
    await tx.claimAnchor.update({
      where: { id: anchorId },
      data: { status: decision === "accept" ? "accepted" : "rejected" },
    });
    await raiseClaim(tx, asked.claimId);
    await record(tx, {
      ...{ actor: decider, action: `${decision} repeat`, showId },
      subject: { claim: asked.claimId, anchor: anchorId },
    });
    return { ok: true };
  });
}
