import { PgBoss } from "pg-boss";
import { openDatabase } from "@/server/db";
import { composeMails } from "./compose-mails";
import { type MailServer, sendMails } from "./send-mails";

interface Posting {
  readonly databaseUrl: string;
  /** The site's address, for links. */
  readonly site: string;
  /** How mails leave; without it they stay in the mailbox that the demonstration shows. */
  readonly mail: MailServer | undefined;
}

const NOW = "mail-notices";
const DAILY = "mail-digest";

/**
 * Mails what people are to be told, until it is over: notices within a minute, and the digest at seven in the morning
 * (UTC). The jobs lie in PostgreSQL, so that of any number of processes one does each.
 */
export async function keepPosting({ databaseUrl, site, mail }: Posting, over: AbortSignal): Promise<void> {
  const db = openDatabase(databaseUrl);
  const boss = new PgBoss({ connectionString: databaseUrl, schema: "jobs" });
  boss.on("error", (error) => {
    if (!over.aborted) console.error(`Mail is delayed: ${error.message}`);
  });
  try {
    await boss.start();
    for (const [queue, post, cron] of [
      [NOW, "now", "* * * * *"],
      [DAILY, "daily", "0 7 * * *"],
    ] as const) {
      await boss.createQueue(queue);
      await boss.schedule(queue, cron);
      await boss.work(queue, async () => {
        await composeMails(db, { post, site });
        if (mail) await sendMails(db, mail);
      });
    }
    await new Promise<void>((done) => {
      if (over.aborted) done();
      else over.addEventListener("abort", () => done(), { once: true });
    });
    await boss.stop({ graceful: true, timeout: 5000 });
  } catch (error) {
    // The site serves without mail; what was to be told stays to be told.
    console.error(`Mail is not being sent: ${(error as Error).message}`);
  } finally {
    await db.$disconnect();
  }
}
