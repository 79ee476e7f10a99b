import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { mailbox as texts } from "@/lib/texts/en/people";
import { db } from "@/server/db";
import { composeMails } from "@/server/doors/mail/compose-mails";
import { environmentFor, signInWays } from "@/server/people/accounts/auth-options";
import { currentPerson } from "@/server/people/accounts/current-person";
import styles from "./mailbox.module.css";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

const LATEST = 50;

/** The mails that the demonstration would have sent to the person who is signed in. */
export default async function MailboxPage() {
  const environment = environmentFor(await headers());
  if (!signInWays(environment).includes("demo")) notFound();
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/mailbox");
  const site = environment.siteUrl;
  // Show mails at once that otherwise wait for a minute, or until the morning.
  await composeMails(db(), { post: "now", site });
  await composeMails(db(), { post: "daily", site });
  const mails = await db().mail.findMany({
    where: { userId: person.id },
    orderBy: { id: "desc" },
    take: LATEST,
  });
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead(person.name ?? person.handle)} />
      {mails.length === 0 ? (
        <Empty>{texts.empty}</Empty>
      ) : (
        mails.map(({ id, subject, text, createdAt }) => (
          <article key={id} className={styles.mail}>
            <h2 className={styles.subject}>{subject}</h2>
            <p className={page.facts}>{texts.utc(createdAt.toISOString().slice(0, 16).replace("T", " "))}</p>
            <pre className={styles.text}>{text}</pre>
          </article>
        ))
      )}
    </Page>
  );
}
