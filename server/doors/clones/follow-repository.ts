import type { Database } from "@/server/db";

interface Following {
  readonly url: string;
  /** The commit that was imported. */
  readonly head: string;
  /** The slugs of the shows that came from it. */
  readonly shows: readonly string[];
}

/** Lets shows follow the repository that they came from. One that follows another one, or is mirrored to one, stays with that. */
export async function followRepository(db: Database, { url, head, shows }: Following): Promise<void> {
  await db.$executeRaw`
    INSERT INTO repository_follows AS f (show_id, url, head, checked_at, changed_at, next_at)
    SELECT s.id, ${url}, ${head}, now(), now(), now() + interval '1 hour'
    FROM shows AS s WHERE s.slug = ANY(${[...shows]}::text[])
      AND NOT EXISTS (SELECT FROM mirrors AS m WHERE m.show_id = s.id)
    ON CONFLICT (show_id) DO UPDATE
      SET head = excluded.head, checked_at = now(), changed_at = now(), problem = NULL, failures = 0
      WHERE f.url = excluded.url`;
}
