import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@/server/db";
import { refreshSearch } from "./refresh-search";

// Soon enough that whoever has just corrected a word finds it, and one small query each time.
const EVERY = 3000;

/**
 * Makes findable what is accepted and imported while the site serves, within seconds and not within the transaction
 * that accepts it: an import of a thousand episodes would take five times as long. Any number of processes may do
 * this side by side. Ends soon after it is told to.
 */
export async function keepSearchable(databaseUrl: string, over: AbortSignal): Promise<void> {
  const db = openDatabase(databaseUrl);
  while (!over.aborted) {
    // The database may be away for a moment: what was not done now is done the next time.
    await refreshSearch(db, over).catch((error: Error) => {
      if (!over.aborted) console.error(`Search could not be brought up to date: ${error.message}`);
    });
    await sleep(EVERY, undefined, { signal: over }).catch(() => {});
  }
  await db.$disconnect();
}
