import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { StatusLabel } from "@/components/contribution/status-label";
import { Empty } from "@/components/ui/empty";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { MadeOf } from "@/components/ui/made-of";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { HANDLE } from "@/lib/addresses";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { personPage as texts } from "@/lib/texts/en/people";
import { common } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { findCredits } from "@/server/work/contributions/find-credits";
import styles from "./person.module.css";

export const dynamic = "force-dynamic";

/** Metadata and page ask for the same: it is read once a request, and from one snapshot. */
const readPersonPage = cache((handle: string) =>
  readInSnapshot(db(), { of: "person", handle }, async (reader) =>
    HANDLE.test(handle) ? findCredits(reader, handle) : null,
  ),
);

export async function generateMetadata({ params }: PageProps<"/people/[handle]">): Promise<Metadata> {
  const { read: credits } = await readPersonPage((await params).handle);
  if (!credits) notFound();
  return {
    title: credits.name,
    description: texts.description(credits.name),
    alternates: { canonical: `/people/${credits.handle}` },
  };
}

/** A person's credits: their accepted work, and where it is. */
export default async function PersonPage({ params }: PageProps<"/people/[handle]">) {
  const { read: credits, state } = await readPersonPage((await params).handle);
  if (!credits) notFound();
  return (
    <Page narrow>
      <MadeOf state={state} />
      <PageHeading
        title={credits.name}
        lead={
          credits.accepted > 0
            ? texts.accepted(common.words(credits.words), credits.accepted)
            : texts.nothingAccepted
        }
        facts={facts([
          texts.since(formatDay(credits.since)),
          credits.gaps > 0 && texts.filled(common.gaps(credits.gaps)),
          credits.waiting > 0 && texts.waiting(credits.waiting),
        ])}
      />
      {credits.shows.length > 0 ? (
        <Section title={texts.shows} id="shows">
          <ul className={page.list}>
            {credits.shows.map(({ slug, title, accepted }) => (
              <li key={slug}>
                <Link href={`/${slug}`}>{title}</Link>{" "}
                <span className={styles.quiet}>{texts.count(accepted)}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={texts.contributions} id="latest">
        {credits.latest.length === 0 ? (
          <Empty>
            <Fill text={texts.empty} with={{ gap: <Link href="/gaps">{texts.gap}</Link> }} />
          </Empty>
        ) : (
          <ul className={styles.list}>
            {credits.latest.map(({ id, summary, status, reverted, at, episode, href }) => (
              <li key={id} className={styles.line}>
                <Link className={styles.summary} href={`/contributions/${id}`}>
                  {summary}
                </Link>
                <p className={styles.quiet}>
                  <StatusLabel status={status} reverted={reverted} /> · <Link href={href}>{episode}</Link> ·{" "}
                  {formatDay(at)}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}
