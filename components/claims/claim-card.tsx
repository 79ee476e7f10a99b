import Link from "next/link";
import { QuestionChart } from "@/components/surveys/question-chart";
import { sayStatistic } from "@/evidence";
import { formatClock } from "@/lib/time";
import type { HeldEvidence, ReadableClaim } from "@/server/claims/read-claims";
import type { MeasuredStatistic } from "@/server/surveys/read-statistics";
import { asStatistic } from "./as-statistic";
import { ClaimBar } from "./claim-bar";
import { ClaimSentence } from "./claim-sentence";
import styles from "./claims.module.css";
import { Passport } from "./passport";

interface Props {
  readonly claim: ReadableClaim;
  /** The statistics of each question it is held against, by the question's id. */
  readonly neighbours: ReadonlyMap<number, readonly MeasuredStatistic[]>;
}

const RELATIONS = { supports: "supports it", refutes: "speaks against it", context: "gives context" };

/** A claim with everything it is held against. */
export function ClaimCard({ claim, neighbours }: Props) {
  const { show, episode, seconds, speaker, exact, segmentId, lostAt } = claim;
  const href = `/${show.slug}/${episode.slug}`;
  return (
    <article className={styles.card} data-card={claim.id}>
      <blockquote className={styles.quote} cite={href}>
        “{exact}”
      </blockquote>
      <p className={styles.facts}>
        {speaker ?? "Unattributed"}, <Link href={`${href}#p${segmentId}`}>{episode.title}</Link> ·{" "}
        <a href={`${href}?t=${Math.round(seconds * 10) / 10}`} data-play-claim>
          play it at {formatClock(seconds)}
        </a>
      </p>
      {lostAt === null ? null : (
        <p className={styles.warning}>An edit has changed these words since. They are kept as they were.</p>
      )}
      {claim.proposition ? <p>{claim.proposition}</p> : null}
      {claim.evidence.length === 0 ? (
        <p className={styles.sentence}>
          <ClaimSentence claim={claim} held={undefined} />
        </p>
      ) : null}
      {claim.evidence.map((held) => (
        <Held
          key={held.id}
          claim={claim}
          held={held}
          neighbours={neighbours.get(held.statistic.questionId) ?? []}
        />
      ))}
    </article>
  );
}

function Held({
  claim,
  held,
  neighbours,
}: {
  claim: ReadableClaim;
  held: HeldEvidence;
  neighbours: readonly MeasuredStatistic[];
}) {
  const { statistic, comparison, now, note, relation } = held;
  const { survey, wave, newer } = statistic;
  return (
    <section className={styles.held} aria-label={`${survey.title} ${wave.name}`}>
      <p className={styles.sentence}>
        <ClaimSentence claim={claim} held={held} />
      </p>
      <ClaimBar comparison={comparison} statistic={statistic} />
      <p className={styles.facts}>
        <Link href={`/surveys/${survey.slug}#${statistic.question}`}>
          {survey.title}, {wave.name}
        </Link>{" "}
        {RELATIONS[relation]}.
      </p>
      {note ? <p>{note}</p> : null}
      {now ? (
        <p className={styles.warning}>
          Corrected since: the source now has {sayStatistic(asStatistic(now))}. The claim was held against the
          figure of its day.
        </p>
      ) : null}
      {newer ? (
        <p className={styles.warning}>
          Newer figure:{" "}
          {sayStatistic({ ...asStatistic(statistic), value: newer.value, valueMax: null, qualifier: "=" })} in{" "}
          {newer.wave}.
        </p>
      ) : null}
      <Passport statistic={statistic} />
      {neighbours.length > 1 ? <QuestionChart statistics={neighbours} chosen={statistic.id} small /> : null}
    </section>
  );
}
