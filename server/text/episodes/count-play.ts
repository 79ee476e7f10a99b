import type { Database } from "@/server/db";

/** Counts one play of an episode for today. Does nothing if there is no such episode. */
export async function countPlay(db: Database, { show, slug }: { show: string; slug: string }): Promise<void> {
  await db.$executeRaw`
    INSERT INTO plays AS p (episode_id, day, plays)
    SELECT e.id, current_date, 1 FROM episodes AS e JOIN shows AS s ON s.id = e.show_id
    WHERE s.slug = ${show} AND e.slug = ${slug}
    ON CONFLICT (episode_id, day) DO UPDATE SET plays = p.plays + 1`;
}
