import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { ParagraphForm } from "@/components/correct/paragraph-form";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { rowId } from "@/lib/row-id";
import { paragraphForm as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { openParagraph, sendParagraph } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

const query = z.object({ p: rowId });

/** The form for one paragraph at its own address. It works without scripts. */
export default async function CorrectPage({ params, searchParams }: PageProps<"/[show]/[slug]/correct">) {
  const { show, slug } = await params;
  const asked = query.safeParse(await searchParams);
  const episode = asked.success ? await findEpisode(db(), { show, slug }) : null;
  if (!asked.success || !episode?.transcript) notFound();
  const { id: documentId, revision: base } = episode.transcript;
  const question = await openParagraph({ documentId, base, segmentId: asked.data.p });
  if (!question) notFound();
  const href = `/${show}/${slug}`;
  return (
    <Page narrow>
      <PageHeading
        over={
          <Link href={`${href}#p${asked.data.p}`}>
            {episode.title}, {formatClock(question.paragraph.seconds)}
          </Link>
        }
        title={texts.title}
      />
      <ParagraphForm
        question={question}
        actions={{ open: openParagraph, send: sendParagraph }}
        back={`${href}/correct?p=${asked.data.p}`}
        hasAudio={false}
        idempotencyKey={randomUUID()}
      />
    </Page>
  );
}
