import type { Database, Transaction } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { noticePerson } from "@/server/people/notices/notice-person";
import type { Author } from "@/server/text/documents/append-revisions";
import { readSource } from "@/server/text/documents/read-source";
import type { Conflict } from "@/transcript";
import { appendAccepted, lockHead } from "./append-accepted";
import { findDocument } from "./find-document";
import { mergeAside } from "./merge-aside";
import { readComment } from "./read-comment";

export interface Reverting {
  readonly documentId: number;
  /** The number of the revision to take back. */
  readonly number: number;
  readonly reviewer: Author & { readonly id: string };
  readonly comment?: string | undefined;
  /** Whether its author is told; they are, unless the caller tells them something else. */
  readonly tells?: boolean;
}

export type RevertResult =
  | { readonly ok: true; readonly revision: number }
  | {
      readonly ok: false;
      /**
       * `first`: there is nothing before it to go back to. `nothing-left`: it is taken back already. `too-hard`: there
       * was no time to merge it.
       */
      readonly reason: "no-revision" | "not-allowed" | "first" | "nothing-left" | "long-comment" | "too-hard";
    }
  | { readonly ok: false; readonly reason: "conflict"; readonly conflicts: readonly Conflict[] };

/**
 * Takes one revision back, as a new revision: what came later stays, by a three-way merge. Nothing is deleted. The
 * contribution that it was accepted from is marked, and its author told.
 */
export async function revert(db: Database, reverting: Reverting): Promise<RevertResult> {
  return db.$transaction((tx) => revertIn(tx, reverting), { timeout: 30_000, maxWait: 30_000 });
}

/** The same within a transaction, of one revision after another. */
export async function revertIn(
  tx: Transaction,
  { documentId, number, reviewer, tells = true, ...said }: Reverting,
): Promise<RevertResult> {
  const comment = readComment(said.comment);
  if (comment === null) return { ok: false, reason: "long-comment" };
  const document = await findDocument(tx, documentId);
  if (!document || !Number.isInteger(number) || number < 1 || number > document.head)
    return { ok: false, reason: "no-revision" };
  const standing = await standingAt(tx, { personId: reviewer.id, showId: document.showId });
  if (!mayReview(standing)) return { ok: false, reason: "not-allowed" };
  if (number === 1) return { ok: false, reason: "first" };

  const head = await lockHead(tx, document);
  const [taken, before] = await Promise.all(
    [number, number - 1].map((n) => readSource(tx, { documentId, number: n, path: document.path })),
  );
  if (!taken || !before) return { ok: false, reason: "no-revision" };
  const tried = await mergeAside({ path: document.path, base: taken, ours: head, theirs: before });
  if (!tried.ok) return tried;
  const { text, transcript } = tried.merged;
  if (text === head.text) return { ok: false, reason: "nothing-left" };

  const revision = await tx.revision.findUniqueOrThrow({
    where: { documentId_number: { documentId, number } },
    select: { summary: true, contributionId: true, authorId: true },
  });
  if (revision.contributionId !== null) {
    await tx.$executeRaw`
      UPDATE contributions SET reverted_at = now(), changed_at = now()
      WHERE id = ${revision.contributionId} AND status = 'accepted' AND revision = ${number}`;
  }
  if (tells)
    await noticePerson(tx, {
      to: revision.authorId,
      kind: "reverted",
      contributionId: revision.contributionId,
      actor: reviewer,
      text: comment || null,
    });
  await record(tx, {
    actor: reviewer,
    action: "revert",
    showId: document.showId,
    subject: { document: document.path, revision: number, reason: comment || null },
  });
  const accepted = await appendAccepted(tx, {
    document,
    head,
    after: transcript,
    text,
    summary: `Revert “${revision.summary}”`,
    author: reviewer,
    reviewer,
    contributionId: null,
    reverts: number,
  });
  return { ok: true, revision: accepted };
}
