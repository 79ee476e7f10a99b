import type { Database } from "@/server/db";

/** How long one says "being reviewed by …" of a contribution that was opened, in minutes. */
export const CLAIM_MINUTES = 10;

/**
 * Says that somebody looks at a contribution, so that two do not review the same. It holds nobody off, and fades by
 * itself; another's that has not faded stays.
 */
export async function claim(db: Database, { id, personId }: { id: number; personId: string }): Promise<void> {
  await db.$executeRaw`
    UPDATE contributions SET claimant_id = ${personId}::uuid,
      claimed_until = now() + make_interval(mins => ${CLAIM_MINUTES})
    WHERE id = ${id} AND status = 'open'
      AND (claimant_id IS NULL OR claimant_id = ${personId}::uuid OR claimed_until < now())`;
}
