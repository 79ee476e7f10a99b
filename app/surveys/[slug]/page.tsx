import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Outcome } from "@/components/claims/outcome";
import { asStatistic } from "@/components/surveys/as-statistic";
import { QuestionChart } from "@/components/surveys/question-chart";
import { SurveyFacts } from "@/components/surveys/survey-facts";
import styles from "@/components/surveys/surveys.module.css";
import page from "@/components/ui/page.module.css";
import { sayStatistic } from "@/evidence";
import { groupBy } from "@/lib/group-by";
import { formatClock } from "@/lib/time";
import { db } from "@/server/db";
import { listClaimsOfSurvey } from "@/server/work/claims/list-claims-of-survey";
import type { ReadableClaim } from "@/server/work/claims/read-claims";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";

const SLUG = /^[a-z0-9-]{1,100}$/;
const read = async (slug: string) => (SLUG.test(slug) ? readStatistics(db(), { survey: slug }) : []);

export async function generateMetadata({ params }: PageProps<"/surveys/[slug]">): Promise<Metadata> {
  const { slug } = await params;
  const [first] = await read(slug);
  if (!first) notFound();
  return { title: first.survey.title, alternates: { canonical: `/surveys/${slug}` } };
}

/** A survey: a question a card, and under each statistic what was said of it. */
export default async function SurveyPage({ params }: PageProps<"/surveys/[slug]">) {
  const { slug } = await params;
  const [statistics, claims] = await Promise.all([
    read(slug),
    SLUG.test(slug) ? listClaimsOfSurvey(db(), slug) : [],
  ]);
  const [first] = statistics;
  if (!first) notFound();
  const waves = groupBy(statistics, ({ wave }) => wave.id);
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href="/surveys">Surveys</Link>
      </p>
      <h1 className={page.title}>{first.survey.title}</h1>
      <p className={page.facts}>
        <a href={`/surveys/${slug}.csv`}>All of it as CSV</a>
      </p>
      {[...waves.values()].map((ofWave) => (
        <section key={ofWave[0]?.wave.id} className={page.section}>
          <h2 className={page.subtitle}>{ofWave[0]?.wave.name}</h2>
          {ofWave[0] ? <SurveyFacts statistic={ofWave[0]} /> : null}
          {[...groupBy(ofWave, ({ questionId }) => questionId).values()].map((ofQuestion) => (
            <Question key={ofQuestion[0]?.questionId} statistics={ofQuestion} claims={claims} slug={slug} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Question({
  statistics,
  claims,
  slug,
}: {
  statistics: readonly MeasuredStatistic[];
  claims: readonly ReadableClaim[];
  slug: string;
}) {
  const [first] = statistics;
  if (!first) return null;
  const kinds = groupBy(statistics, ({ kind, unit }) => `${kind} ${unit}`);
  return (
    <section className={styles.question} id={first.question}>
      <h3>{first.wording ?? `${first.question.replaceAll("-", " ")} (the wording is not stated)`}</h3>
      {[...kinds].map(([kind, ofKind]) => (
        <QuestionChart
          key={kind}
          statistics={ofKind}
          under={(statistic) => <Said statistic={statistic} claims={claims} />}
        />
      ))}
      <p className={page.facts}>
        <a href={`/surveys/${slug}.csv?question=${first.question}`}>This question as CSV</a>
      </p>
    </section>
  );
}

/** What was said on air of one statistic. */
function Said({ statistic, claims }: { statistic: MeasuredStatistic; claims: readonly ReadableClaim[] }) {
  const own = claims.flatMap((claim) =>
    claim.evidence.flatMap((held) => (held.statistic.id === statistic.id ? [{ claim, held }] : [])),
  );
  if (own.length === 0) return null;
  return (
    <ul className={styles.said}>
      {own.map(({ claim, held }) => (
        <li key={held.id}>
          <Link href={`/claims/${claim.id}`}>“{claim.exact}”</Link>{" "}
          <Outcome outcome={held.comparison.outcome} />
          {held.now
            ? ` (held against ${sayStatistic(asStatistic(held.statistic))}, before the correction)`
            : ""}{" "}
          <span className={styles.base}>
            {claim.speaker ?? "Unattributed"}, {claim.show.title}: {claim.episode.title},{" "}
            {formatClock(claim.seconds)}
          </span>
        </li>
      ))}
    </ul>
  );
}
