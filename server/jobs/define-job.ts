import type { z } from "zod";

/** What a job is called, what it is given and how it is run. Its handler is handed in where jobs are run. */
export interface Job<Data = unknown> {
  /** Letters, digits and dashes: the name of its queue in pg-boss. */
  readonly name: string;
  /** What it is given, as JSON can hold it. Parsed when it is sent and again when it is run. */
  readonly data: z.ZodType<Data>;
  /** How many of them one process runs side by side; 1 where nothing is said. */
  readonly atOnce?: number;
  /** Seconds after which a run is given up and counted as failed; 15 minutes where nothing is said. */
  readonly longest?: number;
  /** How often a run that failed is tried again, and after how many seconds: `first`, then twice that, up to `longest`. */
  readonly retries?: { readonly most: number; readonly first: number; readonly longest: number };
  readonly schedule?: Schedule<Data>;
}

/** When a job is sent without anybody sending it. */
export interface Schedule<Data> {
  /** Minute, hour, day of month, month, day of week, in UTC. A minute is the least there is. */
  readonly cron: string;
  readonly data: Data;
  /** Whether it is sent at each start too, for what was missed while nobody ran. */
  readonly atStart: boolean;
}

const DEFAULTS = {
  atOnce: 1,
  longest: 15 * 60,
  retries: { most: 5, first: 5, longest: 15 * 60 },
};

/** A job with everything said that its definition may leave out. */
export type DefinedJob<Data = unknown> = Job<Data> & Required<Omit<Job<Data>, "schedule">>;

/**
 * Defines a job. Runs must bear to be repeated: a process may die after it has done its work and before it says so.
 */
export function defineJob<Data>(job: Job<Data>): DefinedJob<Data> {
  return { ...DEFAULTS, ...job };
}

/** The key of the jobs that a schedule sends: one of them runs at a time. */
export const SCHEDULED = "scheduled";
