import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { WordDiff } from "@/components/contribution/word-diff";
import styles from "@/components/history/history.module.css";
import { Author, said } from "@/components/history/revision-list";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { rowId } from "@/lib/row-id";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { compareRevisions } from "@/server/work/history/compare-revisions";
import { listRevisions } from "@/server/work/history/list-revisions";
import { takeBack } from "../actions";
import { findHistory, historyOf } from "../find-history";

export const metadata: Metadata = { title: "A revision", robots: { index: false } };

// Reasons that come back in an address, with their words.
const REFUSED: Record<string, string> = {
  conflict:
    "Later work changed the same words, so it cannot be taken back by itself: edit the transcript instead.",
  "nothing-left": "It is taken back already.",
  first: "The first revision cannot be taken back: there is nothing before it.",
  "not-allowed": "You may not take this back: it takes a maintainer of the show.",
  "long-comment": "The comment is longer than 10,000 characters. Nothing was changed.",
};

export default async function RevisionPage({
  params,
  searchParams,
}: PageProps<"/[show]/[slug]/history/[number]">) {
  const { show, slug, number: asked } = await params;
  const { against: wanted, of, refused } = await searchParams;
  const kind = historyOf.parse(of ?? "transcript");
  const number = rowId.safeParse(asked);
  const found = await findHistory(show, slug, kind);
  if (!found || !number.success || number.data > found.document.head) notFound();
  const { document, episode, reviews } = found;
  const to = number.data;
  const other = rowId.safeParse(wanted);
  const from = other.success ? other.data : to - 1;
  const place = { documentId: document.id, path: document.path };
  const heard = kind === "notes" ? "notes" : document.duration;
  const [revisions, hunks] = await Promise.all([
    listRevisions(db(), { ...place, skip: document.head - to, take: 1 }),
    from > 0 ? compareRevisions(db(), { ...place, from, to, heard }) : [],
  ]);
  const [revision] = revisions;
  if (!revision || !hunks) notFound();
  const base = `/${show}/${slug}/history`;
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${show}/${slug}`}>{episode.title}</Link> · <Link href={base}>History</Link>
      </p>
      <h1 className={page.title}>{revision.summary}</h1>
      <p className={page.facts}>
        Revision {to} of {document.head} · <Author author={revision.author} />{" "}
        {facts([said(revision), formatDay(revision.createdAt)])}
        {revision.contributionId === null ? null : (
          <>
            {" · "}
            <a href={`/contributions/${revision.contributionId}`}>The contribution</a>
          </>
        )}
      </p>
      {typeof refused === "string" && REFUSED[refused] ? <p role="alert">{REFUSED[refused]}</p> : null}
      <form method="get" className={styles.line} aria-label="Compare">
        {kind === "notes" ? <input type="hidden" name="of" value="notes" /> : null}
        <label>
          Against revision
          <input
            name="against"
            type="number"
            min={1}
            max={document.head}
            defaultValue={from > 0 ? from : undefined}
          />
        </label>
        <button type="submit" className={page.button}>
          Compare
        </button>
        {to > 1 ? <Link href={`${base}/${to - 1}`}>Older</Link> : null}
        {to < document.head ? <Link href={`${base}/${to + 1}`}>Newer</Link> : null}
      </form>
      <section className={page.section} aria-labelledby="changes">
        <h2 className={page.subtitle} id="changes">
          {from > 0 ? `What makes revision ${to} of revision ${from}` : "The first revision"}
        </h2>
        {from < 1 ? (
          <p>All of its text is new. There is nothing before it to compare with, nor to go back to.</p>
        ) : null}
        {from > 0 && hunks.length === 0 ? <p>The two say the same, byte for byte.</p> : null}
        {hunks.map((hunk, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: they stand in the order of the text
            key={index}
            className={page.section}
          >
            <p className={styles.quiet}>
              {hunk.speaker}{" "}
              {hunk.seconds === null ? null : (
                <a href={`/${show}/${slug}?t=${Math.round(hunk.seconds * 10) / 10}`}>
                  {formatClock(hunk.seconds)}
                </a>
              )}
            </p>
            <WordDiff
              edits={hunk.edits}
              before={hunk.before}
              after={hunk.after}
              language={episode.show.language}
            />
          </div>
        ))}
      </section>
      {reviews && to > 1 ? (
        <details className={`${page.section} ${styles.panel}`}>
          <summary>Take this revision back</summary>
          <form action={takeBack} className={styles.form}>
            <p>What came later stays. It becomes a new revision; nothing is deleted.</p>
            <input type="hidden" name="show" value={show} />
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="kind" value={kind} />
            <input type="hidden" name="number" value={to} />
            <label>
              Why? Its author is told.
              <textarea name="comment" rows={2} maxLength={10_000} />
            </label>
            <button type="submit" className={page.button}>
              Take it back
            </button>
          </form>
        </details>
      ) : null}
    </div>
  );
}
