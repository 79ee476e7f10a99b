import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { LOCKS } from "../../server/locks";

interface Options {
  /** The longest to wait for others, in seconds. */
  readonly patienceSeconds: number;
  /** Told once, where it waits. */
  readonly onWait: () => void;
}

const LOOK_EVERY_MS = 500;

/**
 * Migrates a database while no other process does. The engine itself gives up after ten seconds; a migration of a large
 * database, or a slow one, takes longer. The lock is a transaction's, so that it also works behind PgBouncer.
 *
 * @throws Error that says what to do if others take longer than that
 */
export async function migrateAlone<T>(
  url: string,
  work: () => Promise<T>,
  { patienceSeconds, onWait }: Options,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // If the connection breaks, the engine's own lock still keeps two migrations apart.
  client.on("error", () => {});
  await client.connect();
  try {
    const began = performance.now();
    let told = false;
    for (;;) {
      await client.query("BEGIN");
      await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
      const { rows } = await client.query<{ taken: boolean }>(
        "SELECT pg_try_advisory_xact_lock($1) AS taken",
        [LOCKS.migrations.toString()],
      );
      if (rows[0]?.taken) break;
      await client.query("ROLLBACK");
      if (performance.now() - began > patienceSeconds * 1000)
        throw new Error(
          `Another process has been migrating this database for more than ${patienceSeconds} seconds. ` +
            "Try again when it has ended, or set ONRECORD_MIGRATION_PATIENCE to more seconds.",
        );
      if (!told) onWait();
      told = true;
      await sleep(LOOK_EVERY_MS);
    }
    return await work();
  } finally {
    // Ends the transaction, and with it the lock.
    await client.end().catch(() => {});
  }
}
