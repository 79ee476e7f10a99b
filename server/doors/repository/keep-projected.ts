import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@/server/db";
import { catchUp } from "./catch-up";
import { tidyRepository } from "./tidy-repository";

// Whoever clones waits for the rest alone: the site catches up before it answers.
const EVERY = 3000;

/**
 * Projects what is accepted while the site serves, and keeps the repository small, so that a clone finds little left to
 * do. Any number of processes may do this side by side. Ends soon after it is told to.
 */
export async function keepProjected(databaseUrl: string, folder: string, over: AbortSignal): Promise<void> {
  const db = openDatabase(databaseUrl);
  while (!over.aborted) {
    await catchUp({ db, folder, signal: over })
      .then((caught) => (caught.ok ? tidyRepository(caught.repository, over) : undefined))
      .catch((error: Error) => {
        if (!over.aborted) console.error(`The repository could not be brought up to date: ${error.message}`);
      });
    await sleep(EVERY, undefined, { signal: over }).catch(() => {});
  }
  await db.$disconnect();
}
