import type { Database } from "@/server/db";
import { NOTES_ENDING } from "@/server/text/documents/is-notes";
import { matchPlace } from "@/server/work/first-texts/place-first";
import type { ShowPlan } from "./plan-shows";

interface Named {
  readonly show: ShowPlan;
  /** The episode's, by the file's name alone. */
  readonly slug: string;
  readonly path: string;
}

/**
 * Finds the episodes that files are of, beside what a show's feed has brought: by their names, their numbers, or their titles as
 * names, so that a show which has a feed and a repository has each episode once. A file that is known is of the episode that it
 * was of, and show notes of that of their transcript.
 *
 * @returns slugs by path, where they are other ones than the files' names give
 */
export async function placeNames(
  db: Database,
  files: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  const placed = new Map<string, string>();
  for (const show of new Set(files.map((file) => file.show.slug))) {
    const episodes = await db.episode.findMany({
      where: { show: { slug: show } },
      select: {
        ...{ slug: true, title: true, number: true, season: true },
        documents: { where: { kind: "transcript" }, select: { path: true } },
      },
    });
    if (episodes.length === 0) continue;
    const known = new Map(
      episodes.flatMap(({ slug, documents }) => documents.map(({ path }) => [path, slug] as const)),
    );
    const free = matchPlace(episodes.filter(({ documents }) => documents.length === 0));
    for (const { slug, path } of files.filter((file) => file.show.slug === show)) {
      const transcript = path.endsWith(NOTES_ENDING) ? `${path.slice(0, -NOTES_ENDING.length)}.md` : path;
      const found = known.get(transcript) ?? free(slug)?.slug;
      if (found !== undefined && found !== slug) placed.set(path, found);
    }
  }
  return placed;
}
