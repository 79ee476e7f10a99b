import type { Metadata } from "next";
import Link from "next/link";
import { cache } from "react";
import { z } from "zod";
import { ContributorList } from "@/components/contribution/contributor-list";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { EpisodeList } from "@/components/shows/episode-list";
import { MadeOf } from "@/components/ui/made-of";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { formatStretch } from "@/lib/format-stretch";
import { readEnvironment } from "@/lib/read-environment";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { asScript, describeShow } from "@/server/doors/sharing/describe-episode";
import { listEpisodes } from "@/server/text/episodes/list-episodes";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { listContributors } from "@/server/work/contributions/list-contributors";
import { findShow } from "@/server/work/shows/find-show";
import { medianWait } from "@/server/work/shows/median-wait";
import { leadToMoved } from "./lead-to-moved";

/** Long enough that most shows need one page, short enough to be sent at once. */
const PER_PAGE = 100;

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

/** Metadata and page ask for the same: it is read once a request, and from one snapshot. */
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
  if (!read) return leadToMoved({ show: slug });
  const { show } = read;
  const { title, description } = show;
  return {
    title,
    ...(description ? { description } : {}),
    alternates: {
      canonical: `/${show.slug}`,
      types: {
        "application/rss+xml": [{ url: `/${show.slug}/feed.xml`, title }],
        "application/atom+xml": [{ url: `/${show.slug}/changes.xml`, title: `${title}: accepted changes` }],
      },
    },
    openGraph: { type: "website", siteName: "On Record", title, url: `/${show.slug}` },
  };
}

export default async function ShowPage({ params, searchParams }: PageProps<"/[show]">) {
  const { show: slug } = await params;
  const number = pageNumber.parse((await searchParams).page);
  const { read, state } = await readShowPage(slug, number);
  if (!read) return leadToMoved({ show: slug });
  const { show, episodes, contributors, wait } = read;
  const pages = Math.ceil(show.episodes / PER_PAGE);
  const { maintainers } = show;
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <MadeOf state={state} />
      <h1 className={page.title}>{show.title}</h1>
      {show.description ? <p className={page.lead}>{show.description}</p> : null}
      <p className={page.facts}>
        {facts([
          countOf(show.episodes, "episode"),
          countOf(show.words, "word"),
          show.gaps > 0 ? `${countOf(show.gaps, "gap")} left` : "no gaps left",
        ])}
      </p>
      {show.gaps > 0 ? (
        <p className={page.links}>
          <Link href={`/gaps?show=${slug}`} prefetch={false}>
            Hear a gap, fill a gap
          </Link>
        </p>
      ) : null}
      <p className={page.facts}>
        {show.licence
          ? `Transcripts under ${show.licence}.`
          : "The licence of these transcripts is not stated."}{" "}
        {maintainers.length > 0
          ? `Maintained by ${maintainers.map(({ name }) => name).join(", ")}.`
          : "Nobody maintains this show here yet."}{" "}
        {wait
          ? `A contribution waits ${formatStretch(wait.median)} for its decision (the median of ${wait.decided} in 90 days).`
          : null}
      </p>
      <p className={page.links}>
        <a href={`/${slug}/feed.xml`}>Feed with transcripts</a>
        <a href={`/${slug}/changes.xml`}>Feed of changes</a>
        <Link href={`/${slug}/state`} prefetch={false}>
          How it is getting on
        </Link>
      </p>
      <section className={page.section} aria-label="Episodes">
        {episodes.length > 0 ? (
          <EpisodeList episodes={episodes} />
        ) : (
          <p>
            No episodes here. <Link href={`/${slug}`}>Back to the newest</Link>
          </p>
        )}
      </section>
      <ContributorList contributors={contributors} />
      <LinkedDataScript json={asScript(describeShow(show, readEnvironment().siteUrl))} />
      {pages > 1 ? (
        <nav className={page.facts} aria-label="Pages">
          {number > 1 ? <Link href={`/${slug}?page=${number - 1}`}>Newer</Link> : null} Page {number} of{" "}
          {pages} {number < pages ? <Link href={`/${slug}?page=${number + 1}`}>Older</Link> : null}
        </nav>
      ) : null}
    </div>
  );
}
