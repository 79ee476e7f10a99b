import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { composeMails } from "@/server/doors/mail/compose-mails";
import { environmentFor, signInWays } from "@/server/people/accounts/auth-options";
import { currentPerson } from "@/server/people/accounts/current-person";
import styles from "./mailbox.module.css";

export const metadata: Metadata = { title: "Mailbox", robots: { index: false } };
export const dynamic = "force-dynamic";

const LATEST = 50;

/** In the demonstration, which sends no mail: what would have been mailed to whoever is signed in. */
export default async function MailboxPage() {
  const environment = environmentFor(await headers());
  if (!signInWays(environment).includes("demo")) notFound();
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/mailbox");
  const site = environment.siteUrl;
  // Here nobody wants to wait for the minute, or for the morning.
  await composeMails(db(), { post: "now", site });
  await composeMails(db(), { post: "daily", site });
  const mails = await db().mail.findMany({
    where: { userId: person.id },
    orderBy: { id: "desc" },
    take: LATEST,
  });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Mailbox</h1>
      <p className={page.lead}>This site sends no mail. What {person.name} would have been sent is here.</p>
      {mails.length === 0 ? (
        <p className={page.facts}>Nothing yet. A decision or an answer will be told by mail.</p>
      ) : (
        mails.map(({ id, subject, text, createdAt }) => (
          <article key={id} className={styles.mail}>
            <h2 className={styles.subject}>{subject}</h2>
            <p className={page.facts}>{createdAt.toISOString().slice(0, 16).replace("T", " ")} UTC</p>
            <pre className={styles.text}>{text}</pre>
          </article>
        ))
      )}
    </div>
  );
}
