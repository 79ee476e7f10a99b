import type { Database } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";
import type { ReadableClaim } from "./read-claims";

/** What stands beside a statistic in its question. */
export interface Beside {
  /** One of each answer, of the same kind and base, with itself. */
  readonly answers: readonly MeasuredStatistic[];
  /** The same from other sources, which print more than a point more or less. */
  readonly conflicting: readonly MeasuredStatistic[];
}

/** Points by which published percents may differ before they are said to conflict. */
const CONFLICT = 1 + 1e-9;

/** What stands beside the statistics that claims are held against, by the statistic's id. */
export async function findNeighbours(
  db: Database,
  claims: readonly ReadableClaim[],
): Promise<Map<number, Beside>> {
  const questions = new Map<number, Promise<MeasuredStatistic[]>>();
  const found = new Map<number, Beside>();
  for (const { evidence } of claims)
    for (const { statistic: own } of evidence) {
      const { questionId } = own;
      if (!questions.has(questionId)) questions.set(questionId, readStatistics(db, { questionId }));
      found.set(own.id, besideOf(own, (await questions.get(questionId)) ?? []));
    }
  return found;
}

function besideOf(own: MeasuredStatistic, all: readonly MeasuredStatistic[]): Beside {
  const alike = all.filter(({ kind, base }) => kind === own.kind && base === own.base);
  const categories = new Map<string, MeasuredStatistic>();
  // The one that is meant says what it said when it was linked.
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
