import { z } from "zod";
import { isWithinHours } from "@/lib/is-within-hours";
import type { Environment } from "@/lib/read-environment";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { fetchingOf } from "@/server/text/sounds/fetching-of";
import { alignEdit } from "./align-edit";
import { alignEpisode } from "./align-episode";
import { alignJob, CORES, planAlignments } from "./plan-alignments";

// Who waits keeps a processor busy while another one fetches.
const MOST_WAITING = 2 * CORES;
const ofDocument = z.object({ documentId: z.int() });

const alignEditJob = defineJob({ name: "align-edit", data: ofDocument });

const planAlignmentsJob = defineJob({
  name: "plan-alignments",
  data: z.object({}),
  schedule: { cron: "* * * * *", data: {}, atStart: false },
});

/** Looks which transcripts have to be aligned: each minute, and after changes of texts and audio. */
export function handlePlanAlignments({ align }: Environment): Handler {
  return handleJob(planAlignmentsJob, async (_, { db }) => {
    if (isNow(align)) await planAlignments(db, planningOf(align));
  });
}

/** Measures the word times of one transcript from its audio. What fails is noted there, and tried again as planned. */
export function handleAlign(environment: Environment): Handler {
  const { align } = environment;
  return handleJob(alignJob, async ({ documentId }, { db, signal, progress }) => {
    // Whoever waits until the window has closed is planned again when it opens.
    if (!isNow(align)) return;
    let told = -1;
    await alignEpisode(db, {
      ...{ documentId, signal, fetching: fetchingOf(environment), command: align.command },
      progress: (done) => {
        const percent = Math.floor(100 * done);
        if (percent <= told) return;
        told = percent;
        progress({ done: percent, total: 100 }).catch(() => {});
      },
    });
    await planAlignments(db, planningOf(align));
  });
}

/** Aligns the sentences that an edit touched. It fetches nothing, so it needs no window. */
export function handleAlignEdit(environment: Environment): Handler {
  return handleJob(alignEditJob, async ({ documentId }, { db, signal }) => {
    if (environment.align.on) await alignEdit(db, { documentId, signal, fetching: fetchingOf(environment) });
  });
}

const planningOf = ({ command }: Environment["align"]) => ({
  most: MOST_WAITING,
  anyLanguage: command !== null,
});

const isNow = ({ on, hours }: Environment["align"]) =>
  on && (hours === null || isWithinHours(hours, new Date()));
