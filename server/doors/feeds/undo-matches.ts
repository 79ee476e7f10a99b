import { episodeTitle } from "@/lib/episode-title";
import type { Database } from "@/server/db";

interface WronglyMatched {
  readonly id: number;
  readonly slug: string;
}

/**
 * Takes from episodes what a feed's item of another show gave them: they are again as their files alone made them. The
 * transcripts stay, with all that was done to them.
 */
export async function undoMatches(
  db: Database,
  show: { readonly title: string },
  episodes: readonly WronglyMatched[],
): Promise<void> {
  if (episodes.length === 0) return;
  await db.$transaction(async (tx) => {
    const of = { episodeId: { in: episodes.map(({ id }) => id) } };
    await tx.chapter.deleteMany({ where: of });
    await tx.credit.deleteMany({ where: of });
    for (const { id, slug } of episodes)
      await tx.episode.update({
        where: { id },
        data: {
          title: episodeTitle(show.title, slug),
          ...{ guid: null, link: null, season: null, number: null, artworkUrl: null, notesHtml: null },
          ...{ description: null, publishedAt: null, durationSeconds: null, explicit: null },
          ...{ audioUrl: null, audioType: null, audioBytes: null, alternateEnclosures: [] },
        },
      });
  });
}
