import type { Database } from "@/server/db";

/** How long one says "being reviewed by …" of a contribution that was opened, in minutes. */
export const HOLD_MINUTES = 10;

/**
 * Says that somebody looks at a contribution, so that two do not review the same. It holds nobody off, and fades by
 * itself; another's that has not faded stays.
 */
export async function hold(db: Database, { id, personId }: { id: number; personId: string }): Promise<void> {
  await db.$executeRaw`
    UPDATE contributions SET holder_id = ${personId}::uuid,
      held_until = now() + make_interval(mins => ${HOLD_MINUTES})
    WHERE id = ${id} AND status = 'open'
      AND (holder_id IS NULL OR holder_id = ${personId}::uuid OR held_until < now())`;
}
