import { QuestionChart } from "@/components/surveys/question-chart";
import { statisticOf } from "@/components/surveys/statistic-of";
import { Link } from "@/components/ui/link";
import { sayStatistic } from "@/evidence";
import { formatDay } from "@/lib/format-day";
import { hostOf } from "@/lib/host-of";
import { claimCard, claimList } from "@/lib/texts/en/claims";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import type { HeldEvidence, ReadableClaim } from "@/server/work/claims/read-claims";
import type { MeasuredStatistic } from "@/server/work/surveys/read-statistics";
import { ClaimBar } from "./claim-bar";
import { ClaimSentence } from "./claim-sentence";
import styles from "./claims.module.css";
import { OutcomeLabel } from "./outcome-label";
import { Passport } from "./passport";

/** The other statistics of a question, and those of other sources that conflict with one of them. */
interface Beside {
  readonly answers: readonly MeasuredStatistic[];
  readonly conflicting: readonly MeasuredStatistic[];
}

interface Props {
  readonly claim: ReadableClaim;
  /** By a statistic's id: its neighbours. */
  readonly neighbours: ReadonlyMap<number, Beside>;
  /** The actions for each figure, if any. */
  readonly actions?: (held: HeldEvidence) => React.ReactNode;
}

/** A claim with all figures that it is compared with. */
export function ClaimCard({ claim, neighbours, actions }: Props) {
  const { show, episode, seconds, speaker, exact, segmentId, lostAt } = claim;
  const href = `/${show.slug}/${episode.slug}`;
  return (
    <article className={styles.card} data-card={claim.id}>
      <blockquote className={styles.quote} cite={href}>
        {claimList.quoted(exact)}
      </blockquote>
      <p className={styles.facts}>
        {speaker ?? common.unattributed}, <Link href={`${href}#p${segmentId}`}>{episode.title}</Link> ·{" "}
        <a href={`${href}?t=${Math.round(seconds * 10) / 10}`} data-play-claim>
          {claimCard.play(formatClock(seconds))}
        </a>
      </p>
      {lostAt === null ? null : <p className={styles.warning}>{claimCard.lost}</p>}
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
          beside={neighbours.get(held.statistic.id) ?? { answers: [], conflicting: [] }}
          actions={actions?.(held)}
        />
      ))}
    </article>
  );
}

interface HeldProps {
  readonly claim: ReadableClaim;
  readonly held: HeldEvidence;
  readonly beside: Beside;
  readonly actions: React.ReactNode;
}

function Held({ claim, held, beside: { answers, conflicting }, actions }: HeldProps) {
  const { statistic, comparison, now, before, note, relation } = held;
  const { survey, wave, newer } = statistic;
  return (
    <section className={styles.held} aria-label={`${survey.title} ${wave.name}`}>
      {held.status === "proposed" && claim.status === "published" ? (
        <p className={styles.facts}>{claimCard.waiting(held.proposerName)}</p>
      ) : null}
      <p className={styles.sentence}>
        <ClaimSentence claim={claim} held={held} />
      </p>
      <ClaimBar comparison={comparison} statistic={statistic} />
      <p className={styles.facts}>
        <Link href={`/surveys/${survey.slug}/questions/${statistic.question}#wave-${wave.id}`}>
          {survey.title}, {wave.name}
        </Link>{" "}
        {claimCard.relations[relation]}.
      </p>
      {note ? <p>{note}</p> : null}
      {now ? <p className={styles.warning}>{claimCard.corrected(sayStatistic(statisticOf(now)))}</p> : null}
      {statistic.retracted === null ? null : (
        <p className={styles.warning}>{claimCard.retracted(statistic.retracted)}</p>
      )}
      {newer ? (
        <p className={styles.warning}>
          {claimCard.newer(
            sayStatistic({ ...statisticOf(statistic), value: newer.value, valueMax: null, qualifier: "=" }),
            newer.wave,
          )}
        </p>
      ) : null}
      {before.map(({ statistic: was, comparison: then, until }) => (
        <p key={was.version} className={styles.facts}>
          {claimCard.until(formatDay(until), sayStatistic(statisticOf(was)))}{" "}
          <OutcomeLabel outcome={then.outcome} />
        </p>
      ))}
      {conflicting.map((other) => (
        <p key={other.id} className={styles.warning}>
          {claimCard.conflict(hostOf(other.source), sayStatistic(statisticOf(other)))}
        </p>
      ))}
      <Passport statistic={statistic} />
      {answers.length > 1 ? (
        <>
          <p className={styles.facts}>{claimCard.answers}</p>
          <QuestionChart
            statistics={answers}
            chosen={(statistic.computed?.terms ?? [statistic]).map(({ id }) => id)}
            small
          />
        </>
      ) : null}
      {actions}
    </section>
  );
}
