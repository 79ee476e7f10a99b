import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { noticePerson } from "@/server/people/notices/notice-person";
import type { Author } from "@/server/text/documents/append-revisions";
import { lockContribution } from "./lock-contribution";
import { mayDecide } from "./may-decide";
import { type RevertResult, revertIn } from "./revert";

export interface Reopening {
  readonly id: number;
  readonly reviewer: Author & { readonly id: string };
}

export type ReopenResult =
  | { readonly ok: true; readonly revision: number | null }
  | { readonly ok: false; readonly reason: "no-contribution" | "not-allowed" | "undecided" }
  | Extract<RevertResult, { ok: false }>;

/**
 * Undoes the decision on a contribution, which is open again as it was. What was accepted is taken back by a new
 * revision: nothing is deleted from the log.
 *
 * @returns the number of that revision; null where none was needed
 */
export async function reopen(db: Database, { id, reviewer }: Reopening): Promise<ReopenResult> {
  return db
    .$transaction(
      async (tx): Promise<ReopenResult> => {
        const allowed = (await mayDecide(tx, { ids: [id], personId: reviewer.id })).get(id);
        if (!allowed) return { ok: false, reason: allowed === false ? "not-allowed" : "no-contribution" };
        const contribution = await lockContribution(tx, id);
        if (!contribution) return { ok: false, reason: "no-contribution" };
        const { document, status, version } = contribution;
        const standing = await standingAt(tx, { personId: reviewer.id, showId: document.showId });
        if (!mayReview(standing)) return { ok: false, reason: "not-allowed" };
        if (status === "open" || status === "withdrawn") return { ok: false, reason: "undecided" };
        await noticePerson(tx, {
          to: contribution.authorId,
          kind: "reopened",
          contributionId: id,
          actor: reviewer,
        });
        await tx.$executeRaw`
        INSERT INTO reviews (contribution_id, version, reviewer_id, reviewer_name, decision)
        VALUES (${id}, ${version}, ${reviewer.id}::uuid, ${reviewer.name}, 'reopen')`;
        await record(tx, {
          actor: reviewer,
          action: "reopen",
          showId: document.showId,
          subject: { contribution: id, was: status },
        });
        const open = () => tx.$executeRaw`
        UPDATE contributions SET status = 'open', revision = NULL, decided_at = NULL, decider_id = NULL,
          reverted_at = NULL, changed_at = now()
        WHERE id = ${id}`;
        if (contribution.revision === null) {
          await open();
          return { ok: true, revision: null };
        }
        const reverted = await revertIn(tx, {
          documentId: document.id,
          number: contribution.revision,
          reviewer,
          comment: "The decision was undone",
          tells: false,
        });
        // It may have been taken back already, by another revision.
        if (!reverted.ok && reverted.reason !== "nothing-left") throw new Unchanged(reverted);
        await open();
        return { ok: true, revision: reverted.ok ? reverted.revision : null };
      },
      { timeout: 30_000, maxWait: 30_000 },
    )
    .catch((error: unknown) => {
      if (error instanceof Unchanged) return error.result;
      throw error;
    });
}

/** Carries a refusal out of the transaction, which is rolled back. */
class Unchanged extends Error {
  constructor(readonly result: Extract<RevertResult, { ok: false }>) {
    super(result.reason);
  }
}
