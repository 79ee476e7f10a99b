import type { Transaction } from "@/server/db";
import type { NoticeKind } from "./kinds";

interface Happening {
  /** The recipient; null if they have no account. */
  readonly to: string | null;
  readonly kind: NoticeKind;
  readonly contributionId: number | null;
  readonly actor: { readonly id: string | null; readonly name: string };
  /** A reason or comment. */
  readonly text?: string | null;
}

/** Sends a person a notice, unless they did it themselves. */
export async function noticePerson(tx: Transaction, happening: Happening): Promise<void> {
  const { to, kind, contributionId, actor, text = null } = happening;
  if (to === null || to === actor.id) return;
  await tx.$executeRaw`
    INSERT INTO notices (user_id, kind, contribution_id, text, actor_name)
    VALUES (${to}::uuid, ${kind}::notice_kind, ${contributionId}, ${text}, ${actor.name})`;
}
