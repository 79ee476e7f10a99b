import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AllHeard, GapQueue } from "@/components/correct/gap-queue";
import { SentLine } from "@/components/correct/sent-line";
import { SilentGaps } from "@/components/correct/silent-gaps";
import { AskedFor } from "@/components/shows/asked-for";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { SHOW_SLUG } from "@/lib/addresses";
import { rowId } from "@/lib/row-id";
import { gapQueue as texts } from "@/lib/texts/en/correct";
import { db } from "@/server/db";
import { countSilentGaps } from "@/server/work/contributions/count-silent-gaps";
import { listSilentGaps } from "@/server/work/contributions/list-silent-gaps";
import { readContribution } from "@/server/work/contributions/read-contribution";
import { findShow } from "@/server/work/shows/find-show";
import { listAskedFor } from "@/server/work/shows/list-asked-for";
import { agreeWith, nextGap, openGap, passGap, passGapForm, sendGap } from "./actions";

export const metadata: Metadata = {
  title: texts.title,
  description: texts.description,
};

/** Episodes of each list below the queue: some to begin with, not all. */
const LISTED = 20;

const query = z.object({
  show: z.string().regex(SHOW_SLUG).optional(),
  /** The contribution that was just sent, without scripts. */
  sent: rowId.optional().catch(undefined),
});

/** The queue of gaps, of one show or of all. */
export default async function GapsPage({ searchParams }: PageProps<"/gaps">) {
  const asked = query.safeParse(await searchParams);
  if (!asked.success) notFound();
  const { show: slug, sent: id } = asked.data;
  const sent = id === undefined ? null : await readContribution(db(), { id });
  const show = slug === undefined ? null : await findShow(db(), slug);
  if (slug !== undefined && !show) notFound();
  const [first, silent, episodes, wanted] = await Promise.all([
    nextGap({ show: slug, done: [] }),
    countSilentGaps(db(), { show: slug }),
    listSilentGaps(db(), { show: slug, take: LISTED }),
    listAskedFor(db(), { show: slug, take: LISTED }),
  ]);
  return (
    <Page>
      <PageHeading
        over={show ? <Link href={`/${show.slug}`}>{show.title}</Link> : null}
        title={texts.title}
      />
      {sent ? (
        <SentLine
          sent={{ ...sent, version: sent.version.number, summary: sent.version.summary, again: false }}
        />
      ) : null}
      {first ? (
        <GapQueue
          first={first}
          show={slug}
          silent={silent}
          actions={{
            open: openGap,
            send: sendGap,
            agree: agreeWith,
            next: nextGap,
            pass: passGap,
            passForm: passGapForm,
          }}
        />
      ) : (
        <AllHeard show={slug} silent={silent} />
      )}
      <SilentGaps show={slug} count={silent} episodes={episodes} />
      <AskedFor episodes={wanted} withShow={slug === undefined} />
    </Page>
  );
}
