import { titleSlug } from "@/lib/title-slug";
import type { Database, Transaction } from "@/server/db";

/** What a file says of its episode. */
export interface EpisodeNames {
  /** Of the file's name, without the show's prefix. */
  readonly slug: string;
  /** Of its front matter. */
  readonly title?: string | null;
}

/** An episode that is here, or the address and title of one that will be. */
export interface Place {
  readonly id: number | null;
  readonly slug: string;
  readonly title: string | null;
}

interface Known {
  readonly slug: string;
  readonly title: string;
  readonly number: number | null;
  readonly season: number | null;
}

// A season and its episode, or a number: what files are mostly called.
const NUMBERED = /^(?:s(\d{1,4})e)?0*(\d{1,6})$/i;

/**
 * Finds a file's episode among some: by its address; by its number, where one of them alone has it; by its title, where one
 * alone has that.
 */
export function matchPlace<E extends Known>(
  episodes: readonly E[],
): (slug: string, title?: string | null) => E | null {
  const one = <K>(keyOf: (episode: E) => K | null) => {
    const found = new Map<K, E | null>();
    for (const episode of episodes) {
      const key = keyOf(episode);
      if (key !== null) found.set(key, found.has(key) ? null : episode);
    }
    return found;
  };
  const bySlug = one(({ slug }) => slug.toLowerCase());
  const byNumber = one(({ number }) => number);
  const bySeason = one(({ season, number }) =>
    season === null || number === null ? null : `${season} ${number}`,
  );
  const byTitle = one(({ title }) => titleSlug(title) || null);
  return (slug, title = null) => {
    const same = bySlug.get(slug.toLowerCase());
    if (same) return same;
    const [, season, number] = NUMBERED.exec(slug) ?? [];
    const numbered =
      number === undefined
        ? null
        : season === undefined
          ? byNumber.get(Number(number))
          : bySeason.get(`${Number(season)} ${Number(number)}`);
    return numbered ?? byTitle.get(title === null ? slug.toLowerCase() : titleSlug(title)) ?? null;
  };
}

/**
 * Finds the episode that a new file is of, among those that the show's feed and people have made: at its address, or, of those
 * without a transcript, by its number or its title. Where there is none, it will be a new episode at the file's own name.
 */
export async function placeFirst(
  db: Database | Transaction,
  { showId, slug, title = null }: EpisodeNames & { readonly showId: number },
): Promise<Place> {
  const select = { id: true, slug: true, title: true, number: true, season: true } as const;
  const same = await db.episode.findFirst({
    where: { showId, slug: { equals: slug, mode: "insensitive" } },
    select,
  });
  if (same) return { id: same.id, slug: same.slug, title: same.title };
  const free = await db.episode.findMany({
    where: { showId, documents: { none: { kind: "transcript" } } },
    select,
  });
  const found = matchPlace(free)(slug, title);
  return found ? { id: found.id, slug: found.slug, title: found.title } : { id: null, slug, title };
}
