import { facts } from "@/lib/facts";
import { countOf, formatClock, momentQuery } from "@/lib/time";
import type { EpisodeFacts as Facts } from "@/server/text/episodes/find-episode-facts";
import styles from "./episode-facts.module.css";

/** What the show's feed says of an episode: its artwork and place, who is featured, its chapters. */
export function EpisodeFacts({
  facts: { artworkUrl, season, number, link, people, chapters },
}: {
  facts: Facts;
}) {
  const place = facts([
    season !== null && `Season ${season}`,
    number !== null && `${season === null ? "Episode" : "episode"} ${number}`,
  ]);
  const isEmpty = !artworkUrl && !place && !link && people.length === 0 && chapters.length === 0;
  if (isEmpty) return null;
  return (
    <div className={styles.facts}>
      {artworkUrl ? (
        // biome-ignore lint/performance/noImgElement: it lies on the show's host, which nothing here is to ask for it
        <img
          className={styles.artwork}
          src={artworkUrl}
          alt=""
          width={88}
          height={88}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
        />
      ) : null}
      <div>
        {place || link ? (
          <p>
            {place}
            {place && link ? " · " : null}
            {link ? <a href={link}>The show’s own page</a> : null}
          </p>
        ) : null}
        {people.length > 0 ? (
          <ul className={styles.people} aria-label="Featured">
            {people.map(({ name, role, href }) => (
              <li key={`${name} ${role}`}>
                {href ? (
                  <a href={href} rel="nofollow noopener">
                    {name}
                  </a>
                ) : (
                  name
                )}
                , {role}
              </li>
            ))}
          </ul>
        ) : null}
        {chapters.length > 0 ? (
          <details className={styles.chapters}>
            <summary>{countOf(chapters.length, "chapter")}</summary>
            <ol>
              {chapters.map(({ start, title }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place of a chapter is all that tells it apart
                <li key={index}>
                  <a href={momentQuery(start)}>
                    <span className={styles.clock}>{formatClock(start)}</span> {title}
                  </a>
                </li>
              ))}
            </ol>
          </details>
        ) : null}
      </div>
    </div>
  );
}
