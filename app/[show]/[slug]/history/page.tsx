import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { HistoryTabs } from "@/components/history/history-tabs";
import { RedactForm } from "@/components/history/redact-form";
import { RevisionList } from "@/components/history/revision-list";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { formatDay } from "@/lib/format-day";
import { checkedForm, historyPage as texts } from "@/lib/texts/en/history";
import { pager } from "@/lib/texts/en/ui";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { listRevisions } from "@/server/work/history/list-revisions";
import type { RedactResult } from "@/server/work/history/redact";
import { markChecked, redactText } from "./actions";
import { findHistory, historyOf } from "./find-history";

/** Few enough to count the words of a long transcript's revisions without a wait. */
const PER_PAGE = 30;

// Does not compile where a reason has no words.
const PROBLEMS: Readonly<Record<Extract<RedactResult, { ok: false }>["reason"], string>> = texts.problems;

const pageNumber = z.coerce.number().int().min(1).max(1_000_000).catch(1);

export async function generateMetadata({ params }: PageProps<"/[show]/[slug]/history">): Promise<Metadata> {
  const { show, slug } = await params;
  const found = await findHistory(show, slug, "transcript");
  if (!found) notFound();
  return { title: texts.title(found.episode.title), robots: { index: false } };
}

export default async function HistoryPage({ params, searchParams }: PageProps<"/[show]/[slug]/history">) {
  const { show, slug } = await params;
  const asked = await searchParams;
  const kind = historyOf.parse(asked.of ?? "transcript");
  const found = await findHistory(show, slug, kind);
  if (!found) notFound();
  const { document, episode, reviews, admin } = found;
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
  const done = textOf(texts.done, asked.said);
  const problem = textOf(PROBLEMS, asked.said);
  const base = `/${show}/${slug}/history`;
  const query = kind === "notes" ? "of=notes" : "";
  const paged = (n: number) => `${base}?${query ? `${query}&` : ""}page=${n}`;
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
        title={texts.heading}
        facts={kind === "notes" ? texts.ofNotes(document.head) : texts.ofTranscript(document.head)}
      />
      <HistoryTabs base={base} hasNotes={episode.notes !== null} current={kind} />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      {kind === "transcript" && (reviews || episode.transcript?.checked) ? (
        <Checked {...{ show, slug, reviews }} checked={episode.transcript?.checked ?? null} />
      ) : null}
      {redactions.map(({ id, reason, redactorName, revisions: held, createdAt }) => (
        <p key={id} className={page.facts}>
          {texts.redacted(held, formatDay(createdAt), redactorName, reason)}
        </p>
      ))}
      {revisions.length > 0 ? (
        <RevisionList base={base} query={query} revisions={revisions} />
      ) : (
        <Empty>
          {texts.empty} <Link href={base}>{texts.newest}</Link>
        </Empty>
      )}
      <Pager page={number} pages={pages} hrefOf={paged} names={{ back: pager.newer, on: pager.older }} />
      {admin ? (
        <div className={page.section}>
          <RedactForm action={redactText} place={{ show, slug, kind }} />
        </div>
      ) : null}
    </Page>
  );
}

interface CheckedProps {
  readonly show: string;
  readonly slug: string;
  readonly reviews: boolean;
  readonly checked: { readonly by: string; readonly at: Date } | null;
}

/** Whether somebody has gone through the whole transcript; for those who review, the button that says so. */
function Checked({ show, slug, reviews, checked }: CheckedProps) {
  return (
    <Form action={markChecked}>
      {checked ? <p>{checkedForm.checked(checked.by, formatDay(checked.at))}</p> : null}
      {reviews ? (
        <>
          {checked ? null : <p>{checkedForm.lead}</p>}
          <input type="hidden" name="show" value={show} />
          <input type="hidden" name="slug" value={slug} />
          <input type="hidden" name="kind" value="transcript" />
          <Button name="checked" value={checked ? "no" : "yes"}>
            {checked ? checkedForm.uncheck : checkedForm.check}
          </Button>
        </>
      ) : null}
    </Form>
  );
}
