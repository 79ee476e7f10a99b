import type { Database } from "@/server/db";
import { countUnread } from "./list-notices";

/** What the pages that are the same for everybody say to one person. */
export interface AccountSummary {
  /** How many notices they have not read. */
  readonly unread: number;
  /** The slugs of the shows that they own or maintain. */
  readonly shows: readonly string[];
  readonly admin: boolean;
}

/** Reads what the header and a show's page say to a person. */
export async function readAccount(db: Database, personId: string): Promise<AccountSummary> {
  const [unread, [row]] = await Promise.all([
    countUnread(db, personId),
    db.$queryRaw<Omit<AccountSummary, "unread">[]>`
      SELECT u.admin,
             ARRAY(SELECT s.slug FROM show_roles AS r JOIN shows AS s ON s.id = r.show_id
                   WHERE r.user_id = u.id AND r.role IN ('owner', 'maintainer') ORDER BY s.slug LIMIT 1000) AS shows
      FROM users AS u WHERE u.id = ${personId}::uuid`,
  ]);
  return { unread, shows: row?.shows ?? [], admin: row?.admin ?? false };
}
