import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WordDiff } from "@/components/contribution/word-diff";
import styles from "@/components/history/history.module.css";
import { RevisionAuthor, said } from "@/components/history/revision-list";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, TextArea } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { rowId } from "@/lib/row-id";
import { historyPage, revisionPage as texts } from "@/lib/texts/en/history";
import { textOf } from "@/lib/texts/text-of";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { REVERT_REFUSALS } from "@/server/work/contributions/refusals";
import { compareRevisions } from "@/server/work/history/compare-revisions";
import { listRevisions } from "@/server/work/history/list-revisions";
import { takeBack } from "../actions";
import { findHistory, historyOf } from "../find-history";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

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
  const problem = textOf(REVERT_REFUSALS, refused);
  const base = `/${show}/${slug}/history`;
  return (
    <Page narrow>
      <PageHeading
        over={
          <>
            <Link href={`/${show}/${slug}`}>{episode.title}</Link> ·{" "}
            <Link href={base}>{historyPage.heading}</Link>
          </>
        }
        title={revision.summary}
        facts={
          <>
            {texts.number(to, document.head)} · <RevisionAuthor author={revision.author} />{" "}
            {facts([said(revision), formatDay(revision.createdAt)])}
            {revision.contributionId === null ? null : (
              <>
                {" · "}
                <a href={`/contributions/${revision.contributionId}`}>{texts.contribution}</a>
              </>
            )}
          </>
        }
      />
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <form method="get" className={styles.line} aria-label={texts.compare}>
        {kind === "notes" ? <input type="hidden" name="of" value="notes" /> : null}
        <Field
          label={texts.against}
          name="against"
          type="number"
          min={1}
          max={document.head}
          defaultValue={from > 0 ? from : undefined}
        />
        <Button>{texts.compare}</Button>
        {to > 1 ? <Link href={`${base}/${to - 1}`}>{texts.older}</Link> : null}
        {to < document.head ? <Link href={`${base}/${to + 1}`}>{texts.newer}</Link> : null}
      </form>
      <Section title={from > 0 ? texts.changes(from, to) : texts.first} id="changes">
        {from < 1 ? <p>{texts.allNew}</p> : null}
        {from > 0 && hunks.length === 0 ? <p>{texts.same}</p> : null}
        {hunks.map((hunk, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the changes never change their order
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
            <WordDiff {...hunk} language={episode.show.language} />
          </div>
        ))}
      </Section>
      {reviews && to > 1 ? (
        <div className={page.section}>
          <Disclosure summary={texts.revertTitle}>
            <p>{texts.revertLead}</p>
            <Form action={takeBack}>
              <input type="hidden" name="show" value={show} />
              <input type="hidden" name="slug" value={slug} />
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="number" value={to} />
              <TextArea
                label={texts.reason}
                hint={texts.reasonHint}
                name="comment"
                rows={2}
                maxLength={10_000}
              />
              <Button variant="danger">{texts.revert}</Button>
            </Form>
          </Disclosure>
        </div>
      ) : null}
    </Page>
  );
}
