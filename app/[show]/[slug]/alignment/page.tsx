import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConfidenceStrip } from "@/components/charts/confidence-strip";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { alignmentTexts, episodeAlignmentPage as texts } from "@/lib/texts/en/alignment";
import { formatClock, momentQuery } from "@/lib/time";
import { db } from "@/server/db";
import { type EpisodeAlignment, readAlignment } from "@/server/text/alignment/read-alignment";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findWaveform } from "@/server/text/waveforms/find-waveform";
import { correctHere } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: PageProps<"/[show]/[slug]/alignment">): Promise<Metadata> {
  const episode = await findEpisode(db(), await params);
  if (!episode?.transcript) notFound();
  return { title: texts.title(episode.title), robots: { index: false } };
}

/** How sure the word times of an episode are along its audio, and which of its timestamps cannot be true. */
export default async function AlignmentPage({ params, searchParams }: PageProps<"/[show]/[slug]/alignment">) {
  const episode = await findEpisode(db(), await params);
  if (!episode?.transcript) notFound();
  const { id: documentId, revision: head, path } = episode.transcript;
  const [alignment, waveform, { refused }] = await Promise.all([
    readAlignment(db(), { documentId, head, path }),
    episode.audio ? findWaveform(db(), episode.audio.url) : null,
    searchParams,
  ]);
  const here = `/${episode.show.slug}/${episode.slug}`;
  const at = (seconds: number) => (
    <Link href={`${here}?${momentQuery(seconds)}`}>{formatClock(seconds)}</Link>
  );
  const measured = alignment?.measured;
  return (
    <Page narrow>
      <PageHeading over={<Link href={here}>{episode.title}</Link>} title={texts.heading} />
      {refused === undefined ? null : <Notice kind="error">{texts.refused}</Notice>}
      <Notice live={false}>{sentenceOf(alignment)}</Notice>
      {measured ? (
        <>
          <ConfidenceStrip
            parts={measured.parts}
            bars={waveform}
            label={texts.strip(percent(measured.sure, measured.words))}
            names={texts.parts}
          />
          <p>
            {texts.counts(
              measured.words,
              percent(measured.heard, measured.words),
              percent(measured.sure, measured.words),
            )}
          </p>
          {measured.insertions.length > 0 ? (
            <Section title={texts.insertions} id="insertions">
              <p>{texts.insertionsLead}</p>
              <ul>
                {measured.insertions.map(({ from, to }) => (
                  <li key={from}>
                    {at(from)} – {at(to)}
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          {measured.stretches.length > 0 ? (
            <Section title={texts.stretches} id="stretches">
              <ul>
                {measured.stretches.map(({ kind, from, to }) => (
                  <li key={from}>
                    {at(from)} – {at(to)}: {texts.kinds[kind]}
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          {measured.wrong.length > 0 ? (
            <Section title={texts.wrong} id="wrong">
              <p>{texts.wrongLead(episode.show.licence)}</p>
              <ul>
                {measured.wrong.map(({ segment, mark, seconds, heard, stamp, words }) => (
                  <li key={`${segment} ${mark}`}>
                    <p>
                      {texts.says(formatClock(seconds), words)} {at(heard)}
                    </p>
                    <form action={correctHere}>
                      <input type="hidden" name="show" value={episode.show.slug} />
                      <input type="hidden" name="slug" value={episode.slug} />
                      <input type="hidden" name="documentId" value={documentId} />
                      <input type="hidden" name="base" value={head} />
                      <input type="hidden" name="segment" value={segment} />
                      <input type="hidden" name="mark" value={mark} />
                      <Button type="submit">{texts.correct(stamp)}</Button>
                    </form>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}

const percent = (count: number, of: number) => `${Math.round((100 * count) / Math.max(1, of))} %`;

function sentenceOf(alignment: EpisodeAlignment | null): string {
  if (alignment === null) return texts.never;
  const { running, problem, verdict, measured } = alignment;
  if (running !== null) return texts.running(Math.floor(100 * running));
  if (problem !== null)
    // What the program said of it holds addresses: maintainers read that on the show's state page.
    return `${alignmentTexts.problem(problem, null)} ${measured ? texts.earlier : texts.estimated}`;
  if (measured) return texts.measured;
  return verdict === null || verdict === "aligned"
    ? texts.never
    : `${alignmentTexts.verdicts[verdict]} ${texts.estimated}`;
}
