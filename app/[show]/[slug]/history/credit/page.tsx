import type { Metadata } from "next";
import { notFound } from "next/navigation";
import styles from "@/components/history/history.module.css";
import { HistoryTabs } from "@/components/history/history-tabs";
import { RevisionList } from "@/components/history/revision-list";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { creditPage as texts } from "@/lib/texts/en/history";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { creditWords, MOST_BACK } from "@/server/work/history/credit-words";
import { listRevisions } from "@/server/work/history/list-revisions";
import { findHistory } from "../find-history";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

/** The newest revision, with the revision that each run of words comes from. */
export default async function CreditPage({ params }: PageProps<"/[show]/[slug]/history/credit">) {
  const { show, slug } = await params;
  const found = await findHistory(show, slug, "transcript");
  if (!found) notFound();
  const { document, episode } = found;
  const { id: documentId, path, head, duration } = document;
  const credits = await creditWords(db(), { documentId, path, head, duration });
  if (!credits) notFound();
  const oldest = Math.max(1, credits.since);
  const lines = await listRevisions(db(), { documentId, path, take: Math.min(MOST_BACK, head - oldest + 1) });
  const by = new Map(lines.map((line) => [line.number, line] as const));
  const base = `/${show}/${slug}/history`;
  const used = new Set(credits.segments.flatMap(({ runs }) => runs.map(({ revision }) => revision)));
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
        title={texts.title}
        facts={oldest > 1 ? texts.olderLead(oldest) : texts.lead}
      />
      <HistoryTabs base={base} hasNotes={episode.notes !== null} current="credit" />
      <div className={styles.credits} lang={episode.show.language}>
        {credits.segments.map(({ speaker, start, runs }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs never change their order
          <p key={index}>
            <a href={`/${show}/${slug}?t=${Math.round(start * 10) / 10}`} className={styles.quiet}>
              {formatClock(start)}
            </a>{" "}
            {speaker ? <b>{speaker} </b> : null}
            {runs.map(({ text, revision }, run) => {
              const line = revision === null || revision === 1 ? undefined : by.get(revision);
              const words = text.replace(/\\([[\]])/g, "$1");
              if (!line) return words;
              const { author, reviewer } = line;
              const who = reviewer ? texts.reviewed(author.name, reviewer) : author.name;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: runs never change their order
                <span key={run} className={styles.run} title={who}>
                  {words}
                  <sup>{revision}</sup>
                </span>
              );
            })}
          </p>
        ))}
      </div>
      <Section title={texts.list} id="whose">
        <RevisionList base={base} query="" revisions={lines.filter(({ number }) => used.has(number))} />
      </Section>
    </Page>
  );
}
