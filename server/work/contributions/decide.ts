import type { Database } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { noticePerson } from "@/server/people/notices/notice-person";
import { type Decider, type DecisionProblem, lockToDecide } from "./accept";
import { readComment } from "./read-comment";

export interface Refusing extends Decider {
  readonly decision: "reject" | "request_changes";
  /** Why; it is told to the contributor, so there has to be one. */
  readonly comment: string;
}

export type DecideResult =
  /** `told`: whether its author learns the reason. Without an account nobody can be told. */
  | { readonly ok: true; readonly status: "rejected" | "changes_requested"; readonly told: boolean }
  /** `no-account`: it was sent without an account, so that nobody can be asked for changes. */
  | ({ readonly ok: false } & (
      | DecisionProblem
      | { readonly reason: "no-comment" | "long-comment" | "no-account" }
    ));

/** Rejects a contribution, or sends it back for changes; with the reason, which its author is told. */
export async function decide(db: Database, refusing: Refusing): Promise<DecideResult> {
  const comment = readComment(refusing.comment);
  if (comment === null) return { ok: false, reason: "long-comment" };
  if (comment === "") return { ok: false, reason: "no-comment" };
  const { reviewer, decision } = refusing;
  const status = decision === "reject" ? "rejected" : "changes_requested";
  return db.$transaction(async (tx) => {
    const locked = await lockToDecide(tx, refusing);
    if (!locked.ok) return locked;
    const { contribution } = locked;
    const told = contribution.authorId !== null;
    if (!told && decision === "request_changes") return { ok: false, reason: "no-account" };
    await tx.$executeRaw`
      UPDATE contributions SET status = ${status}::contribution_status, changed_at = now(),
        decided_at = CASE WHEN ${status} = 'rejected' THEN now() END,
        decider_id = CASE WHEN ${status} = 'rejected' THEN ${reviewer.id}::uuid END,
        holder_id = NULL, held_until = NULL
      WHERE id = ${contribution.id}`;
    await tx.$executeRaw`
      INSERT INTO reviews (contribution_id, version, reviewer_id, reviewer_name, decision, comment)
      VALUES (${contribution.id}, ${contribution.version}, ${reviewer.id}::uuid, ${reviewer.name},
              ${decision}::decision, ${comment})`;
    await noticePerson(tx, {
      to: contribution.authorId,
      kind: status,
      contributionId: contribution.id,
      actor: reviewer,
      text: comment,
    });
    await record(tx, {
      actor: reviewer,
      action: decision === "reject" ? "reject" : "request changes",
      showId: contribution.document.showId,
      subject: { contribution: contribution.id, version: contribution.version },
    });
    return { ok: true, status, told };
  });
}
