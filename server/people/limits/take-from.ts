import type { Database } from "@/server/db";

/** A rate limit. */
export interface Limit {
  /** Who does what: `contribute:person:<id>`, `api:address:<address>`. Under 200 characters. */
  readonly key: string;
  /** The most at once, and the most per `perSeconds` in the long run. */
  readonly limit: number;
  readonly perSeconds: number;
}

/** Whether it is allowed now, how many more are, or after how many whole seconds it will be. */
export type Taken =
  | { readonly ok: true; readonly left: number }
  | { readonly ok: false; readonly retryAfterSeconds: number };

// One call in this many deletes expired keys.
const CLEARED_EVERY = 1000;

/**
 * Counts one action against its limit, or tells when there will be room. Uses the generic cell rate algorithm
 * (ITU-T I.371), which stores one time per key and needs no window. One SQL statement, so all processes count
 * together. Refused actions are not counted.
 *
 * Call it outside the transaction of the action: a rollback would undo the count.
 */
export async function takeFrom(db: Database, { key, limit, perSeconds }: Limit): Promise<Taken> {
  const each = perSeconds / limit;
  const [row] = await db.$queryRaw<{ taken: boolean; ahead: number }[]>`
    WITH now AS MATERIALIZED (SELECT clock_timestamp() AS at), taken AS (
      INSERT INTO limits AS l (key, full_at)
      SELECT ${key}, at + make_interval(secs => ${each}::float8) FROM now
      ON CONFLICT (key) DO UPDATE
        SET full_at = greatest(l.full_at, clock_timestamp()) + make_interval(secs => ${each}::float8)
        WHERE greatest(l.full_at, clock_timestamp()) + make_interval(secs => ${each}::float8)
              <= clock_timestamp() + make_interval(secs => ${perSeconds}::float8 + 0.001)
      RETURNING full_at
    )
    SELECT true AS taken, extract(epoch FROM full_at - at)::float8 AS ahead FROM taken, now
    UNION ALL
    SELECT false, extract(epoch FROM l.full_at - at)::float8 FROM limits AS l, now
    WHERE l.key = ${key} AND NOT EXISTS (SELECT FROM taken)`;
  if (Math.random() * CLEARED_EVERY < 1) await clearLimits(db);
  // No row: another process has just inserted the key and used up the limit.
  if (!row) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(each)) };
  if (row.taken) return { ok: true, left: Math.max(0, Math.floor((perSeconds - row.ahead) / each + 0.001)) };
  return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(row.ahead + each - perSeconds)) };
}

/** Deletes keys whose limit is unused again. */
async function clearLimits(db: Database): Promise<void> {
  await db.$executeRaw`DELETE FROM limits WHERE full_at < clock_timestamp() - interval '1 minute'`;
}
