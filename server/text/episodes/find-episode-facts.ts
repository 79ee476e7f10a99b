import type { Reader } from "@/server/db";
import { findPicture, findSmallPictures } from "@/server/text/uploads/find-picture";
import { safeHtml } from "./safe-html";

/** What a show's feed adds to an episode. Addresses are http or https. */
export interface EpisodeFacts {
  /** The episode's cover, else the show's, as this site serves it; null until it is here. */
  readonly artworkUrl: string | null;
  readonly season: number | null;
  readonly number: number | null;
  /** The episode's page on the show's own site. */
  readonly link: string | null;
  /** The people named for the episode; if there are none, those named for the show. */
  readonly people: readonly EpisodePerson[];
  readonly chapters: readonly EpisodeChapter[];
  /** Safe HTML. */
  readonly notes: string | null;
}

export interface EpisodePerson {
  readonly name: string;
  /** In lower case, as in the Podcast Taxonomy: host, guest, audio engineer. */
  readonly role: string;
  readonly href: string | null;
  /** Their portrait, as this site serves it; null until it is here. */
  readonly portrait: string | null;
}

export interface EpisodeChapter {
  /** In seconds. */
  readonly start: number;
  readonly title: string;
}

/** Finds what a feed says about an existing episode. */
export async function findEpisodeFacts(
  db: Reader,
  { show, slug }: { show: string; slug: string },
): Promise<EpisodeFacts | null> {
  const credits = {
    orderBy: { position: "asc" },
    select: { role: true, href: true, imageUrl: true, person: { select: { name: true } } },
  } as const;
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    select: {
      ...{ artworkUrl: true, season: true, number: true, link: true, notesHtml: true },
      chapters: { orderBy: { position: "asc" }, select: { startSeconds: true, title: true } },
      credits,
      show: { select: { artworkUrl: true, credits } },
    },
  });
  if (!episode) return null;
  const { season, number, link, notesHtml } = episode;
  const named = episode.credits.length > 0 ? episode.credits : episode.show.credits;
  const portraits = await findSmallPictures(
    db,
    named.flatMap(({ imageUrl }) => imageUrl ?? []),
  );
  return {
    ...{ season, number, link },
    artworkUrl: (await findPicture(db, [episode.artworkUrl, episode.show.artworkUrl]))?.small ?? null,
    people: named.map(({ role, href, imageUrl, person }) => ({
      ...{ name: person.name, role, href },
      portrait: (imageUrl !== null && portraits.get(imageUrl)) || null,
    })),
    chapters: episode.chapters.map(({ startSeconds, title }) => ({ start: startSeconds, title })),
    notes: notesHtml === null ? null : safeHtml(notesHtml),
  };
}
