import { setTimeout as sleep } from "node:timers/promises";
import { readEnvironment } from "@/lib/read-environment";
import { openDatabase } from "@/server/db";
import { deliverDue, forgetDelivered } from "./deliver-due";

// Soon enough to be seen as at once, and one small query each time.
const EVERY = 2000;
const AN_HOUR = 3_600_000;

/** Sends what webhooks are to be told while the site serves. Ends soon after it is told to. */
export async function keepDelivering(variables: NodeJS.ProcessEnv, over: AbortSignal): Promise<void> {
  const { databaseUrl = "", siteUrl, secret = "", fetchInternal } = readEnvironment(variables);
  const db = openDatabase(databaseUrl);
  let forgotten = 0;
  while (!over.aborted) {
    if (Date.now() - forgotten > AN_HOUR) {
      forgotten = Date.now();
      await forgetDelivered(db).catch(() => {});
    }
    // The database may be away for a moment: what was not sent now is sent the next time.
    await deliverDue(db, { siteUrl, secret, allowInternal: fetchInternal }).catch((error: Error) => {
      if (!over.aborted) console.error(`Webhooks could not be told: ${error.message}`);
    });
    await sleep(EVERY, undefined, { signal: over }).catch(() => {});
  }
  await db.$disconnect();
}
