import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { sendJob } from "@/server/jobs/send-job";
import { findDue, mirrorDue } from "./mirror-due";

/** Syncs the mirror of one show. The show's id is its key, so that no two processes write to one remote at once. */
export const syncMirrorJob = defineJob({
  name: "sync-mirror",
  data: z.object({
    /** None: sends the job for each mirror that is due. */
    showId: z.int().optional(),
  }),
  // Several, so that a remote which answers slowly keeps no other one waiting; each has a limit of its own.
  atOnce: 6,
  longest: 60 * 60,
  schedule: { cron: "* * * * *", data: {}, atStart: true },
});

/**
 * Keeps a show and its mirror together. A trigger on the log sends the job when something is accepted, the schedule
 * every minute for what was committed at the mirror, and a sync that failed for the time of its next attempt.
 */
export function handleSyncMirror({ repository, secret = "", fetchInternal }: Environment): Handler {
  return handleJob(syncMirrorJob, async ({ showId }, { db, signal }) => {
    const send = (id: number, at?: Date) =>
      sendJob(db, syncMirrorJob, { showId: id }, { key: String(id), ...(at && { at }) });
    if (showId === undefined) {
      for (const id of await findDue(db)) await send(id);
      return;
    }
    const options = { db, folder: repository, secret, allowInternal: fetchInternal, signal, showId };
    for (const at of await mirrorDue(options)) await send(showId, at);
  });
}
