import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/server/db";
import { NoTurn } from "@/server/net/fetch-to-file";

// A process that dies leaves its turn behind for so long.
const LEASE_SECONDS = 30;
const RENEW_MILLISECONDS = 5_000;
const LOOK_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 30 * 60_000;

/**
 * Waits until nobody else asks a host for audio, in any process, and takes the turn.
 *
 * @returns what ends the turn
 * @throws NoTurn if the host asked to be left alone, or others have kept it busy for half an hour
 */
export async function takeTurn(
  db: Database,
  host: string,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  const id = randomUUID();
  const since = Date.now();
  for (;;) {
    signal?.throwIfAborted();
    const [row] = await db.$queryRaw<{ busyBy: string | null; notBefore: Date | null }[]>`
      INSERT INTO audio_hosts AS h (host, busy_until, busy_by)
      VALUES (${host}, now() + ${LEASE_SECONDS}::int * interval '1 second', ${id}::uuid)
      ON CONFLICT (host) DO UPDATE SET
        busy_until = CASE WHEN h.busy_until > now() THEN h.busy_until ELSE excluded.busy_until END,
        busy_by = CASE WHEN h.busy_until > now() THEN h.busy_by ELSE excluded.busy_by END
      RETURNING busy_by::text AS "busyBy", CASE WHEN not_before > now() THEN not_before END AS "notBefore"`;
    const isMine = row?.busyBy === id;
    if (row?.notBefore) {
      if (isMine) await leave(db, host, id);
      throw new NoTurn(row.notBefore);
    }
    if (isMine) break;
    if (Date.now() - since > LONGEST_WAIT_MILLISECONDS) throw new NoTurn(new Date(Date.now() + 600_000));
    await sleep(LOOK_MILLISECONDS, undefined, { signal });
  }
  const renewing = setInterval(() => {
    db.$executeRaw`
      UPDATE audio_hosts SET busy_until = now() + ${LEASE_SECONDS}::int * interval '1 second'
      WHERE host = ${host} AND busy_by = ${id}::uuid`.catch(() => {});
  }, RENEW_MILLISECONDS);
  renewing.unref();
  return async () => {
    clearInterval(renewing);
    await leave(db, host, id);
  };
}

async function leave(db: Database, host: string, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE audio_hosts SET busy_until = NULL, busy_by = NULL WHERE host = ${host} AND busy_by = ${id}::uuid`;
}

/** Notes that a host asks not to be asked before a moment. */
export async function leaveAlone(db: Database, host: string, until: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audio_hosts AS h (host, not_before) VALUES (${host}, ${until})
    ON CONFLICT (host) DO UPDATE SET not_before = greatest(h.not_before, excluded.not_before)`;
}
