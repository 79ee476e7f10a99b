import { statisticOf } from "@/components/surveys/statistic-of";
import styles from "@/components/surveys/surveys.module.css";
import { Link } from "@/components/ui/link";
import { sayStatistic } from "@/evidence";
import { claimCard, claimList } from "@/lib/texts/en/claims";
import { surveyPage } from "@/lib/texts/en/surveys";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import type { ReadableClaim } from "@/server/work/claims/read-claims";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { OutcomeLabel } from "./outcome-label";

/** The claims on air about one statistic, also those that are held against what it is a part of. */
export function SaidClaims({
  statistic,
  claims,
}: {
  statistic: MeasuredStatistic;
  claims: readonly ReadableClaim[];
}) {
  const own = claims.flatMap((claim) =>
    claim.evidence.flatMap((held) =>
      (held.statistic.computed?.terms ?? [held.statistic]).some(({ id }) => id === statistic.id)
        ? [{ claim, held }]
        : [],
    ),
  );
  if (own.length === 0) return null;
  return (
    <ul className={styles.said}>
      {own.map(({ claim, held }) => (
        <li key={held.id}>
          <Link href={`/claims/${claim.id}`}>{claimList.quoted(claim.exact)}</Link>{" "}
          <OutcomeLabel outcome={held.comparison.outcome} />
          {held.statistic.computed ? ` ${claimCard.computed(held.statistic.computed.said)}` : null}
          {held.now ? ` ${surveyPage.before(sayStatistic(statisticOf(held.statistic)))}` : ""}{" "}
          <span className={styles.base}>
            {surveyPage.said(
              claim.speaker ?? common.unattributed,
              claim.show.title,
              claim.episode.title,
              formatClock(claim.seconds),
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
