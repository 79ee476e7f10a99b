import { setTimeout as sleep } from "node:timers/promises";
import { readEnvironment } from "@/lib/read-environment";
import { openDatabase } from "@/server/db";
import { readAudio } from "./read-audio";
import { refreshWaveforms } from "./refresh-waveforms";

// Nobody waits for a waveform: soon enough for the second visit, and seldom enough to cost nothing.
const EVERY = 5000;

/**
 * Measures the waveforms that are asked for while the site serves, in this process and not in the one that makes
 * pages, so that no page ever waits for one. Ends soon after it is told to.
 */
export async function keepWaveforms(databaseUrl: string, over: AbortSignal): Promise<void> {
  const db = openDatabase(databaseUrl);
  const { fetchInternal } = readEnvironment();
  const read = (url: string) => readAudio(url, { signal: over, allowInternal: fetchInternal });
  while (!over.aborted) {
    await refreshWaveforms(db, { signal: over, read }).catch((error: Error) => {
      if (!over.aborted) console.error(`Waveforms could not be measured: ${error.message}`);
    });
    await sleep(EVERY, undefined, { signal: over }).catch(() => {});
  }
  await db.$disconnect();
}
