import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { lockSender } from "@/server/people/limits/lock-sender";
import {
  findWords,
  lockDocument,
  MOST_WAITING,
  type ProposedClaim,
  type ProposeProblem,
} from "./propose-claim";

export type ProposedRepeat =
  | { readonly ok: true; readonly anchorId: number }
  | { readonly ok: false; readonly reason: ProposeProblem | "no-claim" };

/**
 * Proposes a further place of a published claim: where it is said again, in an episode of the same show. A maintainer of
 * the show decides.
 */
export async function proposeRepeat(
  db: Database,
  {
    claimId,
    author,
    ...wanted
  }: Pick<ProposedClaim, "author" | "documentId" | "segmentId" | "exact" | "firstWord"> & {
    readonly claimId: number;
  },
): Promise<ProposedRepeat> {
  return db.$transaction(async (tx) => {
    const document = await lockDocument(tx, wanted.documentId);
    if (!document) return { ok: false, reason: "no-document" };
    const standing = await standingAt(tx, { personId: author.id, showId: document.show_id });
    if (standing.blocked !== null) return { ok: false, reason: "blocked" };
    await tx.$queryRaw`SELECT id FROM claims WHERE id = ${claimId} FOR UPDATE`;
    const claim = await tx.claim.findUnique({
      where: { id: claimId },
      select: { status: true, episode: { select: { showId: true } } },
    });
    if (claim?.status !== "published" || claim.episode.showId !== document.show_id)
      return { ok: false, reason: "no-claim" };
    const found = await findWords(tx, wanted, document);
    if ("reason" in found) return { ok: false, reason: found.reason };
    const { quote, seconds } = found;
    await lockSender(tx, [`claim:person:${author.id}`]);
    const waiting = await tx.claimAnchor.count({ where: { proposerId: author.id, status: "proposed" } });
    if (waiting >= MOST_WAITING) return { ok: false, reason: "too-many" };
    const known = await tx.claimAnchor.findFirst({
      where: {
        ...{ documentId: wanted.documentId, segmentId: wanted.segmentId, lostAt: null },
        ...{ firstWord: quote.firstWord, lastWord: quote.lastWord, status: { not: "rejected" } },
        claim: { status: { in: ["proposed", "published"] } },
      },
    });
    if (known) return { ok: false, reason: "already-claimed" };
    const anchor = await tx.claimAnchor.create({
      data: {
        ...quote,
        ...{ claimId, documentId: wanted.documentId, segmentId: wanted.segmentId, seconds },
        ...{ revision: document.head, status: "proposed" },
        ...{ proposerId: author.id, proposerName: author.name },
      },
    });
    return { ok: true, anchorId: anchor.id };
  });
}
