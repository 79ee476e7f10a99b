import type { Transaction } from "@/server/db";
import type { NoticeSubject } from "./notice-person";

interface Asked {
  /** Who did it; they get no notice. */
  readonly actor: { readonly id: string | null; readonly name: string };
  readonly about: NoticeSubject;
  readonly text?: string | null;
  /** By default that somebody asks for a show. */
  readonly kind?: "requested" | "left";
}

/** Tells all administrators what became of a show's owner, with one query. */
export async function noticeAdministrators(tx: Transaction, asked: Asked): Promise<void> {
  const { actor, about, text = null, kind = "requested" } = asked;
  await tx.$executeRaw`
    INSERT INTO notices (user_id, kind, about, href, text, actor_name)
    SELECT u.id, ${kind}::notice_kind, ${about.title}, ${about.href}, ${text}, ${actor.name}
    FROM users AS u WHERE u.admin AND u.id IS DISTINCT FROM ${actor.id}::uuid`;
}
