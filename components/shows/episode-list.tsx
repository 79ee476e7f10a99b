import { Link } from "@/components/ui/link";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { episodeList as texts } from "@/lib/texts/en/shows";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import type { EpisodeSummary } from "@/server/text/episodes/list-episodes";
import styles from "./episode-list.module.css";

interface Props {
  readonly episodes: readonly EpisodeSummary[];
  /** Whether each episode names its show. */
  readonly withShow?: boolean;
}

/** Episodes as a plain list, each with its number of gaps, or that it has no transcript. */
export function EpisodeList({ episodes, withShow = false }: Props) {
  return (
    <ul className={styles.list}>
      {episodes.map((episode) => (
        <li key={`${episode.show.slug}/${episode.slug}`} className={styles.item}>
          <Link className={styles.title} href={`/${episode.show.slug}/${episode.slug}`}>
            {episode.title}
          </Link>
          <p className={styles.facts}>
            {facts([
              withShow && episode.show.title,
              episode.publishedAt && formatDay(episode.publishedAt),
              episode.duration && formatClock(episode.duration),
              episode.madeBy && common.words(episode.words),
              episode.madeBy && texts.madeBy(episode.madeBy),
              episode.isChecked && texts.checked,
              !episode.hasAudio && texts.noAudio,
            ])}
          </p>
          <p className={styles.gaps} data-open={episode.gaps > 0 || undefined}>
            {episode.madeBy ? common.gapsLeft(episode.gaps) : texts.noTranscript}
          </p>
        </li>
      ))}
    </ul>
  );
}
