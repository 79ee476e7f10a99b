import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { fetchingOf } from "@/server/text/sounds/fetching-of";
import { readAudio } from "./read-audio";
import { refreshWaveforms } from "./refresh-waveforms";

const measureWaveformJob = defineJob({
  name: "measure-waveform",
  data: z.object({
    /** None: all that have to be measured. */
    audioUrl: z.string().optional(),
  }),
  longest: 60 * 60,
  schedule: { cron: "*/10 * * * *", data: {}, atStart: true },
});

/**
 * Measures how loud an audio file is along its length, outside the process that makes pages, so that no page waits for
 * it. A trigger sends the job when a page asks for a waveform for the first time. The schedule finds the demonstration's
 * files, those whose length has changed, and those that could not be measured a day ago.
 */
export function handleMeasureWaveform(environment: Environment): Handler {
  return handleJob(measureWaveformJob, async ({ audioUrl }, { db, signal }) => {
    const { on: aligns, command } = environment.align;
    const fetching = { ...fetchingOf(environment), signal, aligns, anyLanguage: command !== null };
    const read = (url: string) => readAudio(db, url, fetching);
    await refreshWaveforms(db, { signal, read, audioUrl });
    signal.throwIfAborted();
  });
}
