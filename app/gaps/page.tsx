import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AllHeard, GapQueue } from "@/components/correct/gap-queue";
import { SentLine } from "@/components/correct/sent-line";
import page from "@/components/ui/page.module.css";
import { SHOW_SLUG } from "@/lib/addresses";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { readContribution } from "@/server/work/contributions/read-contribution";
import { findShow } from "@/server/work/shows/find-show";
import { agreeWith, nextGap, openGap, passGap, passGapForm, sendGap } from "./actions";

export const metadata: Metadata = {
  title: "Hear a gap, fill a gap",
  description:
    "Places that the transcriber could not understand, one after the other: hear them, and say what is said.",
};

const query = z.object({
  show: z.string().regex(SHOW_SLUG).optional(),
  /** The contribution that was sent just now, where no script could say so. */
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
  const first = await nextGap({ show: slug, done: [] });
  return (
    <div className={page.page}>
      {show ? (
        <p className={page.over}>
          <Link href={`/${show.slug}`}>{show.title}</Link>
        </p>
      ) : null}
      <h1 className={page.title}>Hear a gap, fill a gap</h1>
      {sent ? <SentLine sent={{ ...sent, summary: sent.version.summary, again: false }} /> : null}
      {first ? (
        <GapQueue
          first={first}
          show={slug}
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
        <AllHeard show={slug} />
      )}
    </div>
  );
}
