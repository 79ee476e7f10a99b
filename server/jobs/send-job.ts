import type { Database, Transaction } from "@/server/db";
import type { DefinedJob } from "./define-job";

interface Sending {
  /**
   * Jobs of one name and key never run at once, in however many processes. One that waits and has the same data too
   * stands for all that are sent meanwhile.
   */
  readonly key?: string;
  /** When it may begin; at once where nothing is said. */
  readonly at?: Date;
}

/**
 * Sends a job in the caller's transaction: it runs if that commits, within seconds, and never if it does not.
 *
 * @returns the job's id, for `readJob`
 * @throws Error where the database has no such queue, and ZodError where the data is not the job's
 */
export async function sendJob<Data>(
  tx: Transaction | Database,
  job: DefinedJob<Data>,
  data: Data,
  { key, at }: Sending = {},
): Promise<string> {
  const json = JSON.stringify(job.data.parse(data));
  const [row] = await tx.$queryRaw<{ id: string | null }[]>`
    SELECT send_job(${job.name}, ${json}::jsonb, ${key ?? null}::text, ${at ?? null}::timestamptz)::text AS id`;
  if (!row?.id) throw new Error(`There is no queue for jobs named ${job.name}.`);
  return row.id;
}
