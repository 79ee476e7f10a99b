import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import styles from "@/components/history/history.module.css";
import { RevisionList } from "@/components/history/revision-list";
import page from "@/components/ui/page.module.css";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { creditWords, MOST_BACK } from "@/server/work/history/credit-words";
import { listRevisions } from "@/server/work/history/list-revisions";
import { findHistory } from "../find-history";

export const metadata: Metadata = { title: "Who wrote which words", robots: { index: false } };

/** The newest revision with each stretch of words credited to the revision it came with. */
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
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${show}/${slug}`}>{episode.title}</Link> · <Link href={base}>History</Link>
      </p>
      <h1 className={page.title}>Who wrote which words</h1>
      <p className={page.facts}>
        Words without a number are those of the first revision
        {oldest > 1 ? `, or older than revision ${oldest}` : ""}. A time plays its paragraph.
      </p>
      <div className={styles.credits} lang={episode.show.language}>
        {credits.segments.map(({ speaker, start, runs }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs stand in the order of the text
          <p key={index}>
            <a href={`/${show}/${slug}?t=${Math.round(start * 10) / 10}`} className={styles.quiet}>
              {formatClock(start)}
            </a>{" "}
            {speaker ? <b>{speaker} </b> : null}
            {runs.map(({ text, revision }, run) => {
              const line = revision === null || revision === 1 ? undefined : by.get(revision);
              const words = text.replace(/\\([[\]])/g, "$1");
              if (!line) return words;
              const who = `${line.author.name}${line.reviewer ? `, reviewed by ${line.reviewer}` : ""}`;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: runs stand in the order of the text
                <span key={run} className={styles.run} title={who}>
                  {words}
                  <sup>{revision}</sup>
                </span>
              );
            })}
          </p>
        ))}
      </div>
      <section className={page.section} aria-labelledby="whose">
        <h2 className={page.subtitle} id="whose">
          Whose they are
        </h2>
        <RevisionList base={base} query="" revisions={lines.filter(({ number }) => used.has(number))} />
      </section>
    </div>
  );
}
