import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { composeMails, type MailRound } from "./compose-mails";
import { sendMails } from "./send-mails";

const sendMailsJob = defineJob({
  name: "send-mails",
  data: z.object({}),
  // Mails that the server refused are tried again after a minute, four minutes, nine and sixteen.
  schedule: { cron: "* * * * *", data: {}, atStart: false },
});

const sendDigestJob = defineJob({
  name: "send-digest",
  data: z.object({}),
  schedule: { cron: "0 7 * * *", data: {}, atStart: false },
});

/** Mails notices as they happen: at the next full minute, so that what happens within a minute comes in one mail. */
export function handleSendMails(environment: Environment): Handler {
  return handleJob(sendMailsJob, (_, { db }) => postMails(db, "now", environment));
}

/** Mails once a day, at seven in the morning (UTC), what waits for a review. */
export function handleSendDigest(environment: Environment): Handler {
  return handleJob(sendDigestJob, (_, { db }) => postMails(db, "daily", environment));
}

/** Without a mail server, mails stay in the mailbox that the demonstration shows. */
async function postMails(db: Database, round: MailRound, { siteUrl, mail }: Environment): Promise<void> {
  await composeMails(db, { post: round, site: siteUrl });
  if (mail) await sendMails(db, mail);
}
