import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { ContributorList } from "@/components/contribution/contributor-list";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { EpisodeFilter } from "@/components/shows/episode-filter";
import { EpisodeList } from "@/components/shows/episode-list";
import { SettingsLink } from "@/components/shows/settings-link";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { MadeOf } from "@/components/ui/made-of";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { facts } from "@/lib/facts";
import { formatStretch } from "@/lib/format-stretch";
import { readEnvironment } from "@/lib/read-environment";
import { showPage } from "@/lib/texts/en/shows";
import { common, pager } from "@/lib/texts/en/ui";
import { db } from "@/server/db";
import { asScript, describeShow } from "@/server/doors/sharing/describe-episode";
import { DEMO_SHOW } from "@/server/people/accounts/demo-people";
import { listEpisodes } from "@/server/text/episodes/list-episodes";
import { type WhatThereIs, whatThereIs } from "@/server/text/episodes/what-there-is";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { medianWait } from "@/server/work/shows/median-wait";

/** Long enough that most shows need one page, short enough to send at once. */
const PER_PAGE = 100;

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

const filter = whatThereIs.optional().catch(undefined);

/** Metadata and page share one read for each request, from one snapshot. */
const readShowPage = cache((slug: string, number: number, has: WhatThereIs | undefined) =>
  readInSnapshot(db(), { of: "show", show: slug }, async (reader) => {
    const show = await findShow(reader, slug);
    if (!show) return null;
    return {
      show,
      episodes: await listEpisodes(reader, {
        show: slug,
        has,
        skip: (number - 1) * PER_PAGE,
        take: PER_PAGE,
      }),
      contributors: await listContributors(reader, { show: slug }),
      wait: await medianWait(reader, slug),
    };
  }),
);

export async function generateMetadata({ params, searchParams }: PageProps<"/[show]">): Promise<Metadata> {
  const asked = await searchParams;
  const { show: slug } = await params;
  const { read } = await readShowPage(slug, pageNumber.parse(asked.page), filter.parse(asked.has));
  if (!read) notFound();
  const { show } = read;
  const { title, description } = show;
  return {
    title,
    ...(description ? { description } : {}),
    alternates: {
      canonical: `/${show.slug}`,
      types: {
        "application/rss+xml": [{ url: `/${show.slug}/feed.xml`, title }],
        "application/atom+xml": [{ url: `/${show.slug}/changes.xml`, title: showPage.changesFeed(title) }],
      },
    },
    openGraph: { type: "website", siteName: common.site, title, url: `/${show.slug}` },
  };
}

export default async function ShowPage({ params, searchParams }: PageProps<"/[show]">) {
  const { show: slug } = await params;
  const asked = await searchParams;
  const number = pageNumber.parse(asked.page);
  const has = filter.parse(asked.has);
  const { read, state } = await readShowPage(slug, number, has);
  if (!read) notFound();
  const { show, episodes, contributors, wait } = read;
  const pages = Math.ceil((has === undefined ? show.episodes : show.has[has]) / PER_PAGE);
  const heard = show.gaps - show.silentGaps;
  const { maintainers } = show;
  return (
    <Page narrow>
      <MadeOf state={state} />
      <PageHeading
        title={show.title}
        lead={show.description}
        facts={facts([
          showPage.episodes(show.episodes),
          show.has.transcript === 0
            ? showPage.noTranscripts
            : show.has["no-transcript"] > 0 && showPage.transcripts(show.has.transcript),
          show.has.transcript > 0 && common.words(show.words),
          show.has.transcript > 0 && show.silentGaps === 0 && common.gapsLeft(show.gaps),
          show.silentGaps > 0 && heard > 0 && showPage.toHear(heard),
          show.silentGaps > 0 && showPage.silentGaps(show.silentGaps),
        ])}
      />
      {show.gaps > 0 ? (
        <p className={page.links}>
          {heard > 0 ? <Link href={`/gaps?show=${slug}`}>{showPage.fillGap}</Link> : null}
          {show.silentGaps > 0 ? <Link href={`/gaps?show=${slug}#silent`}>{showPage.readGaps}</Link> : null}
        </p>
      ) : null}
      <p className={page.facts}>
        {show.licence ? showPage.licence(show.licence) : showPage.noLicence}{" "}
        {maintainers.length > 0
          ? showPage.maintainedBy(maintainers.map(({ name }) => name).join(", "))
          : showPage.noMaintainers}{" "}
        {wait ? showPage.wait(formatStretch(wait.median), wait.decided) : null}
      </p>
      <p className={page.links}>
        <a href={`/${slug}/feed.xml`}>{showPage.feed}</a>
        <a href={`/${slug}/changes.xml`}>{showPage.feedOfChanges}</a>
        <Link href={`/${slug}/state`}>{showPage.progress}</Link>
        <SettingsLink show={slug} />
        {/* The demonstration is nobody’s. */}
        {slug === DEMO_SHOW || maintainers.some(({ role }) => role === "owner") ? null : (
          <Link href={`/${slug}/settings/owner`}>{showPage.yours}</Link>
        )}
      </p>
      <section className={page.section} aria-label={showPage.episodeList}>
        <EpisodeFilter show={show} chosen={has} />
        {episodes.length > 0 ? (
          <EpisodeList episodes={episodes} />
        ) : (
          <Empty>
            {showPage.noEpisodes} <Link href={`/${slug}`}>{showPage.newest}</Link>
          </Empty>
        )}
      </section>
      <ContributorList contributors={contributors} />
      <LinkedDataScript json={asScript(describeShow(show, readEnvironment().siteUrl))} />
      <Pager
        page={number}
        pages={pages}
        hrefOf={(to) => `/${slug}?${has === undefined ? "" : `has=${has}&`}page=${to}`}
        names={{ back: pager.newer, on: pager.older }}
      />
    </Page>
  );
}
