import { type Comparison, suggestRelation } from "@/evidence";
import type { EvidenceRelation, Transaction } from "@/server/db";
import { readStatistics } from "@/server/work/surveys/read-statistics";
import { type Comparable, compareWith } from "./compare-with";

/** The statistic that is proposed as evidence. */
export interface ProposedEvidence {
  readonly statisticId: number;
  /** The version that was shown; the newest if left out. */
  readonly version?: number | undefined;
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
      };
      readonly comparison: Comparison;
    }
  | { readonly problem: "no-statistic" | "statistic-changed" };

/**
 * Compares a claim with a statistic's current version. Locks the statistic until `tx` ends, so that the
 * version shown is the version linked.
 */
export async function holdAgainst(
  tx: Transaction,
  claim: Comparable,
  { statisticId, version, relation, note }: ProposedEvidence,
): Promise<Held> {
  // Locks the statistic, so that it is neither corrected nor deleted before it is linked.
  await tx.$queryRaw`SELECT id FROM statistics WHERE id = ${statisticId} FOR SHARE`;
  const [measured] = await readStatistics(tx, { of: [{ id: statisticId }] });
  if (!measured) return { problem: "no-statistic" };
  // A person must look at a value that was corrected meanwhile.
  if (version !== undefined && version !== measured.newest) return { problem: "statistic-changed" };
  const comparison = compareWith(claim, measured);
  const { outcome, reason } = comparison;
  const data = {
    statisticId,
    statisticVersion: measured.newest,
    relation: relation ?? suggestRelation(outcome),
    outcome,
    reason,
    note,
  };
  return { data, comparison };
}
