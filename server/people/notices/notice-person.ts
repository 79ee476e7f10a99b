import type { Transaction } from "@/server/db";
import type { NoticeKind } from "./kinds";

interface Happening {
  /** The recipient; null if they have no account. */
  readonly to: string | null;
  readonly kind: NoticeKind;
  readonly contributionId?: number | null;
  /** What it is about, where that is no contribution. */
  readonly about?: NoticeSubject;
  readonly actor: { readonly id: string | null; readonly name: string };
  /** A reason or comment. */
  readonly text?: string | null;
}

/** What a notice is about that is not about a contribution. */
export interface NoticeSubject {
  /** A show's or an episode's title. */
  readonly title: string;
  /** The page that it leads to. */
  readonly href: string;
}

/** Sends a person a notice, unless they did it themselves. */
export async function noticePerson(tx: Transaction, happening: Happening): Promise<void> {
  const { to, kind, contributionId = null, about, actor, text = null } = happening;
  if (to === null || to === actor.id) return;
  await tx.$executeRaw`
    INSERT INTO notices (user_id, kind, contribution_id, about, href, text, actor_name)
    VALUES (${to}::uuid, ${kind}::notice_kind, ${contributionId}, ${about?.title ?? null}, ${about?.href ?? null},
            ${text}, ${actor.name})`;
}
