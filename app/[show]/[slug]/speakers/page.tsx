import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SpeakerNamesForm } from "@/components/correct/speaker-names-form";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { speakerNames as texts } from "@/lib/texts/en/correct";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findEpisodeFacts } from "@/server/text/episodes/find-episode-facts";
import { playableOf } from "@/server/text/episodes/playable-of";
import { readTranscript } from "@/server/text/episodes/read-transcript";
import { unnamedSpeakers } from "@/server/text/episodes/unnamed-speakers";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { termsFor } from "@/server/work/contributions/terms-for";
import { isUnnamed } from "@/transcript";
import { sendNames } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

/** Names the speakers whose labels are only numbers, once for the episode. It works without scripts. */
export default async function SpeakersPage({ params }: PageProps<"/[show]/[slug]/speakers">) {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) notFound();
  const { id, revision, path } = episode.transcript;
  const { duration } = episode;
  const [transcript, terms, said] = await Promise.all([
    readTranscript(db(), { documentId: id, revision, path, duration }),
    termsFor(db(), { author: await currentContributor(), documentId: id }),
    findEpisodeFacts(db(), { show, slug }),
  ]);
  if (!transcript || !terms) notFound();
  const href = `/${show}/${slug}`;
  const speakers = unnamedSpeakers(transcript);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={href}>{episode.title}</Link>}
        title={texts.title}
        lead={speakers.length > 0 ? texts.lead : null}
      />
      {speakers.length > 0 ? (
        <SpeakerNamesForm
          place={{ documentId: id, base: transcript.revision }}
          speakers={speakers}
          people={[...new Set([...episode.people, ...(said?.people ?? []).map(({ name }) => name)])].filter(
            (name) => !isUnnamed(name),
          )}
          episode={playableOf(episode)}
          terms={terms}
          send={sendNames}
          back={`${href}/speakers`}
          idempotencyKey={randomUUID()}
        />
      ) : (
        <Empty>
          {texts.none} <Link href={href}>{texts.back}</Link>
        </Empty>
      )}
    </Page>
  );
}
