import Link from "next/link";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { countOf, formatClock } from "@/lib/time";
import type { EpisodeSummary } from "@/server/text/episodes/list-episodes";
import styles from "./episode-list.module.css";

interface Props {
  readonly episodes: readonly EpisodeSummary[];
  /** Whether each is to say which show it is of. */
  readonly withShow?: boolean;
}

/** Episodes as a plain list, each with what is left to do. */
export function EpisodeList({ episodes, withShow = false }: Props) {
  return (
    <ul className={styles.list}>
      {episodes.map((episode) => (
        <li key={`${episode.show.slug}/${episode.slug}`} className={styles.item}>
          <Link className={styles.title} href={`/${episode.show.slug}/${episode.slug}`} prefetch={false}>
            {episode.title}
          </Link>
          <p className={styles.facts}>
            {facts([
              withShow && episode.show.title,
              episode.publishedAt && formatDay(episode.publishedAt),
              episode.duration && formatClock(episode.duration),
              countOf(episode.words, "word"),
            ])}
          </p>
          <p className={styles.gaps} data-open={episode.gaps > 0 || undefined}>
            {episode.gaps > 0 ? `${countOf(episode.gaps, "gap")} left` : "No gaps left"}
          </p>
        </li>
      ))}
    </ul>
  );
}
