import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OutcomeLabel } from "@/components/claims/outcome-label";
import { QuestionChart } from "@/components/surveys/question-chart";
import { statisticOf } from "@/components/surveys/statistic-of";
import { SurveyFacts } from "@/components/surveys/survey-facts";
import styles from "@/components/surveys/surveys.module.css";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { sayStatistic } from "@/evidence";
import { groupBy } from "@/lib/group-by";
import { claimCard, claimList } from "@/lib/texts/en/claims";
import { surveyPage, surveysPage } from "@/lib/texts/en/surveys";
import { common } from "@/lib/texts/en/ui";
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

/** A survey: a card for each question, with the claims about each statistic below it. */
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
    <Page narrow>
      <PageHeading
        over={<Link href="/surveys">{surveysPage.title}</Link>}
        title={first.survey.title}
        facts={<a href={`/surveys/${slug}.csv`}>{surveyPage.csv}</a>}
      />
      {[...waves.values()].map((ofWave) => (
        <section key={ofWave[0]?.wave.id} className={page.section}>
          <h2 className={page.subtitle}>{ofWave[0]?.wave.name}</h2>
          {ofWave[0] ? <SurveyFacts statistic={ofWave[0]} /> : null}
          {[...groupBy(ofWave, ({ questionId }) => questionId).values()].map((ofQuestion) => (
            <Question key={ofQuestion[0]?.questionId} statistics={ofQuestion} claims={claims} slug={slug} />
          ))}
        </section>
      ))}
    </Page>
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
      <h3>{first.wording ?? surveyPage.noWording(first.question.replaceAll("-", " "))}</h3>
      {[...kinds].map(([kind, ofKind]) => (
        <QuestionChart
          key={kind}
          statistics={ofKind}
          under={(statistic) => <Said statistic={statistic} claims={claims} />}
        />
      ))}
      <p className={page.facts}>
        <a href={`/surveys/${slug}.csv?question=${first.question}`}>{surveyPage.questionCsv}</a>
      </p>
    </section>
  );
}

/** The claims on air about one statistic, also those that are held against what it is a part of. */
function Said({ statistic, claims }: { statistic: MeasuredStatistic; claims: readonly ReadableClaim[] }) {
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
