import type { Database } from "@/server/db";

/** How often something may be done. */
export interface Limit {
  /** Who does what: `contribute:person:<id>`, `api:address:<address>`. Under 200 characters. */
  readonly key: string;
  /** How many at once, and how many on the long run in each `perSeconds`. */
  readonly limit: number;
  readonly perSeconds: number;
}

/** Whether it may be done now, and how many times more or after how many whole seconds again. */
export type Taken =
  | { readonly ok: true; readonly left: number }
  | { readonly ok: false; readonly retryAfterSeconds: number };

// Of every so many calls one clears away what nobody is counted by any more.
const CLEARED_EVERY = 1000;

/**
 * Counts one more of something against its limit, or says when there will be room: the generic cell rate algorithm
 * (ITU-T I.371), which keeps one moment for each key and needs no window. One statement, so that all processes
 * count together; what is refused is not counted.
 *
 * Call it outside the transaction that does the thing, or what fails there would not be counted.
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
  // None of both: another process has just made the key and taken all there was.
  if (!row) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(each)) };
  if (row.taken) return { ok: true, left: Math.max(0, Math.floor((perSeconds - row.ahead) / each + 0.001)) };
  return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(row.ahead + each - perSeconds)) };
}

/** Forgets the keys that have all their room again. */
async function clearLimits(db: Database): Promise<void> {
  await db.$executeRaw`DELETE FROM limits WHERE full_at < clock_timestamp() - interval '1 minute'`;
}
