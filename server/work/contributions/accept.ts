import { noticeNotes } from "@/lib/texts/en/notices";
import type { Database, Transaction } from "@/server/db";
import { mayReview, type Standing, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { noticePerson } from "@/server/people/notices/notice-person";
import type { Author } from "@/server/text/documents/append-revisions";
import type { Source } from "@/server/text/documents/read-source";
import type { Conflict } from "@/transcript";
import { appendAccepted, lockHead } from "./append-accepted";
import { checkProposal, textProblem } from "./check-proposal";
import { compareChange } from "./compare-change";
import { isUndecided } from "./is-undecided";
import { takeFileTimes } from "./keep-file-times";
import { type LockedContribution, lockContribution, proposedText } from "./lock-contribution";
import { mayDecide } from "./may-decide";
import { mergeAside } from "./merge-aside";
import { readComment } from "./read-comment";
import { readSide, type Side } from "./read-side";
import type { TextProblem } from "./refusal";

export interface Acceptance {
  readonly id: number;
  /** The version that was seen: an approval holds for it and for no other. */
  readonly version: number;
  readonly reviewer: Author & { readonly id: string };
  readonly comment?: string | undefined;
  /** The whole text as the maintainer changed it, made from revision `on`; by default from the version's base. */
  readonly text?: string | undefined;
  readonly on?: number | undefined;
}

/** Why a decision was not made; nothing was changed. */
export type DecisionProblem =
  | { readonly reason: "no-contribution" | "not-allowed" | "own" }
  /** It is decided, or was withdrawn. */
  | { readonly reason: "decided"; readonly status: LockedContribution["status"] }
  /** Its author amended it meanwhile. */
  | { readonly reason: "older-version"; readonly version: number };

export type AcceptResult =
  | { readonly ok: true; readonly revision: number; readonly status: "accepted" }
  | ({ readonly ok: false } & (
      | DecisionProblem
      | { readonly reason: "no-base" | "long-comment" | TextProblem }
      /** What it proposes is there already. */
      | { readonly reason: "nothing-left" }
      /** Both sides of each place, and the revision they were merged into. */
      | { readonly reason: "conflict"; readonly conflicts: readonly Conflict[]; readonly head: number }
    ));

// A decision takes some tens of milliseconds; many at once on one episode wait for each other.
const TIMEOUT = { timeout: 30_000, maxWait: 30_000 };

/**
 * Accepts a contribution: what was proposed on its base is merged into today's text, by segment and word, and becomes
 * the next revision. One transaction: the revision with all that is derived from it, the log, the decision, the notice;
 * all of it or nothing. Of two who decide at the same moment, one wins and the other is told.
 */
export async function accept(db: Database, acceptance: Acceptance): Promise<AcceptResult> {
  const comment = readComment(acceptance.comment);
  if (comment === null) return { ok: false, reason: "long-comment" };
  return db.$transaction(async (tx) => {
    const locked = await lockToDecide(tx, acceptance);
    return locked.ok ? acceptLocked(tx, locked.contribution, { ...acceptance, comment }) : locked;
  }, TIMEOUT);
}

export interface Decider {
  readonly id: number;
  readonly version: number;
  readonly reviewer: Author & { readonly id: string };
}

/** The contribution, held, where this reviewer may decide this version of it; else why not. */
export async function lockToDecide(
  tx: Transaction,
  { id, version, reviewer }: Decider,
): Promise<
  | { readonly ok: true; readonly contribution: LockedContribution; readonly standing: Standing }
  | ({ readonly ok: false } & DecisionProblem)
> {
  // Asked before the lock, which nobody else is to wait for, and again behind it: a role may be taken meanwhile.
  const allowed = (await mayDecide(tx, { ids: [id], personId: reviewer.id })).get(id);
  if (!allowed) return { ok: false, reason: allowed === false ? "not-allowed" : "no-contribution" };
  const contribution = await lockContribution(tx, id);
  if (!contribution) return { ok: false, reason: "no-contribution" };
  const { showId } = contribution.document;
  const standing = await standingAt(tx, { personId: reviewer.id, showId });
  if (!mayReview(standing)) return { ok: false, reason: "not-allowed" };
  if (!isUndecided(contribution.status)) return { ok: false, reason: "decided", status: contribution.status };
  if (contribution.version !== version)
    return { ok: false, reason: "older-version", version: contribution.version };
  if (contribution.authorId === reviewer.id && (await hasSecondReviewer(tx, showId, reviewer.id)))
    return { ok: false, reason: "own" };
  return { ok: true, contribution, standing };
}

/** Whether somebody else than this person decides at the show. */
export async function hasSecondReviewer(
  tx: Database | Transaction,
  showId: number,
  personId: string,
): Promise<boolean> {
  const other = await tx.showRole.findFirst({
    where: { showId, role: { in: ["owner", "maintainer"] }, userId: { not: personId } },
    select: { userId: true },
  });
  return other !== null;
}

/** Merges, appends and closes a contribution that the caller has locked and found to be undecided. */
export async function acceptLocked(
  tx: Transaction,
  contribution: LockedContribution,
  { reviewer, comment, text, on }: { reviewer: Author } & Pick<Acceptance, "comment" | "text" | "on">,
): Promise<AcceptResult> {
  const { document } = contribution;
  if (text !== undefined) {
    const problem = textProblem(text);
    if (problem) return { ok: false, reason: problem };
  }
  const head = await lockHead(tx, document);
  const sides = await sidesOf(tx, contribution, head, { text, on });
  if (!sides) return { ok: false, reason: "no-base" };
  const { base, theirs } = sides;
  const tried =
    base.number === head.number
      ? ({ ok: true, merged: theirs } as const)
      : await mergeAside({ path: document.path, base, ours: head, theirs });
  if (!tried.ok) return tried.reason === "conflict" ? { ...tried, head: head.number } : tried;
  const { merged } = tried;
  const checked = checkProposal({ before: head.transcript, after: merged.transcript });
  if (!checked.ok)
    return { ok: false, reason: checked.reason === "nothing-changed" ? "nothing-left" : checked.reason };

  const revision = head.number + 1;
  const edited = text !== undefined && text !== sides.proposedBefore;
  // A text that settles a conflict was made from today's: what differs from the proposal is not the reviewer's alone.
  const what =
    edited && contribution.authorId !== null && (on === undefined || on === contribution.base)
      ? await sayEdited(document.path, sides.proposedBefore, text)
      : "";
  await tx.$executeRaw`
    WITH accepted AS (
      UPDATE contributions SET status = 'accepted', revision = ${revision}, decided_at = now(), changed_at = now(),
        decider_id = ${reviewer.id}::uuid, holder_id = NULL, held_until = NULL
      WHERE id = ${contribution.id})
    INSERT INTO reviews (contribution_id, version, reviewer_id, reviewer_name, decision, comment, edited)
    VALUES (${contribution.id}, ${contribution.version}, ${reviewer.id}::uuid, ${reviewer.name}, 'accept',
            ${comment || null}, ${edited})`;
  await noticePerson(tx, {
    to: contribution.authorId,
    kind: "accepted",
    contributionId: contribution.id,
    actor: reviewer,
    text: [comment, what].filter(Boolean).join("\n\n") || null,
  });
  await record(tx, {
    actor: reviewer,
    action: edited ? "edit and accept" : "accept",
    showId: document.showId,
    subject: { contribution: contribution.id, version: contribution.version, revision },
  });
  await appendAccepted(tx, {
    document,
    head,
    after: merged.transcript,
    text: merged.text,
    summary: contribution.summary,
    author: { id: contribution.authorId, name: contribution.authorName },
    reviewer,
    contributionId: contribution.id,
    edited,
  });
  await takeFileTimes(tx, { contributionId: contribution.id, document });
  return { ok: true, revision, status: "accepted" };
}

/** What a reviewer changed of what was proposed, in a sentence; nothing where that cannot be compared in time. */
async function sayEdited(path: string, proposed: string, accepted: string): Promise<string> {
  const compared = await compareChange({ path, before: readSide({ path, text: proposed }), text: accepted });
  const said = compared.ok ? await compared.sayWhat({ at: null, notes: false }) : compared;
  return said.ok ? noticeNotes.edited(said.result.summary) : "";
}

interface Sides {
  readonly base: Source;
  /** What is to be accepted. */
  readonly theirs: Side;
  /** What the contributor proposed, where that was changed. */
  readonly proposedBefore: string;
}

async function sidesOf(
  tx: Transaction,
  contribution: LockedContribution,
  head: Source,
  { text, on }: Pick<Acceptance, "text" | "on">,
): Promise<Sides | null> {
  const { path } = contribution.document;
  const { source, text: proposed } = await proposedText(tx, contribution, head);
  if (text === undefined)
    return { base: source, theirs: readSide({ path, text: proposed }), proposedBefore: proposed };
  // An edited text made from another revision than today's is merged like any other.
  const base = on === undefined || on === source.number ? source : on === head.number ? head : null;
  return base && { base, theirs: readSide({ path, text }), proposedBefore: proposed };
}
