import type { Database } from "@/server/db";
import { NOTICE_KINDS, type NoticeKind } from "./kinds";

/** Where a person wants notices of one kind. */
export interface Choice {
  readonly kind: NoticeKind;
  readonly site: boolean;
  readonly mail: boolean;
}

/** A person's choices for every kind; both site and mail where they chose nothing. */
export async function readChoices(db: Database, personId: string): Promise<Choice[]> {
  const rows = await db.noticeChoice.findMany({ where: { userId: personId } });
  const said = new Map(rows.map(({ kind, site, mail }) => [kind, { kind, site, mail }] as const));
  return NOTICE_KINDS.map((kind) => said.get(kind) ?? { kind, site: true, mail: true });
}

/** Stores a person's choices for the given kinds. */
export async function setChoices(db: Database, personId: string, choices: readonly Choice[]): Promise<void> {
  await db.$transaction(
    choices.map(({ kind, site, mail }) =>
      db.noticeChoice.upsert({
        where: { userId_kind: { userId: personId, kind } },
        create: { userId: personId, kind, site, mail },
        update: { site, mail },
      }),
    ),
  );
}
