import type { Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";

/**
 * Locks senders until the end of the transaction, so that what several requests of one sender count and then write is
 * counted by one after the other. Each key says of what kind and whose it is: `contribute:person:<id>`.
 */
export async function lockSender(tx: Transaction, keys: readonly string[]): Promise<void> {
  // Always in one order: two transactions with the same keys must not wait for each other in a circle.
  const sorted = [...new Set(keys)].sort();
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(${LOCKS.sender}::int, hashtext(key)) FROM unnest(${sorted}::text[]) AS key`;
}
