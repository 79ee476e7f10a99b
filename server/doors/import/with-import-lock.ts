import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Transaction } from "@/server/db";
import { LOCKS } from "@/server/locks";

// No import takes as long; a transaction of Prisma's has to end at some time.
const A_DAY = 24 * 60 * 60 * 1000;

// Soon enough after an import has ended, and seldom enough not to be felt by one that runs.
const LOOK_AGAIN = 250;

/**
 * Runs one import at a time in the whole database: a second one calls `onWait` and waits for the first. The lock
 * is a transaction's, so that it is let go by itself when the process is killed, and works behind a pooler. It is
 * asked for again and again, since a query that waits hears no signal: `signal` ends the waiting by throwing its
 * reason, and is for `use` to heed from then on.
 */
export async function withImportLock<T>(
  db: Database,
  onWait: () => void,
  use: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  return db.$transaction(
    async (tx) => {
      // It does nothing while the import runs, which a server may be set to mistake for forgotten.
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
