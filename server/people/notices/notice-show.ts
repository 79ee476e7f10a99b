import type { Transaction } from "@/server/db";
import type { NoticeKind } from "./kinds";
import type { NoticeSubject } from "./notice-person";

interface Happening {
  readonly showId: number;
  readonly kind: NoticeKind;
  readonly about: NoticeSubject;
  /** Who did it; they get no notice. */
  readonly actor: { readonly id: string | null; readonly name: string };
}

/** Sends a notice that is about no contribution to all reviewers of a show, with one query. */
export async function noticeShow(tx: Transaction, { showId, kind, about, actor }: Happening): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO notices (user_id, kind, about, href, actor_name)
    SELECT r.user_id, ${kind}::notice_kind, ${about.title}, ${about.href}, ${actor.name}
    FROM show_roles AS r
    WHERE r.show_id = ${showId} AND r.role IN ('owner', 'maintainer') AND r.user_id IS DISTINCT FROM ${actor.id}::uuid`;
}
