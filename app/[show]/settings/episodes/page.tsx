import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { EpisodesToEdit } from "@/components/shows/episodes-to-edit";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { Section } from "@/components/ui/section";
import { readEnvironment } from "@/lib/read-environment";
import { editEpisodes as texts } from "@/lib/texts/en/details";
import { drafts } from "@/lib/texts/en/drafts";
import { firstTexts } from "@/lib/texts/en/first-texts";
import { pager } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listFirst } from "@/server/work/first-texts/read-first";
import { findStanding } from "../find-standing";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

const PER_PAGE = 50;
const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

/** A show's episodes, each with what can be edited of it. For those who review there. */
export default async function EditEpisodesPage({
  params,
  searchParams,
}: PageProps<"/[show]/settings/episodes">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings/episodes`);
    notFound();
  }
  const { show, owns } = found;
  const number = pageNumber.parse((await searchParams).page);
  const [total, firsts, drafted, episodes] = await Promise.all([
    db().episode.count({ where: { showId: show.id } }),
    listFirst(db(), { showId: show.id, take: PER_PAGE }),
    db().draft.findMany({
      where: { state: "made", episode: { showId: show.id } },
      orderBy: { madeAt: "asc" },
      take: PER_PAGE,
      select: { episode: { select: { slug: true, title: true } } },
    }),
    db().episode.findMany({
      where: { showId: show.id },
      orderBy: [{ publishedAt: { sort: "desc", nulls: "first" } }, { sortKey: "desc" }],
      skip: (number - 1) * PER_PAGE,
      take: PER_PAGE,
      select: {
        ...{ slug: true, title: true, publishedAt: true, audioUrl: true },
        documents: { select: { kind: true } },
      },
    }),
  ]);
  return (
    <Page narrow>
      <PageHeading over={<Link href={`/${slug}`}>{show.title}</Link>} title={texts.title} />
      <SettingsTabs show={slug} owns={owns} current="episodes" />
      <p className={page.facts}>
        <ButtonLink href={`/${slug}/settings/episodes/new`}>{texts.add}</ButtonLink>
      </p>
      {firsts.length > 0 ? (
        <Section title={firstTexts.waiting}>
          <ul className={page.list}>
            {firsts.map(({ id, title, by }) => (
              <li key={id}>
                <Link href={`/contributions/first/${id}`}>{firstTexts.line(title, by)}</Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {drafted.length > 0 ? (
        <Section title={drafts.waiting}>
          <ul className={page.list}>
            {drafted.map(({ episode }) => (
              <li key={episode.slug}>
                <Link href={`/${slug}/${episode.slug}/draft`}>{episode.title}</Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {total === 0 ? <Notice live={false}>{texts.none}</Notice> : null}
      <EpisodesToEdit
        show={slug}
        hasRecogniser={readEnvironment().transcribe.recogniser !== null}
        episodes={episodes.map(({ documents, audioUrl, ...episode }) => ({
          ...episode,
          hasAudio: audioUrl !== null,
          hasTranscript: documents.some(({ kind }) => kind === "transcript"),
          hasNotes: documents.some(({ kind }) => kind === "notes"),
        }))}
      />
      <Pager
        page={number}
        pages={Math.ceil(total / PER_PAGE)}
        hrefOf={(to) => `/${slug}/settings/episodes?page=${to}`}
        names={{ back: pager.newer, on: pager.older }}
      />
    </Page>
  );
}
