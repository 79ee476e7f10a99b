import type { Database } from "@/server/db";
import { sql } from "@/server/db";
import type { Whom } from "@/server/people/accounts/block";
import { WAITING } from "./count-contributions";

/** Who has sent a contribution. */
export interface Sender {
  readonly name: string;
  /** Their account; or the hashed address that it came from. */
  readonly whom: Whom;
}

/** Who has sent a contribution to a show; null where there is none such, or nothing is known of them. */
export async function findSender(
  db: Database,
  { showId, contributionId }: { showId: number; contributionId: number },
): Promise<Sender | null> {
  const row = await db.contribution.findFirst({
    where: { id: contributionId, document: { episode: { showId } } },
    select: { authorName: true, authorId: true, addressHash: true },
  });
  if (!row) return null;
  const { authorName: name, authorId: userId, addressHash } = row;
  if (userId !== null) return { name, whom: { userId } };
  return addressHash === null ? null : { name, whom: { addressHash } };
}

/** What waits of somebody at a show: the first of it, and how much there is in all. */
export interface WaitingFrom {
  readonly total: number;
  readonly shown: readonly { readonly id: number; readonly summary: string; readonly episode: string }[];
}

const MOST_SHOWN = 50;

/** What somebody has sent to a show that waits for a review. */
export async function listWaitingFrom(
  db: Database,
  { showId, whom }: { showId: number; whom: Whom },
): Promise<WaitingFrom> {
  const rows = await db.$queryRaw<{ id: number; summary: string; episode: string; total: bigint }[]>`
    SELECT c.id, v.summary, e.title AS episode, count(*) OVER () AS total
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    WHERE e.show_id = ${showId} AND ${WAITING} AND ${sentBy(whom)}
    ORDER BY c.id LIMIT ${MOST_SHOWN}`;
  return {
    total: Number(rows[0]?.total ?? 0),
    shown: rows.map(({ id, summary, episode }) => ({ id, summary, episode })),
  };
}

/** Whether a contribution `c` is somebody's. */
export const sentBy = (whom: Whom) =>
  "userId" in whom
    ? sql`c.author_id = ${whom.userId}::uuid`
    : sql`(c.author_id IS NULL AND c.address_hash = ${whom.addressHash})`;
