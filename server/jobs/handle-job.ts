import type { Database } from "@/server/db";
import type { DefinedJob } from "./define-job";
import type { Progress } from "./report-progress";

/** What a run is handed beside its data. */
export interface Run {
  readonly id: string;
  /** The pool that all jobs of this process share. */
  readonly db: Database;
  /**
   * Aborted where the run is to end: the process stops, the run has taken too long, or another process has taken the
   * job over. A handler that ends early throws the signal's reason; where the process stops, the job goes back to its
   * queue and no attempt is counted.
   */
  readonly signal: AbortSignal;
  /** Says how far it has come; `readJob` tells whoever asks. */
  readonly progress: (progress: Progress) => Promise<void>;
}

/** A job with what it does. */
export interface Handler {
  readonly job: DefinedJob;
  /** @throws whatever the handler throws, and where the data does not fit the job's schema */
  readonly run: (data: unknown, run: Run) => Promise<void>;
}

/** Joins a job and what it does. A handler that throws is run again later, as the job's `retries` say. */
export function handleJob<Data>(
  job: DefinedJob<Data>,
  handler: (data: Data, run: Run) => Promise<void>,
): Handler {
  return { job: job as DefinedJob, run: async (data, run) => handler(job.data.parse(data), run) };
}
