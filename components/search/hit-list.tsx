import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { hitList } from "@/lib/texts/en/search";
import { formatClock, momentQuery } from "@/lib/time";
import type { Hit } from "@/server/doors/search/search";
import styles from "./hit-list.module.css";

/** Search results, each with its words in context and a link to their second. */
export function HitList({ hits }: { hits: readonly Hit[] }) {
  return (
    <ol className={styles.list}>
      {hits.map((hit) => (
        <HitItem key={`${hit.show.slug}/${hit.episode.slug}#${hit.segment}@${hit.seconds}`} hit={hit} />
      ))}
    </ol>
  );
}

function HitItem({ hit: { show, episode, speaker, seconds, excerpt } }: { hit: Hit }) {
  const { parts, opens, closes } = excerpt;
  return (
    <li className={styles.hit}>
      {/* A plain link: the page opens at the second in its address. */}
      <a className={styles.time} href={`/${show.slug}/${episode.slug}${momentQuery(seconds)}`}>
        {formatClock(seconds)}
        <span className="visually-hidden"> {hitList.of(episode.title)}</span>
      </a>
      {speaker ? <p className={styles.speaker}>{speaker}</p> : null}
      <blockquote className={styles.quote}>
        {opens ? "… " : null}
        {parts.map(({ text, marked }, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a hit never change places
          marked ? <mark key={index}>{text}</mark> : text,
        )}
        {closes ? " …" : null}
      </blockquote>
      <p className={styles.where}>
        <span className={styles.episode}>{episode.title}</span>{" "}
        {facts([
          show.title,
          episode.publishedAt && formatDay(episode.publishedAt),
          episode.isChecked && hitList.checked,
          !episode.hasAudio && hitList.noAudio,
        ])}
      </p>
    </li>
  );
}
