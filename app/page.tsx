import type { Metadata } from "next";
import Link from "next/link";
import { EpisodeList } from "@/components/shows/episode-list";
import { MadeOf } from "@/components/ui/made-of";
import page from "@/components/ui/page.module.css";
import { countOf, formatClock, momentQuery } from "@/lib/time";
import { db } from "@/server/db";
import { findOpenGap } from "@/server/text/episodes/find-open-gap";
import { listEpisodes } from "@/server/text/episodes/list-episodes";
import { readInSnapshot } from "@/server/text/pages/read-in-snapshot";
import { listShows } from "@/server/work/shows/list-shows";
import styles from "./home.module.css";

export const dynamic = "force-dynamic";

export const metadata: Metadata = { alternates: { canonical: "/" } };

/** Few enough to be read, enough to show that there is life. */
const LATEST = 12;

export default async function Home() {
  const { read, state } = await readInSnapshot(db(), { of: "site" }, async (reader) => ({
    episodes: await listEpisodes(reader, { take: LATEST }),
    shows: await listShows(reader),
    gap: await findOpenGap(reader),
  }));
  const { episodes, shows, gap } = read;
  return (
    <div className={page.page}>
      <MadeOf state={state} />
      <h1 className={page.title}>What was said, word for word.</h1>
      <p className={page.lead}>
        Open transcripts of podcasts: the words light up as they are spoken, and whoever hears what the
        transcriber could not, fills it in.
      </p>
      <div className={styles.columns}>
        <section className={`${page.section} ${styles.latest}`} aria-labelledby="latest">
          <h2 className={page.subtitle} id="latest">
            Latest episodes
          </h2>
          {episodes.length > 0 ? <EpisodeList episodes={episodes} withShow /> : <Nothing />}
        </section>
        {gap ? (
          <section className={`${page.section} ${styles.gap}`} aria-labelledby="gap">
            <h2 className={page.subtitle} id="gap">
              Hear a gap, fill a gap
            </h2>
            <p className={styles.invitation}>
              At {formatClock(gap.seconds)} of “{gap.title}” the transcriber could not understand a word. Can
              you?
            </p>
            <Link className={page.button} href={`/${gap.show}/${gap.slug}${momentQuery(gap.seconds)}`}>
              Hear it
            </Link>{" "}
            <Link className={page.more} href="/gaps" prefetch={false}>
              All gaps
            </Link>
          </section>
        ) : null}
        {shows.length > 0 ? (
          <section className={`${page.section} ${styles.shows}`} aria-labelledby="shows">
            <h2 className={page.subtitle} id="shows">
              Shows
            </h2>
            <ul className={page.list}>
              {shows.map((show) => (
                <li key={show.slug}>
                  <Link href={`/${show.slug}`} prefetch={false}>
                    {show.title}
                  </Link>
                  <p className={styles.count}>
                    {countOf(show.episodes, "episode")}, {countOf(show.gaps, "gap")} left
                  </p>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <p>
      The latest episodes will be here. To bring in a show’s transcripts, run{" "}
      <code>npm run import -- &lt;folder or git url&gt;</code> where this site runs.
    </p>
  );
}
