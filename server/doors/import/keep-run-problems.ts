import type { Database } from "@/server/db";
import { episodesOf } from "./episodes-of";
import { keepProblems } from "./keep-problems";
import type { Problem } from "./problem";

/** Keeps what else was found in the folders of shows, by their slugs, in place of what the import before found. */
export async function keepRunProblems(
  db: Database,
  byShow: ReadonlyMap<string, readonly Problem[]>,
): Promise<void> {
  const shows = await db.show.findMany({
    where: { slug: { in: [...byShow.keys()] } },
    select: { id: true, slug: true },
  });
  for (const { id: showId, slug } of shows) {
    const found = byShow.get(slug) ?? [];
    const episodes = await episodesOf(
      db,
      found.map(({ path }) => path),
    );
    const problems = found.map((problem) => ({
      ...problem,
      episodeId: episodes.get(problem.path)?.id ?? null,
    }));
    await db.$transaction((tx) => keepProblems(tx, { showId, via: "folder", problems }));
  }
}
