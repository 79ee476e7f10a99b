import { type Comparison, type Operation, suggestRelation } from "@/evidence";
import type { EvidenceRelation, Transaction } from "@/server/db";
import { readStatistics } from "@/server/work/surveys/read-statistics";
import { type Comparable, compareWith } from "./compare-with";
import { computeStatistic, makesSense } from "./compute-statistic";

/** The statistic that is proposed as evidence. */
export interface ProposedEvidence {
  readonly statisticId: number;
  /** The version that was shown; the newest if left out. */
  readonly version?: number | undefined;
  /** What is computed of it and of further statistics, in the order in which they are written out. */
  readonly operation?: Operation | null | undefined;
  readonly terms?:
    | readonly { readonly statisticId: number; readonly version?: number | undefined }[]
    | undefined;
  /** What the outcome suggests where it is left out. */
  readonly relation?: EvidenceRelation | undefined;
  readonly note: string | null;
}

/** What is stored of the evidence, or why the statistic cannot be used. */
export type Held =
  | {
      readonly data: {
        statisticId: number;
        statisticVersion: number;
        relation: EvidenceRelation;
        outcome: string;
        reason: string | null;
        note: string | null;
        operation: string | null;
        terms: { create: { position: number; statisticId: number; statisticVersion: number }[] };
      };
      readonly comparison: Comparison;
    }
  | { readonly problem: "no-statistic" | "statistic-changed" | "no-expression" };

/**
 * Compares a claim with a statistic's current version, or with what several come to. Locks the statistics until `tx`
 * ends, so that the versions shown are the versions linked.
 */
export async function holdAgainst(
  tx: Transaction,
  claim: Comparable,
  { statisticId, version, operation = null, terms = [], relation, note }: ProposedEvidence,
): Promise<Held> {
  const wanted = [{ statisticId, version }, ...terms];
  const ids = wanted.map((one) => one.statisticId);
  // Locks the statistics, so that none is corrected or deleted before it is linked; in one order for all.
  await tx.$queryRaw`SELECT id FROM statistics WHERE id = ANY(${ids}::int[]) ORDER BY id FOR SHARE`;
  const found = new Map(
    (await readStatistics(tx, { of: [...new Set(ids)].map((id) => ({ id })) })).map((one) => [one.id, one]),
  );
  const measured = ids.flatMap((id) => found.get(id) ?? []);
  if (measured.length !== ids.length || measured.some(({ retracted }) => retracted !== null))
    return { problem: "no-statistic" };
  // A person must look at a value that was corrected meanwhile.
  if (wanted.some((one, at) => one.version !== undefined && one.version !== measured[at]?.newest))
    return { problem: "statistic-changed" };
  const [first, ...others] = measured;
  const statistic =
    operation === null
      ? others.length === 0
        ? first
        : null
      : makesSense(operation, measured)
        ? computeStatistic(operation, measured)
        : null;
  if (!first || !statistic) return { problem: "no-expression" };
  const comparison = compareWith(claim, statistic);
  const { outcome, reason } = comparison;
  const data = {
    statisticId,
    statisticVersion: first.newest,
    relation: relation ?? suggestRelation(outcome),
    ...{ outcome, reason, note, operation },
    terms: {
      create: others.map(({ id, newest }, at) => ({
        ...{ position: at + 1, statisticId: id, statisticVersion: newest },
      })),
    },
  };
  return { data, comparison };
}
