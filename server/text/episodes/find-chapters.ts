import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import type { Reader } from "@/server/db";

/** Chapters in the Podcast Namespace's JSON, version 1.2. Times are seconds. */
export interface Chapters {
  readonly version: "1.2.0";
  readonly title: string;
  readonly chapters: readonly {
    readonly startTime: number;
    readonly title: string;
    readonly url?: string;
    readonly img?: string;
  }[];
}

/** Finds an episode's chapters; null if it has none or does not exist. */
export async function findChapters(
  db: Reader,
  { show, slug }: { show: string; slug: string },
): Promise<Chapters | null> {
  if (!SHOW_SLUG.test(show) || !EPISODE_SLUG.test(slug)) return null;
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    select: { title: true, chapters: { orderBy: { position: "asc" } } },
  });
  if (!episode || episode.chapters.length === 0) return null;
  return {
    version: "1.2.0",
    title: episode.title,
    chapters: episode.chapters.map(({ startSeconds, title, link, imageUrl }) => ({
      startTime: startSeconds,
      title,
      ...(link ? { url: link } : {}),
      ...(imageUrl ? { img: imageUrl } : {}),
    })),
  };
}
