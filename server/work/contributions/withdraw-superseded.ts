import type { Transaction } from "@/server/db";
import { isUndecided } from "./is-undecided";
import { lockContribution } from "./lock-contribution";

/** Withdraws a contribution that a file made, where another one of the same file takes its place, if nobody has decided it. */
export async function withdrawSuperseded(tx: Transaction, id: number): Promise<void> {
  const contribution = await lockContribution(tx, id);
  if (!contribution || !isUndecided(contribution.status)) return;
  await tx.$executeRaw`
    UPDATE contributions SET status = 'withdrawn', changed_at = now(), holder_id = NULL, held_until = NULL
    WHERE id = ${id}`;
}
