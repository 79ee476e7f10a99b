import type { Transaction } from "@/server/db";
import type { NoticeKind } from "./kinds";

interface Happening {
  readonly showId: number;
  readonly kind: NoticeKind;
  readonly contributionId: number;
  /** Who did it; they get no notice. */
  readonly actor: { readonly id: string | null; readonly name: string };
  readonly text?: string | null;
  /** People who get a notice anyway. */
  readonly except?: readonly string[];
}

/** Sends a notice to all reviewers of a show, with one query. */
export async function noticeReviewers(tx: Transaction, happening: Happening): Promise<void> {
  const { showId, kind, contributionId, actor, text = null, except = [] } = happening;
  await tx.$executeRaw`
    INSERT INTO notices (user_id, kind, contribution_id, text, actor_name)
    SELECT r.user_id, ${kind}::notice_kind, ${contributionId}, ${text}, ${actor.name}
    FROM show_roles AS r
    WHERE r.show_id = ${showId} AND r.role IN ('owner', 'maintainer') AND r.user_id IS DISTINCT FROM ${actor.id}::uuid
      AND r.user_id <> ALL (${[...except]}::uuid[])`;
}
