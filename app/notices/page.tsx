import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { NoticeList } from "@/components/people/notice-list";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listNotices, markRead } from "@/server/people/notices/list-notices";
import { addressOf, nextStep, sentenceOf } from "@/server/people/notices/sentence-of";

export const metadata: Metadata = { title: "Notices", robots: { index: false } };
export const dynamic = "force-dynamic";

/** What became of what one sent, and what was said to one. Having been shown, it is read. */
export default async function NoticesPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/notices");
  const lines = await listNotices(db(), person.id);
  const [newest] = lines;
  if (newest?.isNew) await markRead(db(), { personId: person.id, upTo: newest.id });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Notices</h1>
      <p className={page.facts}>
        <Link href="/settings#notices">Choose what you are told</Link>
      </p>
      {lines.length === 0 ? (
        <p className={page.lead}>
          When somebody decides or answers what you sent, you will read it here.{" "}
          <Link href="/gaps">Fill a gap</Link> to begin.
        </p>
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
    </div>
  );
}
