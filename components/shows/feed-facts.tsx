import { facts } from "@/lib/facts";
import { episodeFacts } from "@/lib/texts/en/shows";
import { formatClock, momentQuery } from "@/lib/time";
import type { EpisodeFacts as Facts } from "@/server/text/episodes/find-episode-facts";
import styles from "./feed-facts.module.css";

/** What the show's feed says about an episode: artwork, season and number, people, chapters. */
export function FeedFacts({
  facts: { artworkUrl, season, number, link, people, chapters },
}: {
  facts: Facts;
}) {
  const place = facts([
    season !== null && episodeFacts.season(season),
    number !== null && episodeFacts.episode(number, season !== null),
  ]);
  const isEmpty = !artworkUrl && !place && !link && people.length === 0 && chapters.length === 0;
  if (isEmpty) return null;
  return (
    <div className={styles.facts}>
      {artworkUrl ? (
        // biome-ignore lint/performance/noImgElement: it was re-encoded in the sizes that are shown
        <img
          className={styles.artwork}
          src={artworkUrl}
          alt=""
          width={88}
          height={88}
          loading="lazy"
          decoding="async"
        />
      ) : null}
      <div>
        {place || link ? (
          <p>
            {place}
            {place && link ? " · " : null}
            {link ? <a href={link}>{episodeFacts.ownPage}</a> : null}
          </p>
        ) : null}
        {people.length > 0 ? (
          <ul className={styles.people} aria-label={episodeFacts.featured}>
            {people.map(({ name, role, href, portrait }) => (
              <li key={`${name} ${role}`}>
                {portrait ? (
                  // biome-ignore lint/performance/noImgElement: it was re-encoded in the sizes that are shown
                  <img
                    className={styles.portrait}
                    src={portrait}
                    alt=""
                    width={32}
                    height={32}
                    loading="lazy"
                    decoding="async"
                  />
                ) : null}
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
            <summary>{episodeFacts.chapters(chapters.length)}</summary>
            <ol>
              {chapters.map(({ start, title }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: only its place tells a chapter from another
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
