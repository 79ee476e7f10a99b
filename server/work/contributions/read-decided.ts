import type { ContributionStatus, Database } from "@/server/db";

/** What became of a contribution, in short. */
export interface DecidedContribution {
  readonly id: number;
  readonly summary: string;
  readonly status: ContributionStatus;
  /** Who decided it; null where its author withdrew it or the show's rule accepted it. */
  readonly decider: string | null;
  readonly reverted: boolean;
}

/** What became of a contribution to one of some shows; null where it is not theirs. */
export async function readDecided(
  db: Database,
  { id, showIds }: { id: number; showIds: readonly number[] },
): Promise<DecidedContribution | null> {
  const row = await db.contribution.findFirst({
    where: { id, document: { episode: { showId: { in: [...showIds] } } } },
    select: {
      status: true,
      revertedAt: true,
      decider: { select: { name: true, handle: true } },
      versions: { orderBy: { number: "desc" }, take: 1, select: { summary: true } },
    },
  });
  if (!row) return null;
  const { status, revertedAt, decider, versions } = row;
  return {
    id,
    summary: versions[0]?.summary ?? "",
    status,
    decider: decider && (decider.name ?? decider.handle),
    reverted: revertedAt !== null,
  };
}
