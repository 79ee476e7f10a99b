import type { Database } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";
import type { ReadableClaim } from "./read-claims";

/** Other statistics of the same question. */
export interface Beside {
  /** One statistic for each answer, of the same kind and base, including the one itself. */
  readonly answers: readonly MeasuredStatistic[];
  /** The same statistic from other sources, if it differs by more than one point. */
  readonly conflicting: readonly MeasuredStatistic[];
}

/** Published percents conflict if they differ by more than this many points. */
const CONFLICT = 1 + 1e-9;

/** Finds the neighbours of statistics by their ids. */
export async function findNeighbours(
  db: Database,
  claims: readonly ReadableClaim[],
): Promise<Map<number, Beside>> {
  const questions = new Map<string, Promise<MeasuredStatistic[]>>();
  const found = new Map<number, Beside>();
  for (const { evidence } of claims)
    for (const { statistic } of evidence) {
      // What was computed stands beside the answers that it was computed of.
      const own = statistic.computed?.terms[0] ?? statistic;
      const { questionId, base, kind } = own;
      const key = JSON.stringify([questionId, base, kind]);
      if (!questions.has(key)) questions.set(key, readStatistics(db, { questionId, base, kind }));
      found.set(own.id, besideOf(own, (await questions.get(key)) ?? []));
    }
  return found;
}

function besideOf(own: MeasuredStatistic, alike: readonly MeasuredStatistic[]): Beside {
  const categories = new Map<string, MeasuredStatistic>();
  // The statistic itself keeps the version that was linked.
  for (const one of alike)
    if (one.id === own.id) categories.set(one.category, own);
    else if (!categories.has(one.category)) categories.set(one.category, one);
  const conflicting = alike.filter(
    ({ id, category, value, sourceType }) =>
      id !== own.id &&
      category === own.category &&
      own.kind === "percent" &&
      sourceType !== "on-air" &&
      own.sourceType !== "on-air" &&
      Math.abs(value - own.value) > CONFLICT,
  );
  return { answers: [...categories.values()], conflicting };
}
