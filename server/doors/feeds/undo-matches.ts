import { episodeTitle } from "@/lib/episode-title";
import type { Database } from "@/server/db";
import { divideEdited, keepBeneath } from "@/server/work/shows/divide-edited";
import { EPISODE_FIELDS } from "@/server/work/shows/fields";

/** An episode as no feed knows it. */
const NOTHING = {
  ...{ guid: null, link: null, season: null, number: null, artworkUrl: null, notesHtml: null },
  ...{ description: null, publishedAt: null, durationSeconds: null, explicit: null },
  ...{ audioUrl: null, audioType: null, audioBytes: null, alternateEnclosures: [] },
  ...{ chapters: [], people: [] },
};

interface WronglyMatched {
  readonly id: number;
  readonly slug: string;
}

/**
 * Takes from episodes what a feed's item of another show gave them: they are again as their files alone made them. The
 * transcripts stay, with all that was done to them, and so do fields that were edited here.
 */
export async function undoMatches(
  db: Database,
  show: { readonly title: string },
  episodes: readonly WronglyMatched[],
): Promise<void> {
  if (episodes.length === 0) return;
  await db.$transaction(async (tx) => {
    const edits = await tx.fieldEdit.findMany({
      where: { episodeId: { in: episodes.map(({ id }) => id) } },
      select: { id: true, field: true, source: true, episodeId: true },
    });
    for (const { id, slug } of episodes) {
      const { row, beneath } = divideEdited(
        EPISODE_FIELDS,
        edits.filter(({ episodeId }) => episodeId === id),
        { ...NOTHING, title: episodeTitle(show.title, slug) },
      );
      await keepBeneath(tx, beneath);
      const { chapters, people, ...columns } = row;
      if (chapters) await tx.chapter.deleteMany({ where: { episodeId: id } });
      if (people) await tx.credit.deleteMany({ where: { episodeId: id } });
      await tx.episode.update({ where: { id }, data: columns });
    }
  });
}
