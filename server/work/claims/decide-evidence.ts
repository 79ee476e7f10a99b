import type { Database, EvidenceRelation } from "@/server/db";
import { mayOwn, mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { episodeName, saidWhen } from "./compare-with";
import { isOperation } from "./compute-statistic";
import { holdAgainst } from "./hold-against";
import type { Person } from "./propose-claim";
import { quantitySchema } from "./quantity-schema";
import { raiseClaim } from "./raise-claim";
import { restsOnRetracted } from "./rests-on-retracted";

/**
 * A maintainer's decision about evidence: accept or reject proposed evidence, remove accepted evidence
 * (reject), or compare the claim with the statistic's corrected value (renew).
 */
export interface EvidenceDecision {
  readonly evidenceId: number;
  readonly decider: Person;
  readonly decision: "accept" | "reject" | "renew";
  /** Required to reject. */
  readonly reason: string | null;
}

export type DecidedEvidence =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason:
        | "no-claim"
        | "not-allowed"
        | "own-claim"
        | "already-decided"
        | "no-reason"
        | "not-changed"
        | "statistic-retracted";
    };

/** Decides about evidence. Earlier decisions stay in the database unchanged. */
export async function decideEvidence(
  db: Database,
  { evidenceId, decider, decision, reason }: EvidenceDecision,
): Promise<DecidedEvidence> {
  const why = reason?.trim() || null;
  return db.$transaction(async (tx) => {
    // Who may not decide holds nobody up; behind the lock it is asked again.
    const asked = await tx.evidence.findUnique({
      where: { id: evidenceId },
      select: { claim: { select: { episode: { select: { showId: true } } } } },
    });
    if (!asked) return { ok: false, reason: "no-claim" };
    if (!mayReview(await standingAt(tx, { personId: decider.id, showId: asked.claim.episode.showId })))
      return { ok: false, reason: "not-allowed" };
    const [held] = await tx.$queryRaw<Locked[]>`
      SELECT v.status::text, v.proposer_id, v.claim_id, v.statistic_id, v.statistic_version, v.operation, v.relation::text, v.note,
             c.status::text AS claim_status, c.quantity, c.scope, c.base, c.episode_id, e.show_id, v.reason
      FROM evidence AS v JOIN claims AS c ON c.id = v.claim_id JOIN episodes AS e ON e.id = c.episode_id
      WHERE v.id = ${evidenceId} FOR UPDATE OF c, v`;
    if (!held) return { ok: false, reason: "no-claim" };
    const standing = await standingAt(tx, { personId: decider.id, showId: held.show_id });
    if (!mayReview(standing)) return { ok: false, reason: "not-allowed" };
    if (decision === "accept" && held.proposer_id === decider.id && !mayOwn(standing))
      return { ok: false, reason: "own-claim" };
    // Evidence proposed with a claim is decided with it; before that it can only be rejected.
    const stands =
      held.claim_status === "published" || (held.claim_status === "proposed" && decision === "reject");
    if (!stands || !FROM[decision].includes(held.status)) return { ok: false, reason: "already-decided" };
    if (decision === "reject" && why === null) return { ok: false, reason: "no-reason" };
    if (decision !== "reject" && (await restsOnRetracted(tx, { claimId: held.claim_id, evidenceId })))
      return { ok: false, reason: "statistic-retracted" };
    const decided = { deciderId: decider.id, deciderName: decider.name, decidedAt: new Date() };
    if (decision === "renew") {
      const quantity = quantitySchema.parse(held.quantity);
      const anchor = await tx.claimAnchor.findFirstOrThrow({
        where: { claimId: held.claim_id },
        orderBy: { id: "asc" },
        include: { document: { select: { path: true } }, claim: { select: { episode: true } } },
      });
      const terms = await tx.evidenceTerm.findMany({ where: { evidenceId }, orderBy: { position: "asc" } });
      const against = await holdAgainst(
        tx,
        {
          ...{ quantity, scope: held.scope, base: held.base, episode: episodeName(anchor.document.path) },
          said: saidWhen(anchor, anchor.claim.episode.publishedAt),
          linked: { reason: held.reason },
        },
        {
          ...{ statisticId: held.statistic_id, note: held.note, terms },
          operation: isOperation(held.operation) ? held.operation : null,
        },
      );
      const was = [held.statistic_version, ...terms.map(({ statisticVersion }) => statisticVersion)];
      const is =
        "data" in against
          ? [against.data.statisticVersion, ...against.data.terms.create.map((term) => term.statisticVersion)]
          : was;
      if ("problem" in against || is.every((version, at) => version === was[at]))
        return { ok: false, reason: "not-changed" };
      await tx.evidence.update({ where: { id: evidenceId }, data: { ...decided, status: "replaced" } });
      await tx.evidence.create({
        data: {
          ...{ ...against.data, ...decided, claimId: held.claim_id, status: "accepted" },
          // Where the outcome is another, so is what it suggests; context stays what it was.
          relation: held.relation === "context" ? "context" : against.data.relation,
          ...{ proposerId: decider.id, proposerName: decider.name },
        },
      });
    } else
      await tx.evidence.update({
        where: { id: evidenceId },
        data: {
          ...decided,
          ...(decision === "accept" ? { status: "accepted" } : { status: "rejected", decisionReason: why }),
        },
      });
    await raiseClaim(tx, held.claim_id);
    return { ok: true };
  });
}

const FROM: Record<EvidenceDecision["decision"], readonly string[]> = {
  accept: ["proposed"],
  reject: ["proposed", "accepted"],
  renew: ["accepted"],
};

interface Locked {
  readonly status: string;
  readonly proposer_id: string | null;
  readonly claim_id: number;
  readonly statistic_id: number;
  readonly statistic_version: number;
  readonly operation: string | null;
  readonly relation: EvidenceRelation;
  readonly note: string | null;
  readonly reason: string | null;
  readonly claim_status: string;
  readonly quantity: unknown;
  readonly scope: "sample" | "population" | null;
  readonly base: string | null;
  readonly episode_id: number;
  readonly show_id: number;
}
