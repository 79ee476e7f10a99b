import { groupBy } from "@/lib/group-by";
import type { Database } from "@/server/db";
import { episodesOf } from "./episodes-of";
import { keepTextProblems } from "./keep-problems";
import type { Problem } from "./problem";

/** Keeps what needs a look in texts that were just made, in place of what was kept of them before. */
export async function keepBatchProblems(
  db: Database,
  made: readonly string[],
  problems: readonly Problem[],
): Promise<void> {
  const episodes = await episodesOf(db, made);
  const shows = groupBy([...episodes.values()], ({ showId }) => showId);
  if (shows.size === 0) return;
  await db.$transaction(async (tx) => {
    for (const [showId, own] of shows)
      await keepTextProblems(tx, {
        ...{ showId, via: "folder", remade: own.map(({ id }) => id) },
        problems: problems.flatMap((problem) => {
          const episode = episodes.get(problem.path);
          return episode?.showId === showId ? [{ ...problem, episodeId: episode.id }] : [];
        }),
      });
  });
}
