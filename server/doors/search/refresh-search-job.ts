import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { sendJob } from "@/server/jobs/send-job";
import { countStale, refreshSearch } from "./refresh-search";

const refreshSearchJob = defineJob({
  name: "refresh-search",
  data: z.object({}),
  // An import of thousands of episodes is one run.
  longest: 60 * 60,
  schedule: { cron: "*/5 * * * *", data: {}, atStart: true },
});

/** The key that the triggers on documents and episodes send it with. */
const ALL = "all";
/** Milliseconds after which documents are looked at again that somebody else held. */
const HELD = 2000;

/**
 * Makes findable what was accepted and imported: within seconds, and not within the transaction that accepts it, since
 * an import of a thousand episodes would take five times as long. Triggers send the job; the schedule finds what a
 * newer version of the program derives differently.
 */
export function handleRefreshSearch(): Handler {
  return handleJob(refreshSearchJob, async (_, { db, signal, progress }) => {
    let refreshed = 0;
    const tell = (done: number) => {
      refreshed += done;
      return progress({ done: refreshed, message: "transcripts" });
    };
    await refreshSearch(db, { signal, tell });
    signal.throwIfAborted();
    // Whoever held them may have changed nothing, and then sends nothing.
    if ((await countStale(db)) > 0)
      await sendJob(db, refreshSearchJob, {}, { key: ALL, at: new Date(Date.now() + HELD) });
  });
}
