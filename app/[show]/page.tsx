import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { ContributorList } from "@/components/contribution/contributor-list";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { EpisodeList } from "@/components/shows/episode-list";
import { Empty } from "@/components/ui/empty";
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
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { medianWait } from "@/server/work/shows/median-wait";
import { leadToMoved } from "./lead-to-moved";

/** Long enough that most shows need one page, short enough to be sent at once. */
const PER_PAGE = 100;

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

export async function generateMetadata({ params }: PageProps<"/[show]">): Promise<Metadata> {
  const { show: slug } = await params;
  const show = await findShow(db(), slug);
  if (!show) return leadToMoved({ show: slug });
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
  const show = await findShow(db(), slug);
  if (!show) return leadToMoved({ show: slug });
  const number = pageNumber.parse((await searchParams).page);
  const episodes = await listEpisodes(db(), { show: slug, skip: (number - 1) * PER_PAGE, take: PER_PAGE });
  const [contributors, wait] = await Promise.all([
    listContributors(db(), { show: slug }),
    medianWait(db(), slug),
  ]);
  const pages = Math.ceil(show.episodes / PER_PAGE);
  const { maintainers } = show;
  return (
    <Page narrow>
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
          <Link href={`/gaps?show=${slug}`} prefetch={false}>
            {showPage.fillGap}
          </Link>
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
        <Link href={`/${slug}/state`} prefetch={false}>
          {showPage.progress}
        </Link>
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
