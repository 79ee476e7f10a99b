import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RevisionList } from "@/components/history/revision-list";
import page from "@/components/ui/page.module.css";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { listRevisions } from "@/server/history/list-revisions";
import { findHistory, historyOf } from "./find-history";

/** Few enough that counting the words of a long transcript's revisions is not waited for. */
const PER_PAGE = 30;

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
  const { document, episode } = found;
  const number = pageNumber.parse(asked.page ?? 1);
  const revisions = await listRevisions(db(), {
    documentId: document.id,
    path: document.path,
    skip: (number - 1) * PER_PAGE,
    take: PER_PAGE,
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
    </div>
  );
}
