import type { Database } from "@/server/db";
import type { Progress } from "./report-progress";
import { type JobRow, type JobState, stateOf } from "./state-of";

/** A job as a page shows it. */
export interface JobView {
  readonly state: JobState;
  /** How far it has come; none where it has said nothing. */
  readonly progress: Progress | null;
  /** What went wrong the last time, where something did. One that waits with an error is tried again. */
  readonly error: string | null;
  readonly sentAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What has become of a job; null where there is none, or it ended more than a week ago. */
export async function readJob(
  db: Database,
  { name }: { readonly name: string },
  id: string,
): Promise<JobView | null> {
  // Where another run did its work with its own, that run is the one to show.
  const [row] = await db.$queryRaw<JobRow[]>`
    SELECT j.state::text AS state, coalesce(j.output ->> 'message', j.output ->> 'value') AS error,
           j.created_on AS "sentAt", j.started_on AS "startedAt", j.completed_on AS "endedAt",
           p.done, p.total, p.message
    FROM jobs.job AS asked
    JOIN jobs.job AS j ON j.name = asked.name AND j.id = coalesce((asked.output ->> 'joined')::uuid, asked.id)
    LEFT JOIN job_progress AS p ON p.job_id = j.id
    WHERE asked.name = ${name} AND asked.id = ${id}::uuid`;
  if (!row) return null;
  const { done, total, message, sentAt, startedAt, endedAt } = row;
  const progress =
    done === null ? null : { done, ...(total !== null && { total }), ...(message !== null && { message }) };
  const state = stateOf(row.state);
  return { state, progress, error: state === "done" ? null : row.error, sentAt, startedAt, endedAt };
}
