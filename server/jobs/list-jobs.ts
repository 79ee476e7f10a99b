import type { Database } from "@/server/db";
import { type JobRow, type JobState, stateOf } from "./state-of";

/** A job as `npm run jobs` lists it. */
export interface JobLine {
  readonly id: string;
  readonly name: string;
  readonly key: string | null;
  readonly state: JobState;
  /** How often it has been begun. */
  readonly attempts: number;
  readonly sentAt: Date;
  /** When it began, where it runs; when it may begin, where it waits; when it was given up. */
  readonly since: Date;
  readonly progress: string | null;
  readonly error: string | null;
}

const MOST = 200;

interface Line extends JobRow {
  readonly id: string;
  readonly name: string;
  readonly key: string | null;
  readonly attempts: number;
  readonly since: Date;
}

/** Lists the jobs that run, wait or were given up, in that order and the newest first; with `failed` the last alone. */
export async function listJobs(db: Database, { failed = false } = {}): Promise<JobLine[]> {
  const states = failed ? ["failed"] : ["active", "retry", "created", "failed"];
  const rows = await db.$queryRaw<Line[]>`
    SELECT j.id::text AS id, j.name, j.singleton_key AS key, j.state::text AS state,
           j.retry_count + CASE WHEN j.started_on IS NULL THEN 0 ELSE 1 END AS attempts,
           coalesce(j.output ->> 'message', j.output ->> 'value') AS error,
           j.created_on AS "sentAt", j.started_on AS "startedAt", j.completed_on AS "endedAt",
           CASE j.state WHEN 'active' THEN j.started_on WHEN 'failed' THEN j.completed_on ELSE j.start_after END AS since,
           p.done, p.total, p.message
    FROM jobs.job AS j LEFT JOIN job_progress AS p ON p.job_id = j.id
    WHERE j.name NOT LIKE '\_\_pgboss%' AND j.state::text = ANY(${states}::text[])
    ORDER BY array_position(${states}::text[], j.state::text), since DESC LIMIT ${MOST}::int`;
  return rows.map(({ id, name, key, state, attempts, sentAt, since, error, done, total, message }) => ({
    ...{ id, name, attempts, sentAt, since, error },
    // Where the sender gave no key, the job's own id stands there.
    key: key === id ? null : key,
    state: stateOf(state),
    progress:
      done === null
        ? null
        : [total === null ? `${done}` : `${done} of ${total}`, message].filter(Boolean).join(", "),
  }));
}
