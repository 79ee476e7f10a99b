import { openPool } from "../../server/db";
import { installQueues } from "../../server/jobs/install-queues";
import { allJobs } from "./handlers";

/**
 * Gives a migrated database the queues of all jobs, where they are missing.
 *
 * @throws Error that says what to do where the database does not allow it
 */
export async function prepareJobs(url: string): Promise<void> {
  const pool = openPool(url);
  try {
    const installed = await installQueues(pool, allJobs());
    if (!installed.ok) throw new Error(installed.message);
  } finally {
    await pool.close();
  }
}
