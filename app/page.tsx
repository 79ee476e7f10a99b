import type { Metadata } from "next";
import { EpisodeList } from "@/components/shows/episode-list";
import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { MadeOf } from "@/components/ui/made-of";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { homePage as texts } from "@/lib/texts/en/home";
import { formatClock, momentQuery } from "@/lib/time";
import { db } from "@/server/db";
import { findOpenGap } from "@/server/text/episodes/find-open-gap";
import { listEpisodes } from "@/server/text/episodes/list-episodes";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { listShows } from "@/server/work/shows/list-shows";
import styles from "./home.module.css";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { alternates: { canonical: "/" } };

/** Few enough to read, enough to show that the site is active. */
const LATEST = 12;

export default async function Home() {
  const { read, state } = await readInSnapshot(db(), { of: "site" }, async (reader) => ({
    episodes: await listEpisodes(reader, { take: LATEST }),
    shows: await listShows(reader),
    gap: await findOpenGap(reader),
  }));
  const { episodes, shows, gap } = read;
  return (
    <Page>
      <MadeOf state={state} />
      <PageHeading title={texts.heading} lead={texts.lead} />
      <div className={styles.columns}>
        <section className={`${page.section} ${styles.latest}`} aria-labelledby="latest">
          <h2 className={page.subtitle} id="latest">
            {texts.latest}
          </h2>
          {episodes.length > 0 ? <EpisodeList episodes={episodes} withShow /> : <Nothing />}
        </section>
        {gap ? (
          <section className={`${page.section} ${styles.gap}`} aria-labelledby="gap">
            <h2 className={page.subtitle} id="gap">
              {texts.gap}
            </h2>
            <p className={styles.invitation}>{texts.invitation(formatClock(gap.seconds), gap.title)}</p>
            <ButtonLink variant="primary" href={`/${gap.show}/${gap.slug}${momentQuery(gap.seconds)}`}>
              {texts.hear}
            </ButtonLink>{" "}
            <Link className={page.more} href="/gaps">
              {texts.allGaps}
            </Link>
          </section>
        ) : null}
        {shows.length > 0 ? (
          <section className={`${page.section} ${styles.shows}`} aria-labelledby="shows">
            <h2 className={page.subtitle} id="shows">
              {texts.shows}
            </h2>
            <ul className={page.list}>
              {shows.map((show) => (
                <li key={show.slug}>
                  <Link href={`/${show.slug}`}>{show.title}</Link>
                  <p className={styles.count}>{texts.show(show)}</p>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Page>
  );
}

function Nothing() {
  return (
    <Empty>
      <Fill text={texts.empty} with={{ bring: <Link href="/new">{texts.bring}</Link> }} />
    </Empty>
  );
}
