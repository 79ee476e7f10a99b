import type { Database } from "@/server/db";
import { mayOwn, mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import type { Person } from "./propose-claim";
import { raiseClaim } from "./raise-claim";
import { restsOnRetracted } from "./rests-on-retracted";

/**
 * A maintainer's decision: publish or reject a proposed claim, retire a published one, publish a retired one
 * again, or keep a published one after an edit, a correction, a newer wave or a conflicting source.
 */
export interface Decision {
  readonly claimId: number;
  readonly decider: Person;
  readonly decision: "publish" | "reject" | "retire" | "keep";
  /** Required to reject or retire. */
  readonly reason: string | null;
}

export type Decided =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        | "no-claim"
        | "not-allowed"
        | "own-claim"
        | "already-decided"
        | "no-reason"
        | "lost"
        | "statistic-retracted";
    };

/** The statuses in which a claim allows each decision. */
const FROM: Record<Decision["decision"], readonly string[]> = {
  publish: ["proposed", "retired"],
  reject: ["proposed"],
  retire: ["published"],
  keep: ["published"],
};

/**
 * Decides about a claim and the evidence proposed with it. Only the show's maintainers and owners may decide,
 * and about their own claim only an owner. If two decide at once, the second gets a refusal.
 */
export async function decideClaim(
  db: Database,
  { claimId, decider, decision, reason }: Decision,
): Promise<Decided> {
  const why = reason?.trim() || null;
  return db.$transaction(async (tx) => {
    // Who may not decide holds nobody up; behind the lock it is asked again.
    const asked = await tx.claim.findUnique({
      where: { id: claimId },
      select: { episode: { select: { showId: true } } },
    });
    if (!asked) return { ok: false, reason: "no-claim" };
    if (!mayReview(await standingAt(tx, { personId: decider.id, showId: asked.episode.showId })))
      return { ok: false, reason: "not-allowed" };
    const [claim] = await tx.$queryRaw<
      { status: string; proposer_id: string | null; episode_id: number; show_id: number }[]
    >`
      SELECT c.status::text, c.proposer_id, c.episode_id, e.show_id FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
      WHERE c.id = ${claimId} FOR UPDATE OF c`;
    if (!claim) return { ok: false, reason: "no-claim" };
    const standing = await standingAt(tx, { personId: decider.id, showId: claim.show_id });
    if (!mayReview(standing)) return { ok: false, reason: "not-allowed" };
    if (decision === "publish" && claim.proposer_id === decider.id && !mayOwn(standing))
      return { ok: false, reason: "own-claim" };
    if (!FROM[decision].includes(claim.status)) return { ok: false, reason: "already-decided" };
    if (decision === "keep") {
      await tx.claim.update({ where: { id: claimId }, data: { lookedAt: new Date() } });
      return { ok: true };
    }
    if (decision !== "publish" && why === null) return { ok: false, reason: "no-reason" };
    // A published claim needs words in the text beside which it is shown.
    if (
      decision === "publish" &&
      (await tx.claimAnchor.count({ where: { claimId, lostAt: null, status: "accepted" } })) === 0
    )
      return { ok: false, reason: "lost" };
    if (decision === "publish" && (await restsOnRetracted(tx, { claimId })))
      return { ok: false, reason: "statistic-retracted" };
    const decided = { deciderId: decider.id, deciderName: decider.name, decidedAt: new Date() };
    await tx.claim.update({
      where: { id: claimId },
      data: {
        status: ({ publish: "published", reject: "rejected", retire: "retired" } as const)[decision],
        ...decided,
        reason: why,
      },
    });
    if (decision !== "retire")
      await tx.evidence.updateMany({
        where: { claimId, status: "proposed" },
        data: {
          ...decided,
          ...(decision === "publish" ? { status: "accepted" } : { status: "rejected", decisionReason: why }),
        },
      });
    await raiseClaim(tx, claimId);
    await record(tx, {
      actor: decider,
      action: `${decision} claim`,
      showId: claim.show_id,
      subject: { claim: claimId, reason: why },
    });
    return { ok: true };
  });
}
