import { setTimeout as sleep } from "node:timers/promises";
import type { EmbeddedPostgres } from "./embedded";

interface Options {
  readonly embedded: Pick<EmbeddedPostgres, "lost" | "revive">;
  /** Told of each death and each return, in a sentence. */
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

// The processes of a killed server need a moment to notice, and the next one does not start before they have ended.
const ATTEMPTS = 20;
const PAUSE_MS = 500;
/** A server that dies more often than this has a reason that another start does not remove. */
const MOST_DEATHS = 5;
const WITHIN_MS = 10 * 60 * 1000;

/**
 * Starts the embedded PostgreSQL again whenever it has gone, until the signal is aborted.
 *
 * @returns why it gave up; null if it was told to end
 */
export async function keepRunning({ embedded, say, signal }: Options): Promise<string | null> {
  const over = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const deaths: number[] = [];
  for (;;) {
    await Promise.race([embedded.lost(), over]);
    if (signal.aborted) return null;
    say("PostgreSQL has gone. Starting it again …");
    const now = performance.now();
    deaths.push(now);
    if (deaths.filter((at) => now - at < WITHIN_MS).length > MOST_DEATHS)
      return `PostgreSQL has gone ${MOST_DEATHS + 1} times within ten minutes. Its log is server.log, beside its data.`;
    const problem = await revive(embedded, signal);
    if (signal.aborted) return null;
    if (problem !== null) return `PostgreSQL has gone and does not start again. ${problem}`;
    say("PostgreSQL runs again.");
  }
}

async function revive(embedded: Options["embedded"], signal: AbortSignal): Promise<string | null> {
  let problem = "";
  for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt += 1) {
    try {
      await embedded.revive();
      return null;
    } catch (error) {
      problem = (error as Error).message;
    }
    await sleep(PAUSE_MS);
  }
  return problem;
}
