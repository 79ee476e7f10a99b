import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NoticeList } from "@/components/people/notice-list";
import { Empty } from "@/components/ui/empty";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { noticesPage as texts } from "@/lib/texts/en/people";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listNotices, markRead } from "@/server/people/notices/list-notices";
import { addressOf, nextStep, sentenceOf } from "@/server/people/notices/sentence-of";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/** A person's notices: decisions and comments on their contributions. Opening the page marks them as read. */
export default async function NoticesPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/notices");
  const lines = await listNotices(db(), person.id);
  const [newest] = lines;
  if (newest?.isNew) await markRead(db(), { personId: person.id, upTo: newest.id });
  return (
    <Page narrow>
      <PageHeading title={texts.title} facts={<Link href="/settings#notices">{texts.choose}</Link>} />
      {lines.length === 0 ? (
        <Empty>
          <Fill text={texts.empty} with={{ gap: <Link href="/gaps">{texts.fillGap}</Link> }} />
        </Empty>
      ) : (
        <NoticeList
          now={new Date()}
          items={lines.map((line) => ({
            id: line.id,
            sentence: sentenceOf(line),
            href: addressOf(line),
            episode: line.contribution?.episode ?? null,
            text: line.text,
            step: nextStep(line),
            at: line.at,
            isNew: line.isNew,
          }))}
        />
      )}
    </Page>
  );
}
