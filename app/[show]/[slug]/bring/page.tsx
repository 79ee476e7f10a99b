import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AskForTranscript } from "@/components/shows/ask-for-transcript";
import { BringTranscriptForm } from "@/components/shows/bring-transcript-form";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { readEnvironment } from "@/lib/read-environment";
import { bringTranscript as texts } from "@/lib/texts/en/bring";
import { firstTexts } from "@/lib/texts/en/first-texts";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { termsFor } from "@/server/work/contributions/terms-for";
import { sendTranscriptRequest } from "../ask-for-transcript";
import { findEditor } from "../details/find-editor";
import { bringFile } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/**
 * Brings a transcript by paste or as a file: an episode's first, for those who review at its show, or a better one in place
 * of what is there, for whoever may contribute. Others can ask for a first one.
 */
export default async function BringPage({ params, searchParams }: PageProps<"/[show]/[slug]/bring">) {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  if (!episode) notFound();
  const here = `/${show}/${slug}/bring`;
  const author = await currentContributor();
  const isFirst = episode.transcript === null;
  if (isFirst && !(await findEditor(show, slug))) {
    if (author.id === null) redirect(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
    return (
      <Page narrow>
        <PageHeading
          over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
          title={texts.title}
          lead={texts.notYours}
        />
        <AskForTranscript show={show} slug={slug} send={sendTranscriptRequest} />
        <Section title={firstTexts.propose}>
          <p>{firstTexts.proposeLead}</p>
          <BringTranscriptForm
            place={{ show, slug }}
            replaces={false}
            proposes
            terms={await termsFor(db(), { author, show })}
            bring={bringFile}
            idempotencyKey={randomUUID()}
          />
        </Section>
        <Section title={texts.isYours}>
          <p>
            <Fill
              text={texts.isYoursLead}
              with={{ owner: <Link href={`/${show}/settings/owner`}>{texts.sayYours}</Link> }}
            />
          </p>
        </Section>
      </Page>
    );
  }
  const { said } = await searchParams;
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
        title={episode.transcript ? texts.replaceTitle : texts.title}
        lead={episode.transcript ? texts.replaceLead : texts.lead}
      />
      {said === "times" ? <Notice kind="success">{texts.times}</Notice> : null}
      {isFirst && episode.audio && readEnvironment().transcribe.recogniser ? (
        <p>
          <Link href={`/${show}/${slug}/draft`}>{texts.draft}</Link>
        </p>
      ) : null}
      <BringTranscriptForm
        place={{ show, slug }}
        replaces={episode.transcript !== null}
        terms={
          episode.transcript ? await termsFor(db(), { author, documentId: episode.transcript.id }) : null
        }
        bring={bringFile}
        idempotencyKey={randomUUID()}
      />
    </Page>
  );
}
