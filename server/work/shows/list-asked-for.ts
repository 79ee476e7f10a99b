import type { Database } from "@/server/db";

/** An episode whose transcript is asked for. */
export interface AskedForEpisode {
  readonly show: string;
  readonly showTitle: string;
  readonly slug: string;
  readonly title: string;
  /** How many people ask. */
  readonly count: number;
}

/** Lists the episodes whose transcripts are asked for, what most people ask for first. */
export async function listAskedFor(
  db: Database,
  { show, take }: { readonly show?: string | undefined; readonly take: number },
): Promise<AskedForEpisode[]> {
  return db.$queryRaw<AskedForEpisode[]>`
    SELECT s.slug AS show, s.title AS "showTitle", e.slug, e.title, count(*)::int AS count
    FROM transcript_requests AS r JOIN episodes AS e ON e.id = r.episode_id JOIN shows AS s ON s.id = e.show_id
    WHERE s.slug = coalesce(${show ?? null}, s.slug)
    GROUP BY s.id, e.id ORDER BY count(*) DESC, min(r.created_at), e.id LIMIT ${take}`;
}
