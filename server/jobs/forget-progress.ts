import { z } from "zod";
import type { Database } from "@/server/db";
import { defineJob } from "./define-job";
import { type Handler, handleJob } from "./handle-job";

const forgetProgressJob = defineJob({
  name: "forget-progress",
  data: z.object({}),
  schedule: { cron: "17 4 * * *", data: {}, atStart: false },
});

/** Once a day: forgets how far jobs came that pg-boss has forgotten. */
export function handleForgetProgress(): Handler {
  return handleJob(forgetProgressJob, async (_, { db }) => {
    await forgetProgress(db);
  });
}

/** @returns how many were forgotten */
export async function forgetProgress(db: Database): Promise<number> {
  return db.$executeRaw`
    DELETE FROM job_progress AS p
    WHERE NOT EXISTS (SELECT FROM jobs.job AS j WHERE j.id = p.job_id)`;
}
