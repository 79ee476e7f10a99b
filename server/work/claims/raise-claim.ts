import type { Transaction } from "@/server/db";

/** Raises `claims_version` of the episodes in which a claim is said. Caches of their pages use it as a key. */
export const raiseClaim = (tx: Transaction, claimId: number): Promise<number> =>
  tx.$executeRaw`SELECT raise_claim(${claimId}::int)`;
