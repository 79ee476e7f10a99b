import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";

// Longer than any import: a Prisma transaction needs a timeout.
const A_DAY = 24 * 60 * 60 * 1000;

// Milliseconds. Short enough to start soon after an import ends, long enough not to slow it down.
const LOOK_AGAIN = 250;

/**
 * Runs one import at a time in the whole database: a second one calls `onWait` and waits for the first. The
 * lock belongs to a transaction, so it is released when the process is killed, and it works behind a pooler.
 * The lock is polled, since a waiting query cannot be interrupted: `signal` ends the wait by throwing its
 * reason. Once `use` runs, it must heed the signal itself.
 */
export async function withImportLock<T>(
  db: Database,
  onWait: () => void,
  use: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  return db.$transaction(
    async (tx) => {
      // The lock's transaction is idle during the import; a server may be set to end idle transactions.
      await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 0`;
      for (let waits = 0; !(await take(tx)); waits++) {
        if (waits === 0) onWait();
        await sleep(LOOK_AGAIN, undefined, signal ? { signal } : {}).catch(() => {});
        signal?.throwIfAborted();
      }
      return use();
    },
    { timeout: A_DAY, maxWait: 60_000 },
  );
}

async function take(tx: Transaction): Promise<boolean> {
  const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${LOCKS.import}::bigint) AS taken`;
  return lock?.taken ?? false;
}
