import type { Database } from "../db";
import { type MeasuredStatistic, readStatistics } from "../surveys/read-statistics";
import type { ReadableClaim } from "./read-claims";

/**
 * The statistics beside those that claims are held against, by question: one of each answer, of the same kind and base.
 */
export async function findNeighbours(
  db: Database,
  claims: readonly ReadableClaim[],
): Promise<Map<number, MeasuredStatistic[]>> {
  const held = claims.flatMap(({ evidence }) => evidence.map(({ statistic }) => statistic));
  const found = new Map<number, MeasuredStatistic[]>();
  for (const own of held) {
    if (found.has(own.questionId)) continue;
    const all = await readStatistics(db, { questionId: own.questionId });
    const alike = all.filter(({ kind, base }) => kind === own.kind && base === own.base);
    const categories = new Map<string, MeasuredStatistic>();
    for (const one of alike)
      if (!categories.has(one.category) || one.id === own.id) categories.set(one.category, one);
    found.set(own.questionId, [...categories.values()]);
  }
  return found;
}
