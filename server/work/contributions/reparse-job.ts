import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { reparseDocuments } from "@/server/text/documents/reparse-documents";
import { reparseContributions } from "./reparse-contributions";

const reparseJob = defineJob({
  name: "reparse",
  data: z.object({}),
  longest: 60 * 60,
  // At the first start after an upgrade, and after a restore.
  schedule: { cron: "17 * * * *", data: {}, atStart: true },
});

/** Makes anew what an older version of the parser derived: documents' segments, and what contributions count by them. */
export function handleReparse(): Handler {
  return handleJob(reparseJob, async (_, { db, signal, progress }) => {
    let total = 0;
    await reparseDocuments(db, {
      signal,
      tell: (done) => {
        total += done;
        return progress({ done: total, message: "documents" });
      },
    });
    const unfit = await reparseContributions(db, signal);
    signal.throwIfAborted();
    if (unfit.length > 0)
      await progress({
        done: total,
        message: `documents; the changes of contributions ${unfit.slice(0, 20).join(", ")} do not fit their texts`,
      });
  });
}
