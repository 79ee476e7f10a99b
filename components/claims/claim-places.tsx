import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { claimList, claimPlaces as texts } from "@/lib/texts/en/claims";
import { formatClock } from "@/lib/time";
import type { ClaimPlace, ReadableClaim } from "@/server/work/claims/read-claims";
import styles from "./claims.module.css";
import { type PlayedEpisode, PlayPlace } from "./play-place";

interface Props {
  readonly claim: ReadableClaim;
  /** By an episode's id, where it can be played. */
  readonly episodes: ReadonlyMap<number, PlayedEpisode>;
  /** What can be done with a further place, if anything. */
  readonly actions?: (place: ClaimPlace) => React.ReactNode;
}

/** All places where a claim is said, each with a button that plays it; nothing where there is only one. */
export function ClaimPlaces({ claim, episodes, actions }: Props) {
  if (claim.repeats.length === 0) return null;
  const first = { ...claim, id: 0, status: "accepted" as const, proposerName: null };
  return (
    <Section title={texts.heading} id="places">
      <ol className={styles.list}>
        {[first, ...claim.repeats].map((place) => {
          const { id, episode, exact, segmentId, seconds, status, proposerName } = place;
          const played = episodes.get(episode.id);
          return (
            <li key={id}>
              <p>
                {claimList.quoted(exact)}{" "}
                <span className={styles.facts}>
                  <Link href={`/${claim.show.slug}/${episode.slug}#p${segmentId}`}>{episode.title}</Link> ·{" "}
                  {formatClock(seconds)}
                  {id === 0 ? ` · ${texts.first}` : ""}
                  {status === "proposed" ? ` · ${texts.waiting(proposerName ?? "")}` : ""}
                </span>
              </p>
              <div className={styles.walk}>
                {played ? <PlayPlace episode={played} seconds={seconds} /> : null}
                {id === 0 ? null : actions?.(place as ClaimPlace)}
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
