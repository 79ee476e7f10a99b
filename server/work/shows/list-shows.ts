import type { Reader } from "@/server/db";

/** A show in a list. */
export interface ShowSummary {
  readonly slug: string;
  readonly title: string;
  readonly episodes: number;
  /** How many of its episodes have a transcript. */
  readonly transcripts: number;
  readonly words: number;
  readonly gaps: number;
}

/** Lists all shows, those with the most episodes first. */
export async function listShows(db: Reader): Promise<ShowSummary[]> {
  return db.$queryRaw<ShowSummary[]>`
    SELECT s.slug, s.title,
           count(DISTINCT e.id)::int AS episodes,
           count(d.id)::int AS transcripts,
           coalesce(sum(d.words), 0)::int AS words,
           coalesce(sum(d.gaps), 0)::int AS gaps
    FROM shows s
    LEFT JOIN episodes e ON e.show_id = s.id
    LEFT JOIN documents d ON d.episode_id = e.id AND d.kind = 'transcript'
    GROUP BY s.id
    ORDER BY episodes DESC, s.title`;
}
