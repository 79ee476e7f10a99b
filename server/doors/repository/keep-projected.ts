import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/server/db";
import { catchUp } from "./catch-up";
import { tidyRepository } from "./tidy-repository";

// A clone catches up by itself before it is answered, so this is early enough.
const EVERY = 3000;

interface Keeping {
  readonly db: Database;
  /** Where repositories are kept; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Projects what is accepted into this machine's repository and keeps that small, so that a clone finds little left to
 * do. This is a loop and no job, because every machine has a repository of its own. Ends soon after the signal.
 */
export async function keepProjected({ db, folder, signal }: Keeping): Promise<void> {
  while (!signal.aborted) {
    await catchUp({ db, folder, signal })
      .then((caught) => (caught.ok ? tidyRepository(caught.repository, signal) : undefined))
      .catch((error: Error) => {
        if (!signal.aborted)
          console.error(`The repository could not be brought up to date: ${error.message}`);
      });
    await sleep(EVERY, undefined, { signal }).catch(() => {});
  }
}
