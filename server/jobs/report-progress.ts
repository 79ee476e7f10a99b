import type { Database } from "@/server/db";

/** How far a job has come. */
export interface Progress {
  /** In whatever the job counts: episodes, bytes, percent. */
  readonly done: number;
  /** None where it is not known how much there is to do. */
  readonly total?: number;
  /** What it is doing, in words for people. */
  readonly message?: string;
}

/** Notes how far a job has come, in place of what was noted before. */
export async function reportProgress(db: Database, jobId: string, progress: Progress): Promise<void> {
  const { done, total = null, message = null } = progress;
  const data = { done, total, message, updatedAt: new Date() };
  await db.jobProgress.upsert({ where: { jobId }, create: { jobId, ...data }, update: data });
}
