import type { ContributionChannel, Database, SoundJudgement } from "@/server/db";
import { WAITING } from "./count-contributions";

/** What of a queue is wanted; everything where nothing is said. */
export interface QueueFilter {
  readonly show?: string | undefined;
  readonly channel?: ContributionChannel | undefined;
  /** The handle of who sent it; "-" for those without an account. */
  readonly person?: string | undefined;
  /** Only what came without an account from the address of this contribution. */
  readonly from?: number | undefined;
  /** Only what has waited for at least so many days. */
  readonly days?: number | undefined;
  /** What the sound says of it; "none" where that was not measured. */
  readonly sound?: SoundJudgement | "none" | undefined;
}

interface Wanted extends QueueFilter {
  /** The shows whose contributions are decided. */
  readonly showIds: readonly number[];
  /** Who looks at it: what they hold themselves is free for them. */
  readonly reviewerId: string;
  readonly skip?: number;
  readonly take: number;
}

/** A contribution that waits for a decision, in a line. */
export interface QueueEntry {
  readonly id: number;
  readonly version: number;
  readonly channel: ContributionChannel;
  readonly summary: string;
  readonly added: number;
  readonly removed: number;
  readonly author: string;
  /** What the sound says of it; null where that was not measured. */
  readonly sound: SoundJudgement | null;
  readonly show: string;
  readonly episode: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Who else holds it, until that fades. */
  readonly heldBy: string | null;
}

export interface Queue {
  readonly entries: readonly QueueEntry[];
  /** How many there are in all. */
  readonly total: number;
}

/** What waits for a decision at some shows, what came first at the top. */
export async function listQueue(db: Database, wanted: Wanted): Promise<Queue> {
  const {
    showIds,
    reviewerId,
    show = null,
    channel = null,
    person = null,
    days = null,
    sound = null,
    from = null,
  } = wanted;
  const { skip = 0, take } = wanted;
  if (showIds.length === 0) return { entries: [], total: 0 };
  // The rows on view are found first, on their indexes; what is shown of them is looked up only then.
  const rows = await db.$queryRaw<(Omit<QueueEntry, "createdAt"> & { createdAt: Date; total: bigint })[]>`
    WITH waiting AS (
      SELECT c.id, c.created_at, count(*) OVER () AS total
      FROM contributions AS c
      JOIN documents AS d ON d.id = c.document_id
      JOIN episodes AS e ON e.id = d.episode_id
      JOIN shows AS s ON s.id = e.show_id
      LEFT JOIN users AS u ON u.id = c.author_id
      WHERE ${WAITING} AND s.id = ANY(${showIds as number[]}::int[])
        AND (${show}::text IS NULL OR s.slug = ${show})
        AND (${channel}::text IS NULL OR c.channel::text = ${channel})
        AND (${person}::text IS NULL OR CASE WHEN ${person} = '-' THEN c.author_id IS NULL ELSE u.handle = ${person} END)
        AND (${from}::int IS NULL OR c.author_id IS NULL AND c.address_hash = (
          SELECT o.address_hash FROM contributions AS o
          JOIN documents AS od ON od.id = o.document_id JOIN episodes AS oe ON oe.id = od.episode_id
          WHERE o.id = ${from} AND oe.show_id = ANY(${showIds as number[]}::int[])))
        AND (${days}::int IS NULL OR c.created_at < now() - make_interval(days => ${days}))
        AND (${sound}::text IS NULL OR EXISTS (
          SELECT FROM contribution_versions AS n WHERE n.contribution_id = c.id AND n.number = c.version
            AND coalesce(n.sound::text, 'none') = ${sound}))
      ORDER BY c.created_at, c.id
      LIMIT ${take} OFFSET ${skip})
    SELECT c.id, c.version, c.channel::text AS channel, v.summary, v.added, v.removed, v.sound::text AS sound,
           c.author_name AS author, s.slug AS show,
           e.title AS episode, c.created_at AS "createdAt", w.total,
           CASE WHEN c.held_until > now() AND c.holder_id <> ${reviewerId}::uuid THEN coalesce(p.name, p.handle) END AS "heldBy"
    FROM waiting AS w
    JOIN contributions AS c ON c.id = w.id
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN shows AS s ON s.id = e.show_id
    LEFT JOIN users AS p ON p.id = c.holder_id
    ORDER BY w.created_at, w.id`;
  return {
    entries: rows.map(({ total: _, createdAt, ...row }) => ({ ...row, createdAt: createdAt.getTime() })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** Who has something waiting at some shows, the most first: what the queue can be filtered by. */
export async function listQueuePeople(
  db: Database,
  showIds: readonly number[],
): Promise<readonly { handle: string; name: string; open: number }[]> {
  if (showIds.length === 0) return [];
  return db.$queryRaw`
    SELECT coalesce(u.handle, '-') AS handle, coalesce(u.name, u.handle, 'Without an account') AS name,
           count(*)::int AS open
    FROM contributions AS c
    JOIN documents AS d ON d.id = c.document_id
    JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN users AS u ON u.id = c.author_id
    WHERE ${WAITING} AND e.show_id = ANY(${showIds as number[]}::int[])
    GROUP BY 1, 2
    ORDER BY 3 DESC, 2
    LIMIT 100`;
}
