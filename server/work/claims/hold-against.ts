import { type Comparison, suggestRelation } from "@/evidence";
import type { EvidenceRelation, Transaction } from "@/server/db";
import { readStatistics } from "@/server/work/surveys/read-statistics";
import { type Comparable, compareWith } from "./compare-with";

/** The statistic a claim is held against. */
export interface ProposedEvidence {
  readonly statisticId: number;
  /** The version that was shown; the newest where it is left out. */
  readonly version?: number | undefined;
  /** What the outcome suggests where it is left out. */
  readonly relation?: EvidenceRelation | undefined;
  readonly note: string | null;
}

/** What is kept of a statistic that a claim is held against, or why it cannot be. */
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

/** Compares a claim with a statistic as it is now. What was shown is what is linked, and stays until the end of `tx`. */
export async function holdAgainst(
  tx: Transaction,
  claim: Comparable,
  { statisticId, version, relation, note }: ProposedEvidence,
): Promise<Held> {
  // Held, so that it is neither corrected nor taken away before it is linked.
  await tx.$queryRaw`SELECT id FROM statistics WHERE id = ${statisticId} FOR SHARE`;
  const [measured] = await readStatistics(tx, { of: [{ id: statisticId }] });
  if (!measured) return { problem: "no-statistic" };
  // A figure that was corrected meanwhile has to be looked at again.
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
