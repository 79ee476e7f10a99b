import type { Transaction } from "@/server/db";
import type { Problem } from "./problem";

/** A problem, and the episode that it is about. */
export interface EpisodeProblem extends Problem {
  readonly episodeId: number | null;
}

interface Kept {
  readonly showId: number;
  readonly via: "feed" | "folder";
  readonly problems: readonly EpisodeProblem[];
}

// What is more than anybody reads; the report of the command has all.
const MOST_OF_EPISODE = 200;
const MOST_OF_SHOW = 2_000;
const LONGEST = { path: 500, file: 2_000, reason: 2_000 };

/**
 * Keeps what could not be read of the files that transcripts were just made of, in place of what was kept of these
 * episodes before.
 *
 * @param remade the episodes, also those of which all could be read
 */
export async function keepTextProblems(
  tx: Transaction,
  { showId, via, problems, remade }: Kept & { readonly remade: readonly number[] },
): Promise<void> {
  if (remade.length === 0) return;
  await tx.importProblem.deleteMany({ where: { via, ofText: true, episodeId: { in: [...remade] } } });
  const byEpisode = new Map<number, EpisodeProblem[]>();
  for (const problem of problems) {
    const { episodeId } = problem;
    if (episodeId === null) continue;
    const known = byEpisode.get(episodeId);
    if (known) known.push(problem);
    else byEpisode.set(episodeId, [problem]);
  }
  await insert(
    tx,
    [...byEpisode.values()].flatMap((all) => upTo(all, MOST_OF_EPISODE)),
    { showId, via, ofText: true },
  );
}

/** Keeps all else that an import of a show told, in place of what the one before told. */
export async function keepProblems(tx: Transaction, { showId, via, problems }: Kept): Promise<void> {
  await tx.importProblem.deleteMany({ where: { showId, via, ofText: false } });
  await insert(tx, upTo(problems, MOST_OF_SHOW), { showId, via, ofText: false });
}

function upTo(problems: readonly EpisodeProblem[], most: number): readonly EpisodeProblem[] {
  const [first] = problems;
  if (!first || problems.length <= most) return problems;
  const { path, episodeId } = first;
  return [
    ...problems.slice(0, most),
    { path, episodeId, reason: `and ${problems.length - most} more, which are not kept` },
  ];
}

async function insert(
  tx: Transaction,
  problems: readonly EpisodeProblem[],
  common: { readonly showId: number; readonly via: string; readonly ofText: boolean },
) {
  if (problems.length === 0) return;
  await tx.importProblem.createMany({
    data: problems.map(({ episodeId, path, file, line, reason }) => ({
      ...common,
      ...{ episodeId, line: line ?? null },
      path: cut(path, LONGEST.path),
      file: file === undefined ? null : cut(file, LONGEST.file),
      reason: cut(reason, LONGEST.reason),
    })),
  });
}

/** A text that the database can hold, not longer than `most`. */
function cut(text: string, most: number): string {
  const short = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return short.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd");
}
