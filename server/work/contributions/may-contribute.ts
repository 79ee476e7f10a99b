import type { Database, Transaction } from "@/server/db";
import { blockOfAddress } from "@/server/people/accounts/block";
import { mayReview, type Standing } from "@/server/people/accounts/standing-at";
import { type Contributor, DEFAULT_LICENCE } from "./contributor";
import type { ProposalDocument } from "./find-document";
import { asksForProof, isProved } from "./is-proved";
import type { Forbidden } from "./refusal";

/** How much one person, or one address without an account, may have waiting, and send in an hour. */
export const MOST_OPEN = { person: 200, anonymous: 20 };
export const MOST_AN_HOUR = { person: 120, anonymous: 20, address: 240 };

interface Asked {
  readonly author: Contributor;
  /** What the document's show says of contributions. */
  readonly document: Pick<ProposalDocument, "contribute" | "licence">;
  readonly standing: Standing;
  /** Whether they agree, with this contribution, to give it under the show's licence. */
  readonly agreed: boolean;
}

/** Where it is sent to; and a proof of work, with the form that it was made for. */
interface Sent {
  readonly showId: number;
  /** None where there is no document yet. */
  readonly documentId?: number;
  readonly proof?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Whether the show's rule and blocks let somebody contribute at all. */
export function mayTakePart({ author, document, standing }: Omit<Asked, "agreed">): Forbidden | null {
  if (standing.blocked !== null) return { reason: "blocked", because: standing.blocked };
  if (author.id === null && document.contribute !== "anyone") return { reason: "sign-in" };
  if (document.contribute === "invited" && standing.role === null && !standing.admin)
    return { reason: "not-invited" };
  return null;
}

/** Whether somebody may contribute to a document now: the show's rule, blocks, the licence, and the limits. */
export async function mayContribute(
  db: Database | Transaction,
  { author, document, standing, agreed, showId, ...made }: Asked & Sent,
): Promise<Forbidden | null> {
  const forbidden = mayTakePart({ author, document, standing });
  if (forbidden) return forbidden;
  if (author.id === null) {
    const because = await blockOfAddress(db, { showId, addressHash: author.addressHash });
    if (because !== null) return { reason: "blocked", because };
    if (!isProved(made) && (await asksForProof(db, showId))) return { reason: "proof" };
  }
  const licence = document.licence ?? DEFAULT_LICENCE;
  if (!agreed && !(await hasAgreed(db, author, licence))) return { reason: "licence", licence };
  return withinLimits(db, { author, standing });
}

async function hasAgreed(db: Database | Transaction, { id }: Contributor, licence: string): Promise<boolean> {
  if (id === null) return false;
  const row = await db.licenceAgreement.findUnique({ where: { userId_licence: { userId: id, licence } } });
  return row !== null;
}

/**
 * Whether somebody may send one more now: how much of theirs waits, and how much they sent in the last hour. Whoever
 * reviews at the show is not counted.
 */
export async function withinLimits(
  db: Database | Transaction,
  { author, standing }: Pick<Asked, "author" | "standing">,
): Promise<Forbidden | null> {
  if (mayReview(standing)) return null;
  const id = author.id;
  const addressHash = author.addressHash ?? null;
  const most = id === null ? "anonymous" : "person";
  // Each is counted no further than it matters, so that it takes no longer with a million contributions.
  const [row] = await db.$queryRaw<{ open: bigint; own: bigint; address: bigint }[]>`
    SELECT (SELECT count(*) FROM (
              SELECT FROM contributions WHERE status IN ('open', 'changes_requested')
                AND (author_id = ${id}::uuid OR (${id}::uuid IS NULL AND author_id IS NULL AND address_hash = ${addressHash}))
              LIMIT ${MOST_OPEN[most]}) AS o) AS open,
           (SELECT count(*) FROM (
              SELECT FROM contributions WHERE created_at > now() - interval '1 hour'
                AND (author_id = ${id}::uuid OR (${id}::uuid IS NULL AND author_id IS NULL AND address_hash = ${addressHash}))
              LIMIT ${MOST_AN_HOUR[most]}) AS h) AS own,
           (SELECT count(*) FROM (
              SELECT FROM contributions WHERE address_hash = ${addressHash} AND created_at > now() - interval '1 hour'
              LIMIT ${MOST_AN_HOUR.address}) AS a) AS address`;
  if (Number(row?.open) >= MOST_OPEN[most]) return { reason: "too-many-open", most: MOST_OPEN[most] };
  if (Number(row?.own) >= MOST_AN_HOUR[most]) return { reason: "too-fast", most: MOST_AN_HOUR[most] };
  if (Number(row?.address) >= MOST_AN_HOUR.address) return { reason: "too-fast", most: MOST_AN_HOUR.address };
  return null;
}
