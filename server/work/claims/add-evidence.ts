import type { Comparison } from "@/evidence";
import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { lockSender } from "@/server/people/limits/lock-sender";
import { episodeName, saidWhen } from "./compare-with";
import { holdAgainst, type ProposedEvidence } from "./hold-against";
import { readNearby } from "./nearby-paragraphs";
import { MOST_WAITING, type Person } from "./propose-claim";
import { quantitySchema } from "./quantity-schema";

/** Why evidence cannot be added to a claim. */
export type AddEvidenceProblem =
  | "no-claim"
  | "already-decided"
  | "already-linked"
  | "no-statistic"
  | "statistic-changed"
  | "no-expression"
  | "too-many"
  | "blocked";

export type AddedEvidence =
  | { readonly ok: true; readonly evidenceId: number; readonly comparison: Comparison }
  | { readonly ok: false; readonly reason: AddEvidenceProblem };

/**
 * Proposes another statistic as evidence for a proposed or published claim. A maintainer decides about it.
 */
export async function addEvidence(
  db: Database,
  { author, claimId, evidence }: { author: Person; claimId: number; evidence: ProposedEvidence },
): Promise<AddedEvidence> {
  return db.$transaction(async (tx) => {
    // Locks the claim, so that nobody decides about it meanwhile.
    await tx.$queryRaw`SELECT id FROM claims WHERE id = ${claimId} FOR UPDATE`;
    const claim = await tx.claim.findUnique({
      where: { id: claimId },
      include: {
        episode: { select: { showId: true, publishedAt: true } },
        anchors: { include: { document: { select: { path: true } } }, orderBy: { id: "asc" }, take: 1 },
      },
    });
    const [anchor] = claim?.anchors ?? [];
    const quantity = quantitySchema.safeParse(claim?.quantity);
    if (!claim || !anchor || !quantity.success) return { ok: false, reason: "no-claim" };
    if (claim.status !== "proposed" && claim.status !== "published")
      return { ok: false, reason: "already-decided" };
    const standing = await standingAt(tx, { personId: author.id, showId: claim.episode.showId });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    await lockSender(tx, [`evidence:person:${author.id}`]);
    const waiting = await tx.evidence.count({
      where: {
        proposerId: author.id,
        status: "proposed",
        claim: { status: { in: ["proposed", "published"] } },
      },
    });
    if (waiting >= MOST_WAITING) return { ok: false, reason: "too-many" };
    const held = await holdAgainst(
      tx,
      {
        ...{ quantity: quantity.data, base: claim.base, episode: episodeName(anchor.document.path) },
        said: saidWhen(anchor, claim.episode.publishedAt),
        nearby: await readNearby(tx, anchor),
        scope: claim.scope === "population" || claim.scope === "sample" ? claim.scope : null,
      },
      evidence,
    );
    if ("problem" in held) return { ok: false, reason: held.problem };
    const there = await tx.evidence.findMany({
      where: {
        ...{ claimId, statisticId: held.data.statisticId, operation: held.data.operation },
        status: { in: ["proposed", "accepted"] },
      },
      select: { terms: { orderBy: { position: "asc" }, select: { statisticId: true } } },
    });
    const termsOf = (terms: readonly { statisticId: number }[]) =>
      String(terms.map((term) => term.statisticId));
    if (there.some(({ terms }) => termsOf(terms) === termsOf(held.data.terms.create)))
      return { ok: false, reason: "already-linked" };
    const { id } = await tx.evidence.create({
      data: { ...held.data, claimId, proposerId: author.id, proposerName: author.name },
    });
    return { ok: true, evidenceId: id, comparison: held.comparison };
  });
}
