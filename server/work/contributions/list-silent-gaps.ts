import type { Database } from "@/server/db";

/** An episode with gaps that can be read, and not heard: its audio is not linked. */
export interface SilentEpisode {
  readonly show: string;
  readonly showTitle: string;
  readonly slug: string;
  readonly title: string;
  readonly gaps: number;
  /** The segment that has the first of them. */
  readonly segment: number;
}

/** Lists the episodes whose gaps nobody can hear, those with the most gaps first. */
export async function listSilentGaps(
  db: Database,
  { show, take }: { readonly show?: string | undefined; readonly take: number },
): Promise<SilentEpisode[]> {
  return db.$queryRaw<SilentEpisode[]>`
    SELECT s.slug AS show, s.title AS "showTitle", e.slug, e.title, d.gaps, g.id AS segment
    FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id AND e.audio_url IS NULL
    JOIN shows AS s ON s.id = e.show_id AND s.slug = coalesce(${show ?? null}, s.slug)
    CROSS JOIN LATERAL (
      SELECT id FROM segments WHERE document_id = d.id AND position IS NOT NULL AND gaps > 0
      ORDER BY position LIMIT 1
    ) AS g
    WHERE d.kind = 'transcript' AND d.gaps > 0
    ORDER BY d.gaps DESC, d.id LIMIT ${take}`;
}
