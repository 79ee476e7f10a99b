import type { Database } from "@/server/db";

interface Closing {
  readonly id: string;
  /** The shows that the closing person maintains: only their reports can be closed. */
  readonly showIds: readonly number[];
  /** The id of their account. */
  readonly by: string;
  readonly outcome: "fixed" | "dismissed";
}

/**
 * Closes an open report, permanently. `not-open` if it is closed already, does not exist or belongs to
 * another show.
 */
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
