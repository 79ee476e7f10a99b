import type { Operation } from "@/evidence";
import type { Database } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";
import type { Comparable } from "./compare-with";
import { computeStatistic, makesSense } from "./compute-statistic";
import { type Suggestion, suggestionOf } from "./suggest-statistics";

/** What somebody puts together by hand: statistics by id, and what is computed of them. */
export interface WantedExpression {
  readonly ids: readonly number[];
  /** Null where nothing was chosen yet. */
  readonly operation: Operation | null;
}

/** The chosen statistics, and what comes of them. */
export interface BuiltFigure {
  readonly terms: readonly MeasuredStatistic[];
  /** Null where nothing is computed, or nothing comes of it. */
  readonly figure: Suggestion | null;
  /** Whether these statistics cannot be computed so. */
  readonly isWrong: boolean;
}

/**
 * Computes what somebody put together of several statistics, and compares the claim with it. The terms stand in the order
 * of their question, so that a sum reads like the survey; of two waves the later comes first, and of two answers the
 * larger.
 */
export async function buildFigure(
  db: Database,
  claim: Comparable,
  { ids, operation }: WantedExpression,
): Promise<BuiltFigure> {
  const unique = [...new Set(ids)];
  const terms = (await readStatistics(db, { of: unique.map((id) => ({ id })) })).filter(
    ({ retracted }) => retracted === null,
  );
  if (operation === null || terms.length === 0) return { terms, figure: null, isWrong: false };
  const ordered = operation === "sum" ? terms : [...terms].sort(laterOrLarger);
  const measured = makesSense(operation, ordered) ? computeStatistic(operation, ordered) : null;
  return {
    terms,
    figure: measured && suggestionOf(claim, measured),
    isWrong: measured === null,
  };
}

function laterOrLarger(a: MeasuredStatistic, b: MeasuredStatistic): number {
  const names = a.survey.editions.map(({ name }) => name);
  return names.indexOf(b.wave.name) - names.indexOf(a.wave.name) || b.value - a.value;
}
