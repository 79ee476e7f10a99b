import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { SaidClaims } from "@/components/claims/said-claims";
import { QuestionCard, wordingOf } from "@/components/surveys/question-card";
import { SurveyFacts } from "@/components/surveys/survey-facts";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { groupBy } from "@/lib/group-by";
import { surveyPage } from "@/lib/texts/en/surveys";
import { db } from "@/server/db";
import { listClaimsOfSurvey } from "@/server/work/claims/list-claims-of-survey";
import { readQuestion } from "@/server/work/surveys/read-question";

const SLUG = /^[a-z0-9-]{1,200}$/;

const number = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.coerce.number().int().min(1).max(1000).catch(1),
);

const read = cache((survey: string, question: string, page: number) =>
  SLUG.test(survey) && SLUG.test(question) ? readQuestion(db(), { survey, question, page }) : null,
);

type Props = PageProps<"/surveys/[slug]/questions/[question]">;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { slug, question } = await params;
  const measured = await read(slug, question, number.parse((await searchParams).page));
  const first = measured?.statistics[0];
  if (!first) notFound();
  return {
    title: `${wordingOf(first)} (${first.survey.title})`,
    alternates: { canonical: `/surveys/${slug}/questions/${question}` },
  };
}

/** One question of a survey in all its waves, the newest first, with the claims about each figure. */
export default async function QuestionPage({ params, searchParams }: Props) {
  const { slug, question } = await params;
  const at = number.parse((await searchParams).page);
  const [measured, claims] = await Promise.all([
    read(slug, question, at),
    SLUG.test(slug) && SLUG.test(question) ? listClaimsOfSurvey(db(), { survey: slug, question }) : [],
  ]);
  const first = measured?.statistics[0];
  if (!measured || !first) notFound();
  const { statistics, pages } = measured;
  const href = `/surveys/${slug}/questions/${question}`;
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/surveys/${slug}`}>{first.survey.title}</Link>}
        title={wordingOf(first)}
        facts={<a href={`/surveys/${slug}.csv?question=${question}`}>{surveyPage.questionCsv}</a>}
      />
      {[...groupBy(statistics, ({ wave }) => wave.id).values()].map((ofWave) =>
        ofWave[0] ? (
          <QuestionCard
            key={ofWave[0].wave.id}
            statistics={ofWave}
            under={(statistic) => <SaidClaims statistic={statistic} claims={claims} />}
            id={`wave-${ofWave[0].wave.id}`}
            heading={ofWave[0].wave.name}
            lead={<SurveyFacts wave={ofWave[0].wave} sponsor={first.survey.sponsor} />}
          />
        ) : null,
      )}
      <Pager page={at} pages={pages} hrefOf={(to) => (to > 1 ? `${href}?page=${to}` : href)} />
    </Page>
  );
}
