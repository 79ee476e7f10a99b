import type { ContributionStatus, Database } from "@/server/db";
import { isUndecided } from "./is-undecided";
import { lockContribution } from "./lock-contribution";

export type WithdrawResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "no-contribution" | "not-yours" }
  | { readonly ok: false; readonly reason: "decided"; readonly status: ContributionStatus };

/** Takes back one's own contribution, as long as nobody has decided it. */
export async function withdraw(
  db: Database,
  { id, personId }: { id: number; personId: string },
): Promise<WithdrawResult> {
  return db.$transaction(async (tx): Promise<WithdrawResult> => {
    // Who may not take it back does not hold it either.
    const asked = await tx.contribution.findUnique({ where: { id }, select: { authorId: true } });
    if (!asked) return { ok: false, reason: "no-contribution" };
    if (asked.authorId !== personId) return { ok: false, reason: "not-yours" };
    const contribution = await lockContribution(tx, id);
    if (!contribution) return { ok: false, reason: "no-contribution" };
    if (!isUndecided(contribution.status))
      return { ok: false, reason: "decided", status: contribution.status };
    await tx.$executeRaw`
      UPDATE contributions SET status = 'withdrawn', changed_at = now(), holder_id = NULL, held_until = NULL
      WHERE id = ${id}`;
    return { ok: true };
  });
}
