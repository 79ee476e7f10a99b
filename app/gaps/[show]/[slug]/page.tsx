import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { GapCard } from "@/components/correct/gap-card";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { LARGEST_ROW_ID, rowId } from "@/lib/row-id";
import { gapPage as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { playableOf } from "@/server/text/episodes/playable-of";
import { agreeWith, openGap, sendGap } from "../../actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

const query = z.object({ p: rowId, gap: z.coerce.number().int().min(0).max(LARGEST_ROW_ID) });

/** One gap at its own address: its link in the transcript leads here without scripts. */
export default async function GapPage({ params, searchParams }: PageProps<"/gaps/[show]/[slug]">) {
  const { show, slug } = await params;
  const asked = query.safeParse(await searchParams);
  const episode = asked.success ? await findEpisode(db(), { show, slug }) : null;
  if (!asked.success || !episode?.transcript) notFound();
  const { id: documentId, revision: base } = episode.transcript;
  const question = await openGap({ documentId, base, segmentId: asked.data.p, gap: asked.data.gap });
  if (!question) notFound();
  const href = `/${show}/${slug}`;
  return (
    <Page narrow>
      <PageHeading
        over={
          <Link href={`${href}#p${asked.data.p}`}>
            {episode.title}, {formatClock(question.gap.seconds)}
          </Link>
        }
        title={texts.heading}
      />
      <GapCard
        question={question}
        episode={playableOf(episode)}
        actions={{ open: openGap, send: sendGap, agree: agreeWith }}
        back={`/gaps${href}?p=${asked.data.p}&gap=${asked.data.gap}`}
        idempotencyKey={randomUUID()}
      />
    </Page>
  );
}
