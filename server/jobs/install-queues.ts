import type { PgBoss, QueueOptions } from "pg-boss";
import type { Pool } from "@/server/db";
import { type DefinedJob, SCHEDULED } from "./define-job";
import { openBoss, SCHEMA } from "./open-boss";

/** Whether the database has all that jobs need, or why not; the message says what to do. */
export type Installed =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "old-postgres" | "no-permission" | "newer-schema";
      readonly message: string;
    };

/** The version of its schema that pg-boss 12.38 makes; its own package.json says the same, as a test holds. */
export const SCHEMA_VERSION = 46;
/** PostgreSQL 13, which pg-boss asks for, as `server_version_num` says it. */
const OLDEST_POSTGRES = 130_000;
/** Queues of earlier versions: they and their schedules are removed. */
const RETIRED = ["mail-notices", "mail-digest"];
const A_DAY = 24 * 60 * 60;
/** Seconds for which it can be read what became of a job; of the many that schedules send, a day. */
const A_WEEK = 7 * A_DAY;
/** A process that is not heard of for so long has died; what it ran is run again. */
const HEARTBEAT_SECONDS = 60;

/**
 * Makes what the database lacks for these jobs: pg-boss's schema, a queue for each job, and the schedules. Asks first
 * whether anything is missing, which takes two queries, and whether this user may make it.
 */
export async function installQueues(pool: Pool, jobs: readonly DefinedJob[]): Promise<Installed> {
  const found = await lookAtDatabase(pool);
  const installed = found.installed ? await readInstalled(pool) : null;
  if (installed && installed.version > SCHEMA_VERSION) {
    return {
      ok: false,
      reason: "newer-schema",
      message:
        `The schema "${SCHEMA}" of the database ${found.database} has version ${installed.version} of pg-boss's tables, ` +
        `and this version of On Record knows ${SCHEMA_VERSION}. A newer On Record has used this database: update this one.`,
    };
  }
  if (installed && installed.version === SCHEMA_VERSION && isComplete(installed, jobs)) return { ok: true };
  if (found.postgres < OLDEST_POSTGRES) {
    return {
      ok: false,
      reason: "old-postgres",
      message: `Jobs need PostgreSQL 13 or newer, and this server says it is ${Math.floor(found.postgres / 10_000)}.`,
    };
  }
  const forbidden = permissionProblem(found, installed === null || installed.version < SCHEMA_VERSION);
  if (forbidden) return { ok: false, reason: "no-permission", message: forbidden };

  const boss = openBoss(pool, { migrate: true, createSchema: !found.schema });
  // Whatever fails here is thrown by the call that it fails in.
  boss.on("error", () => {});
  await boss.start();
  try {
    await makeQueues(boss, jobs);
  } finally {
    await boss.stop({ graceful: false });
  }
  return { ok: true };
}

interface Found {
  readonly postgres: number;
  readonly user: string;
  readonly database: string;
  readonly mayMakeSchemas: boolean;
  /** Whether the schema exists, and whether this user may make tables in it. */
  readonly schema: boolean;
  readonly mayMakeTables: boolean;
  /** Whether pg-boss's tables exist, and whether this user owns them, which changing them takes. */
  readonly installed: boolean;
  readonly owned: boolean;
}

async function lookAtDatabase(pool: Pool): Promise<Found> {
  const { rows } = await pool.executeSql(
    `SELECT current_setting('server_version_num')::int AS postgres, current_user AS "user",
            current_database() AS database,
            has_database_privilege(current_database(), 'CREATE') AS "mayMakeSchemas",
            n.oid IS NOT NULL AS schema, coalesce(has_schema_privilege(n.oid, 'CREATE'), false) AS "mayMakeTables",
            c.oid IS NOT NULL AS installed, coalesce(pg_has_role(c.relowner, 'USAGE'), false) AS owned
     FROM (SELECT 1) AS one
     LEFT JOIN pg_namespace AS n ON n.nspname = $1
     LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'version'`,
    [SCHEMA],
  );
  return rows[0] as Found;
}

function permissionProblem(found: Found, changesTables: boolean): string | null {
  const { user, database } = found;
  const as = `Have an administrator of the database run, in ${database}: `;
  if (!found.schema) {
    if (found.mayMakeSchemas) return null;
    return (
      `Jobs need a schema named "${SCHEMA}", which the user ${user} may not make. ` +
      `${as}CREATE SCHEMA ${SCHEMA} AUTHORIZATION "${user}";`
    );
  }
  if (!changesTables) return null;
  if (found.installed ? found.owned : found.mayMakeTables) return null;
  return (
    `Jobs need to ${found.installed ? "change" : "make"} tables in the schema "${SCHEMA}", which the user ${user} may not. ` +
    (found.installed
      ? `${as}ALTER SCHEMA ${SCHEMA} OWNER TO "${user}"; and the same for each of its tables, or start On Record once as their owner.`
      : `${as}GRANT USAGE, CREATE ON SCHEMA ${SCHEMA} TO "${user}";`)
  );
}

interface Existing {
  readonly version: number;
  readonly queues: ReadonlyMap<string, string>;
  readonly schedules: ReadonlyMap<string, string>;
}

async function readInstalled(pool: Pool): Promise<Existing> {
  const { rows } = await pool.executeSql(
    `SELECT (SELECT max(version) FROM ${SCHEMA}.version)::int AS version,
            (SELECT json_object_agg(name, json_build_array(policy, retry_limit, retry_delay, retry_backoff,
               retry_delay_max, expire_seconds, heartbeat_seconds, deletion_seconds)) FROM ${SCHEMA}.queue) AS queues,
            (SELECT json_object_agg(name, json_build_array(cron, data)) FROM ${SCHEMA}.schedule) AS schedules`,
  );
  const texts = (found: Record<string, unknown> | null) =>
    new Map(Object.entries(found ?? {}).map(([name, value]) => [name, JSON.stringify(value)]));
  const [{ version, queues, schedules }] = rows;
  return { version, queues: texts(queues), schedules: texts(schedules) };
}

function isComplete({ queues, schedules }: Existing, jobs: readonly DefinedJob[]): boolean {
  return (
    RETIRED.every((name) => !queues.has(name)) &&
    jobs.every((job) => {
      const { retryLimit, retryDelay, retryDelayMax, expireInSeconds, deleteAfterSeconds } = optionsOf(job);
      const wanted = [POLICY, retryLimit, retryDelay, true, retryDelayMax, expireInSeconds];
      const schedule = job.schedule && JSON.stringify([job.schedule.cron, job.schedule.data]);
      return (
        queues.get(job.name) === JSON.stringify([...wanted, HEARTBEAT_SECONDS, deleteAfterSeconds]) &&
        schedules.get(job.name) === schedule
      );
    })
  );
}

/** Of the jobs with one key one runs at a time. */
const POLICY = "singleton";

const optionsOf = ({ retries, longest }: DefinedJob) =>
  ({
    retryLimit: retries.most,
    retryDelay: retries.first,
    retryBackoff: true,
    retryDelayMax: retries.longest,
    expireInSeconds: longest,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: A_WEEK,
  }) satisfies QueueOptions;

async function makeQueues(boss: PgBoss, jobs: readonly DefinedJob[]): Promise<void> {
  const existing = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const name of RETIRED.filter((each) => existing.has(each))) {
    await boss.unschedule(name);
    await boss.deleteQueue(name);
  }
  for (const job of jobs) {
    const { name, schedule } = job;
    if (existing.has(name)) await boss.updateQueue(name, optionsOf(job));
    else await boss.createQueue(name, { policy: POLICY, ...optionsOf(job) });
    if (schedule)
      await boss.schedule(name, schedule.cron, schedule.data as object, {
        singletonKey: SCHEDULED,
        deleteAfterSeconds: A_DAY,
      });
    else await boss.unschedule(name);
  }
}
