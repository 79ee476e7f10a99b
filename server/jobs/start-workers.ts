import { setTimeout as sleep } from "node:timers/promises";
import type { JobWithMetadata } from "pg-boss";
import type { Pool } from "@/server/db";
import { SCHEDULED } from "./define-job";
import type { Handler } from "./handle-job";
import { openBoss, SCHEMA } from "./open-boss";
import { reportProgress } from "./report-progress";
import { sendJob } from "./send-job";

/**
 * Milliseconds between two looks for waiting jobs: one query for all queues together, however many there are. The words of
 * an edit that is accepted should light in their places within a second, and finding them takes half of one.
 */
const LOOK_EVERY = 500;
/** Seconds after which a worker looks for itself, should nobody have woken it. */
const LOOK_ALONE_SECONDS = 60;
/** How often it is looked whether a process that ran a job has died, in whichever process comes first. */
const SUPERVISE_SECONDS = 60;
/** How often schedules' jobs are passed on to their queues. */
const SCHEDULE_SECONDS = 10;
/** pg-boss looks at jobs that wait for other jobs, of which there are none here, as seldom as it can be told to. */
const FLOWS_SECONDS = 60 * 60;
/** Milliseconds that runs have to end in when the process stops. Whoever started it kills it after ten seconds. */
const GRACE = 7000;
/** The same failure is said once in so many milliseconds: a database that is away fails every second. */
const SAY_AGAIN_AFTER = 60_000;

interface Working {
  /** The one pool that jobs, their handlers and pg-boss use. */
  readonly pool: Pool;
  readonly handlers: readonly Handler[];
  /** Is told what goes wrong beside the runs themselves. */
  readonly say?: (message: string) => void;
}

/** Workers that run. */
export interface Workers {
  /** Takes no more jobs, lets those that run end, and puts those that do not end in time back into their queues. */
  stop(): Promise<void>;
}

/**
 * Runs jobs as they are sent, from now until stopped. Any number of processes may do so side by side. The queues must
 * have been installed for these handlers.
 */
export async function startWorkers({ pool, handlers, say = console.error }: Working): Promise<Workers> {
  const stopping = new AbortController();
  const complain = quietly(say);
  const boss = openBoss(pool, {
    migrate: true,
    createSchema: false,
    supervise: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: true,
    cronWorkerIntervalSeconds: SCHEDULE_SECONDS,
    flowIntervalSeconds: FLOWS_SECONDS,
  });
  boss.on("error", (error) => {
    if (!stopping.signal.aborted) complain(`Jobs are delayed: ${error.message}`);
  });
  await boss.start();

  const running = new Set<JobWithMetadata>();
  const workers = new Map<string, string[]>();
  for (const handler of handlers) {
    const { name, atOnce } = handler.job;
    const ids: string[] = [];
    workers.set(name, ids);
    const options = { pollingIntervalSeconds: LOOK_ALONE_SECONDS, includeMetadata: true } as const;
    for (let n = 0; n < atOnce; n += 1) {
      const id: string = await boss.work(name, options, async ([job]: JobWithMetadata[]) => {
        if (!job) return;
        running.add(job);
        try {
          await runJob(pool, handler, job, stopping.signal);
        } finally {
          running.delete(job);
          // Another one may wait, and should not wait for the next look.
          boss.notifyWorker(id);
        }
      });
      ids.push(id);
    }
  }
  for (const { job } of handlers) {
    const { schedule } = job;
    if (schedule?.atStart) await sendJob(pool.db, job, schedule.data, { key: SCHEDULED });
  }
  const looking = wakeWorkers({ pool, workers, wake: (id) => boss.notifyWorker(id), complain, stopping });

  return {
    stop: async () => {
      // First, or a worker takes at once what the next line has it put back.
      const ended = Promise.all([...workers.keys()].map((name) => boss.offWork(name, { wait: true })));
      stopping.abort(new Error("The process stops."));
      await looking;
      await Promise.race([ended, sleep(GRACE)]);
      for (const job of running) await putBack(pool, job);
      await boss.stop({ graceful: false });
    },
  };
}

interface Waking {
  readonly pool: Pool;
  readonly workers: ReadonlyMap<string, readonly string[]>;
  readonly wake: (worker: string) => void;
  readonly complain: (message: string) => void;
  readonly stopping: AbortController;
}

/** Looks for jobs that can begin and wakes their workers: what a notification would do, on any connection. */
async function wakeWorkers({ pool, workers, wake, complain, stopping }: Waking): Promise<void> {
  const { signal } = stopping;
  const names = [...workers.keys()];
  while (!signal.aborted) {
    try {
      const { rows } = await pool.executeSql(
        `SELECT q.name FROM unnest($1::text[]) AS q (name) WHERE EXISTS (
           SELECT FROM ${SCHEMA}.job AS j
           WHERE j.name = q.name AND j.state < 'active' AND NOT j.blocked AND j.start_after <= now())`,
        [names],
      );
      for (const { name } of rows) for (const id of workers.get(name) ?? []) wake(id);
    } catch (error) {
      if (!signal.aborted) complain(`Jobs are delayed: ${(error as Error).message}`);
    }
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => {});
  }
}

async function runJob(pool: Pool, handler: Handler, job: JobWithMetadata, stopping: AbortSignal) {
  if (stopping.aborted) return putBack(pool, job);
  await joinWaiting(pool, job);
  try {
    await handler.run(job.data, {
      id: job.id,
      db: pool.db,
      signal: AbortSignal.any([job.signal, stopping]),
      progress: (progress) => reportProgress(pool.db, job.id, progress),
    });
  } catch (error) {
    if (!stopping.aborted) throw error;
    await putBack(pool, job);
  }
}

/**
 * Counts as done what waits with the same key and data: this run begins now and sees all that they were sent for. One
 * that a transaction has just sent again is left alone, since what that transaction writes cannot be seen yet.
 */
async function joinWaiting(pool: Pool, { id, name, singletonKey }: JobWithMetadata): Promise<void> {
  if (singletonKey === null) return;
  await pool.executeSql(
    `WITH waiting AS (
       SELECT j.id FROM ${SCHEMA}.job AS j
       JOIN ${SCHEMA}.job AS mine ON mine.name = j.name AND mine.id = $1::uuid AND mine.data = j.data
       WHERE j.name = $2 AND j.singleton_key = $3 AND j.state < 'active' AND j.start_after <= now()
       FOR UPDATE OF j SKIP LOCKED)
     UPDATE ${SCHEMA}.job AS j
     SET state = 'completed', completed_on = now(), output = jsonb_build_object('joined', $1::text)
     FROM waiting WHERE j.name = $2 AND j.id = waiting.id`,
    [id, name, singletonKey],
  );
}

/**
 * Puts a job that this process runs back into its queue. It is another attempt, so that whatever pg-boss still does
 * about this one does not touch it, and one more attempt is allowed for it.
 */
async function putBack(pool: Pool, { id, name, retryCount }: JobWithMetadata): Promise<void> {
  await pool.executeSql(
    `UPDATE ${SCHEMA}.job
     SET state = 'created', started_on = NULL, heartbeat_on = NULL, start_after = now(),
         retry_count = retry_count + 1, retry_limit = retry_limit + 1
     WHERE name = $1 AND id = $2::uuid AND state = 'active' AND retry_count = $3`,
    [name, id, retryCount],
  );
}

/** Says each thing once in a while, however often it happens. */
function quietly(say: (message: string) => void): (message: string) => void {
  const said = new Map<string, number>();
  return (message) => {
    const now = Date.now();
    if (now - (said.get(message) ?? 0) < SAY_AGAIN_AFTER) return;
    said.set(message, now);
    say(message);
  };
}
