import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { drafts as texts } from "@/lib/texts/en/drafts";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { fetchingOf } from "@/server/text/sounds/fetching-of";
import { makeDraft } from "./make-draft";

export const draftJob = defineJob({
  name: "draft",
  data: z.object({ episodeId: z.int() }),
  // A recogniser on an ordinary processor, for an episode of a few hours.
  longest: 12 * 60 * 60,
  // What can be expected to fail is kept with the draft, and is not tried again: it may cost money.
  retries: { most: 1, first: 60, longest: 60 },
});

/** Makes first drafts, one at a time in each process. */
export function handleDraft(environment: Environment): Handler {
  return handleJob(draftJob, async ({ episodeId }, { db, signal, progress }) => {
    const { recogniser } = environment.transcribe;
    if (recogniser === null) throw new Error(texts.problem("no-recogniser", null));
    let told = -1;
    await makeDraft(db, {
      ...{ episodeId, recogniser, signal, fetching: fetchingOf(environment) },
      fetched: (share) => {
        const percent = Math.floor(100 * share);
        if (percent <= told) return;
        told = percent;
        const message = percent < 100 ? texts.fetching : texts.hearing;
        progress({ done: percent, total: 100, message }).catch(() => {});
      },
    });
  });
}
