import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "../../lib/read-environment";
import { openPool } from "../../server/db";
import { keepProjected } from "../../server/doors/repository/keep-projected";
import { startWorkers } from "../../server/jobs/start-workers";
import { handlers } from "./handlers";

/** Milliseconds for the connections to close. */
const LAST_WORDS = 1000;

/**
 * Runs all jobs, and keeps this machine's repository, on one pool until the signal. A job that is still running then
 * has some seconds to end before it goes back into its queue.
 */
export async function runJobs(url: string, environment: Environment, signal: AbortSignal): Promise<void> {
  const pool = openPool(url);
  try {
    const projecting = keepProjected({ db: pool.db, folder: environment.repository, signal });
    // The site serves without jobs; what was sent stays to be done.
    const workers = await startWorkers({ pool, handlers: handlers(environment) }).catch((error: Error) => {
      console.error(`Jobs are not being run: ${error.message}`);
    });
    await projecting;
    await workers?.stop();
  } finally {
    // A run that does not end keeps its connection, and must not keep the process.
    await Promise.race([pool.close(), sleep(LAST_WORDS)]);
  }
}
