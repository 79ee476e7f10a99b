import type { Database } from "@/server/db";
import type { NoticeKind } from "./kinds";

/** A notice as a page or mail shows it. */
export interface NoticeLine {
  readonly id: number;
  readonly kind: NoticeKind;
  /** The name of the person who did it. */
  readonly actor: string;
  /** A reason or comment. */
  readonly text: string | null;
  readonly at: Date;
  readonly isNew: boolean;
  /** The show or the episode that it is about, where it is about no contribution, and where it leads. */
  readonly about: { readonly title: string; readonly href: string } | null;
  readonly contribution: {
    readonly id: number;
    readonly summary: string;
    readonly episode: string;
    /** Whether it waits for a decision. */
    readonly waits: boolean;
    /** The episode's address. */
    readonly href: string;
    /** When the changed words are heard, in seconds; null if they are not heard. */
    readonly seconds: number | null;
  } | null;
}

interface Row {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly actor: string;
  readonly text: string | null;
  readonly at: Date;
  readonly is_new: boolean;
  readonly about: string | null;
  readonly href: string | null;
  readonly contribution_id: number | null;
  readonly summary: string | null;
  readonly waits: boolean | null;
  readonly episode: string | null;
  readonly show: string | null;
  readonly slug: string | null;
  readonly seconds: number | null;
}

/** Lists a person's notices that they want on the site, newest first. */
export async function listNotices(db: Database, personId: string, take = 100): Promise<NoticeLine[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT n.id, n.kind::text AS kind, n.actor_name AS actor, n.text, n.created_at AS at, n.read_at IS NULL AS is_new, n.about, n.href,
           c.id AS contribution_id, v.summary, c.status = 'open' AS waits, e.title AS episode, s.slug AS show, e.slug, c.start_seconds AS seconds
    FROM notices AS n
    LEFT JOIN notice_choices AS o ON o.user_id = n.user_id AND o.kind = n.kind
    LEFT JOIN contributions AS c ON c.id = n.contribution_id
    LEFT JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    LEFT JOIN documents AS d ON d.id = c.document_id
    LEFT JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN shows AS s ON s.id = e.show_id
    WHERE n.user_id = ${personId}::uuid AND coalesce(o.site, true)
    ORDER BY n.id DESC LIMIT ${take}`;
  return rows.map(toLine);
}

/** Finds notices by id, oldest first, whatever the person chose. */
export async function findNotices(
  db: Pick<Database, "$queryRaw">,
  ids: readonly number[],
): Promise<NoticeLine[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT n.id, n.kind::text AS kind, n.actor_name AS actor, n.text, n.created_at AS at, n.read_at IS NULL AS is_new, n.about, n.href,
           c.id AS contribution_id, v.summary, c.status = 'open' AS waits, e.title AS episode, s.slug AS show, e.slug, c.start_seconds AS seconds
    FROM notices AS n
    LEFT JOIN contributions AS c ON c.id = n.contribution_id
    LEFT JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    LEFT JOIN documents AS d ON d.id = c.document_id
    LEFT JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN shows AS s ON s.id = e.show_id
    WHERE n.id = ANY(${ids}::int[])
    ORDER BY n.id`;
  return rows.map(toLine);
}

function toLine(row: Row): NoticeLine {
  const { id, kind, actor, text, at, is_new: isNew } = row;
  const contribution =
    row.contribution_id === null
      ? null
      : {
          id: row.contribution_id,
          summary: row.summary ?? "",
          episode: row.episode ?? "",
          waits: row.waits ?? false,
          href: `/${row.show}/${row.slug}`,
          seconds: row.seconds,
        };
  const about = row.about === null || row.href === null ? null : { title: row.about, href: row.href };
  return { id, kind, actor, text, at, isNew, about, contribution };
}

/** Counts a person's unread notices. */
export async function countUnread(db: Database, personId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ unread: bigint }[]>`
    SELECT count(*) AS unread FROM notices AS n
    LEFT JOIN notice_choices AS o ON o.user_id = n.user_id AND o.kind = n.kind
    WHERE n.user_id = ${personId}::uuid AND n.read_at IS NULL AND coalesce(o.site, true)`;
  return Number(row?.unread ?? 0);
}

/** Marks a person's notices as read, up to the newest one they were shown. */
export async function markRead(
  db: Database,
  { personId, upTo }: { personId: string; upTo: number },
): Promise<void> {
  await db.notice.updateMany({
    where: { userId: personId, id: { lte: upTo }, readAt: null },
    data: { readAt: new Date() },
  });
}
