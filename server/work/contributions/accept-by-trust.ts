import type { ContributionChannel, Database, Transaction } from "@/server/db";
import type { Standing } from "@/server/people/accounts/standing-at";
import type { Author } from "@/server/text/documents/append-revisions";
import { isNewsletter } from "@/server/text/documents/is-notes";
import type { Splice } from "@/transcript";
import { acceptLocked } from "./accept";
import type { Contributor } from "./contributor";
import { KEPT } from "./count-contributions";
import type { ProposalDocument } from "./find-document";
import { isSmallFix } from "./is-small-fix";
import { isUndecided } from "./is-undecided";
import { lockContribution } from "./lock-contribution";
import type { SoundWitness } from "./witness-of";

/** Who decided where nobody looked. */
const TRUST_RULE = { id: null, name: "Trust rule" };
/** The same where an owner has published a small fix of their own. */
export const OWNERS_RULE = { id: null, name: "Owner’s rule" };

interface Trusting {
  readonly id: number;
  readonly channel: ContributionChannel;
  readonly document: ProposalDocument;
  readonly author: Contributor;
  readonly standing: Standing;
  /** What the sound says of the words; null where that could not be measured. */
  readonly sound: SoundWitness | null;
  readonly splices: readonly Splice[];
}

/**
 * Accepts a filled gap at once where the show trusts its author: by their role, or because enough of what they
 * contributed was accepted and none of it taken back of late. A show may ask for less where the sound supports the words;
 * and it may let its owners publish their own small fixes. What cannot be merged waits for a person.
 *
 * @returns the revision's number; null where it waits for a review
 */
export async function acceptByTrust(db: Database, trusting: Trusting): Promise<number | null> {
  const { id } = trusting;
  const rule = await ruleFor(db, trusting);
  if (!rule) return null;
  const result = await db.$transaction(async (tx) => {
    const contribution = await lockContribution(tx, id);
    if (!contribution || !isUndecided(contribution.status)) return null;
    return acceptLocked(tx, contribution, { reviewer: rule });
  });
  return result?.ok ? result.revision : null;
}

/** The rule by which a contribution needs no review; null where it needs one. */
async function ruleFor(
  db: Database,
  { channel, document, author, standing, sound, splices }: Trusting,
): Promise<Author | null> {
  if (author.id === null) return null;
  const bySite = channel === "paragraph" || channel === "document";
  if (bySite && standing.role === "owner" && document.ownFixes && document.kind === "transcript")
    return isSmallFix(splices, { newsletter: isNewsletter(document.path) }) ? OWNERS_RULE : null;
  if (channel !== "gap") return null;
  const trusted = standing.role === "trusted" || (await isTrusted(db, author.id, document, sound));
  return trusted ? TRUST_RULE : null;
}

type Rule = Pick<ProposalDocument, "showId" | "trustAccepted" | "trustDays" | "trustSound">;

/** Whether the show's rule trusts a person with words of which the sound says this. */
export async function isTrusted(
  db: Database | Transaction,
  personId: string,
  { showId, trustAccepted, trustDays, trustSound }: Rule,
  sound: SoundWitness | null = null,
): Promise<boolean> {
  const least = Math.min(
    trustAccepted ?? Number.POSITIVE_INFINITY,
    sound?.judgement === "supports" ? (trustSound ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
  );
  if (least === Number.POSITIVE_INFINITY) return false;
  const [row] = await db.$queryRaw<{ accepted: bigint; reverted: bigint }[]>`
    SELECT count(*) FILTER (WHERE ${KEPT}) AS accepted,
           count(*) FILTER (WHERE c.reverted_at > now() - make_interval(days => ${trustDays})) AS reverted
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    WHERE c.author_id = ${personId}::uuid AND e.show_id = ${showId}`;
  return Number(row?.accepted ?? 0) >= least && Number(row?.reverted ?? 0) === 0;
}
