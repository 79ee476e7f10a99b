import { episodeTitle } from "@/lib/episode-title";
import type { Database, Transaction } from "@/server/db";

interface Of {
  readonly showId: number;
  readonly episodeId: number | null;
  readonly slug: string;
  readonly title: string | null;
}

/** The title of the episode that a first transcript is of, whether or not it is here. */
export async function firstTitle(
  db: Database | Transaction,
  { showId, episodeId, slug, title }: Of,
): Promise<string> {
  if (episodeId !== null) {
    const episode = await db.episode.findUnique({ where: { id: episodeId }, select: { title: true } });
    if (episode) return episode.title;
  }
  if (title !== null) return title;
  const show = await db.show.findUnique({ where: { id: showId }, select: { title: true } });
  return episodeTitle(show?.title ?? "", slug);
}
