/** Waiting for its time, its turn or its next attempt; running; done; given up after the last attempt; or called off. */
export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** What the queries here read of a job and its progress. */
export interface JobRow {
  readonly state: string;
  readonly error: string | null;
  readonly sentAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly done: number | null;
  readonly total: number | null;
  readonly message: string | null;
}

const STATES: Readonly<Record<string, JobState>> = {
  created: "waiting",
  retry: "waiting",
  active: "running",
  completed: "done",
  failed: "failed",
  cancelled: "cancelled",
};

/** A job's state in our words. */
export function stateOf(state: string): JobState {
  const known = STATES[state];
  if (!known) throw new Error(`pg-boss has a state that is not known here: ${state}`);
  return known;
}
