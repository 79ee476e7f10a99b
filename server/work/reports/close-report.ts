import type { Database } from "@/server/db";

interface Closing {
  readonly id: string;
  /** The shows of which whoever closes it is a maintainer: a report on any other is not theirs to close. */
  readonly showIds: readonly number[];
  /** Their account. */
  readonly by: string;
  readonly outcome: "fixed" | "dismissed";
}

/** Closes an open report for good; `not-open` where it is closed already, is none, or belongs to another show. */
export async function closeReport(
  db: Database,
  { id, showIds, by, outcome }: Closing,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: "not-open" }> {
  const { count } = await db.report.updateMany({
    where: { id, closedAt: null, episode: { showId: { in: [...showIds] } } },
    data: { closedAt: new Date(), closerId: by, outcome },
  });
  return count === 1 ? { ok: true } : { ok: false, reason: "not-open" };
}
