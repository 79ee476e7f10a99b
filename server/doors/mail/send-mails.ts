import { createTransport } from "nodemailer";
import type { Database } from "@/server/db";

export interface MailServer {
  /** The mail server's address, as SMTP_URL says it. */
  readonly smtp: string;
  readonly from: string;
}

// A server that refuses a mail five times will not accept it. The waits between attempts are 1, 4, 9 and 16
// minutes.
const MOST_ATTEMPTS = 5;

/**
 * Sends the waiting mails, oldest first. A mail that the server refuses is tried again later; one to a person
 * without an address stays in the mailbox. If the process ends between sending a mail and recording it, the
 * mail is sent twice; it is never lost.
 *
 * @returns how many mails the server accepted
 */
export async function sendMails(db: Database, { smtp, from }: MailServer): Promise<number> {
  const transport = createTransport(smtp);
  let sent = 0;
  try {
    for (;;) {
      const taken = await db.$transaction(
        async (tx) => {
          const [mail] = await tx.$queryRaw<{ id: number; subject: string; text: string; email: string }[]>`
            SELECT m.id, m.subject, m.text, u.email FROM mails AS m JOIN users AS u ON u.id = m.user_id
            WHERE m.sent_at IS NULL AND u.email IS NOT NULL AND m.attempts < ${MOST_ATTEMPTS}
              AND m.created_at + make_interval(mins => m.attempts * m.attempts) <= now()
            ORDER BY m.created_at LIMIT 1
            FOR UPDATE OF m SKIP LOCKED`;
          if (!mail) return null;
          const { id, subject, text, email } = mail;
          try {
            await transport.sendMail({ from, to: { name: "", address: email }, subject, text });
            await tx.mail.update({ where: { id }, data: { sentAt: new Date() } });
            return true;
          } catch (error) {
            const problem = error instanceof Error ? error.message.slice(0, 500) : "unknown";
            await tx.mail.update({ where: { id }, data: { attempts: { increment: 1 }, problem } });
            return false;
          }
        },
        { timeout: 120_000, maxWait: 120_000 },
      );
      if (taken === null) return sent;
      if (taken) sent += 1;
    }
  } finally {
    transport.close();
  }
}
