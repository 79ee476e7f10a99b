import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import styles from "@/components/history/history.module.css";
import { RevisionList } from "@/components/history/revision-list";
import page from "@/components/ui/page.module.css";
import { formatDay } from "@/lib/format-day";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { listRevisions } from "@/server/work/history/list-revisions";
import { redactText } from "./actions";
import { findHistory, historyOf } from "./find-history";

/** Few enough that counting the words of a long transcript's revisions is not waited for. */
const PER_PAGE = 30;

// What came of a redaction: codes travel in the address, words do not.
const SAID: Record<string, string> = {
  redacted: "It is gone from every revision.",
  "no-reason": "Say why, in up to 1,000 characters: it is public. Nothing was changed.",
  telling: "The reason is public and must not hold the text itself. Nothing was changed.",
  "no-text": "Name the very text, within one paragraph. Nothing was changed.",
  "not-found": "No revision holds that text. Nothing was changed.",
  "not-allowed": "It takes an administrator to redact. Nothing was changed.",
  unsafe: "Without it the text would be read as other paragraphs: name less of it. Nothing was changed.",
};

const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

export async function generateMetadata({ params }: PageProps<"/[show]/[slug]/history">): Promise<Metadata> {
  const { show, slug } = await params;
  const found = await findHistory(show, slug, "transcript");
  if (!found) notFound();
  return { title: `History of “${found.episode.title}”`, robots: { index: false } };
}

export default async function HistoryPage({ params, searchParams }: PageProps<"/[show]/[slug]/history">) {
  const { show, slug } = await params;
  const asked = await searchParams;
  const kind = historyOf.parse(asked.of ?? "transcript");
  const found = await findHistory(show, slug, kind);
  if (!found) notFound();
  const { document, episode, admin } = found;
  const number = pageNumber.parse(asked.page ?? 1);
  const revisions = await listRevisions(db(), {
    documentId: document.id,
    path: document.path,
    skip: (number - 1) * PER_PAGE,
    take: PER_PAGE,
  });
  const redactions = await db().redaction.findMany({
    where: { documentId: document.id },
    orderBy: { id: "desc" },
  });
  const pages = Math.ceil(document.head / PER_PAGE);
  const base = `/${show}/${slug}/history`;
  const query = kind === "notes" ? "of=notes" : "";
  const paged = (n: number) => `${base}?${query ? `${query}&` : ""}page=${n}`;
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${show}/${slug}`}>{episode.title}</Link>
      </p>
      <h1 className={page.title}>History</h1>
      <p className={page.facts}>
        {countOf(document.head, "revision")} of the {kind === "notes" ? "show notes" : "transcript"}. Nothing
        here is ever deleted.{" "}
        {kind === "transcript" ? <Link href={`${base}/credit`}>Who wrote which words</Link> : null}
        {kind === "transcript" && episode.notes ? " · " : null}
        {kind === "transcript" && episode.notes ? (
          <Link href={`${base}?of=notes`}>Of the show notes</Link>
        ) : null}
        {kind === "notes" ? <Link href={base}>Of the transcript</Link> : null}
      </p>
      <p role="status">{typeof asked.said === "string" ? SAID[asked.said] : null}</p>
      {redactions.map(({ id, reason, redactorName, revisions: held, createdAt }) => (
        <p key={id} className={page.facts}>
          Redacted from {countOf(held, "revision")} on {formatDay(createdAt)} by {redactorName}: {reason}
        </p>
      ))}
      {revisions.length > 0 ? (
        <RevisionList base={base} query={query} revisions={revisions} />
      ) : (
        <p className={page.section}>
          No revisions here. <Link href={base}>Back to the newest</Link>
        </p>
      )}
      {pages > 1 ? (
        <nav className={page.facts} aria-label="Pages">
          {number > 1 ? <Link href={paged(number - 1)}>Newer</Link> : null} Page {number} of {pages}{" "}
          {number < pages ? <Link href={paged(number + 1)}>Older</Link> : null}
        </nav>
      ) : null}
      {admin ? (
        <details className={`${page.section} ${styles.panel}`}>
          <summary>Redact what the law demands to go</summary>
          <form action={redactText} className={styles.form}>
            <p>
              It is taken out of every revision for good, and cannot be brought back. That it was done stays
              visible.
            </p>
            <input type="hidden" name="show" value={show} />
            <input type="hidden" name="slug" value={slug} />
            <input type="hidden" name="kind" value={kind} />
            <label>
              The very text, as it stands in the Markdown
              <input name="text" required maxLength={10_000} />
            </label>
            <label>
              Why? It is public.
              <input name="reason" required maxLength={1000} />
            </label>
            <button type="submit" className={page.button}>
              Redact for good
            </button>
          </form>
        </details>
      ) : null}
    </div>
  );
}
