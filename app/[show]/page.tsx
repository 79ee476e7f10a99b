import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { ContributorList } from "@/components/contribution/contributor-list";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { EpisodeList } from "@/components/shows/episode-list";
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
import { listEpisodes } from "@/server/text/episodes/list-episodes";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { medianWait } from "@/server/work/shows/median-wait";

/** Long enough that most shows need one page, short enough to send at once. */
const PER_PAGE = 100;

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

/** Metadata and page share one read for each request, from one snapshot. */
const readShowPage = cache((slug: string, number: number) =>
  readInSnapshot(db(), { of: "show", show: slug }, async (reader) => {
    const show = await findShow(reader, slug);
    if (!show) return null;
    return {
      show,
      episodes: await listEpisodes(reader, { show: slug, skip: (number - 1) * PER_PAGE, take: PER_PAGE }),
      contributors: await listContributors(reader, { show: slug }),
      wait: await medianWait(reader, slug),
    };
  }),
);

export async function generateMetadata({ params, searchParams }: PageProps<"/[show]">): Promise<Metadata> {
  const number = pageNumber.parse((await searchParams).page);
  const { show: slug } = await params;
  const { read } = await readShowPage(slug, number);
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
  const number = pageNumber.parse((await searchParams).page);
  const { read, state } = await readShowPage(slug, number);
  if (!read) notFound();
  const { show, episodes, contributors, wait } = read;
  const pages = Math.ceil(show.episodes / PER_PAGE);
  const { maintainers } = show;
  return (
    <Page narrow>
      <MadeOf state={state} />
      <PageHeading
        title={show.title}
        lead={show.description}
        facts={facts([
          showPage.episodes(show.episodes),
          common.words(show.words),
          common.gapsLeft(show.gaps),
        ])}
      />
      {show.gaps > 0 ? (
        <p className={page.links}>
          <Link href={`/gaps?show=${slug}`}>{showPage.fillGap}</Link>
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
      </p>
      <section className={page.section} aria-label={showPage.episodeList}>
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
        hrefOf={(to) => `/${slug}?page=${to}`}
        names={{ back: pager.newer, on: pager.older }}
      />
    </Page>
  );
}
