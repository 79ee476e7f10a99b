import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { SaidClaims } from "@/components/claims/said-claims";
import { LinkedDataScript } from "@/components/sharing/linked-data-script";
import { QuestionCard, QuestionLinks, wordingOf } from "@/components/surveys/question-card";
import { SurveyContents } from "@/components/surveys/survey-contents";
import { SurveyFacts } from "@/components/surveys/survey-facts";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Pager } from "@/components/ui/pager";
import { groupBy } from "@/lib/group-by";
import { readEnvironment } from "@/lib/read-environment";
import { surveyPage, surveysPage } from "@/lib/texts/en/surveys";
import { db } from "@/server/db";
import { asScript } from "@/server/doors/sharing/describe-episode";
import { describeSurvey } from "@/server/doors/sharing/describe-survey";
import { listClaimsOfSurvey } from "@/server/work/claims/list-claims-of-survey";
import { readContents } from "@/server/work/surveys/read-contents";
import { type MeasuredStatistic, readStatistics } from "@/server/work/surveys/read-statistics";

const SLUG = /^[a-z0-9-]{1,200}$/;
/** More figures than this are read question by question. */
const MOST_SHOWN = 150;
/** Fewer questions than this need no list of contents. */
const FEW_QUESTIONS = 6;

const number = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.coerce.number().int().min(1).max(1000).catch(1),
);

// Once for the page and its metadata.
const contentsOf = cache((slug: string, page: number) =>
  SLUG.test(slug) ? readContents(db(), { slug, page }) : null,
);

const read = async ({ params, searchParams }: PageProps<"/surveys/[slug]">) => {
  const { slug } = await params;
  const at = number.parse((await searchParams).page);
  return { slug, at, contents: await contentsOf(slug, at) };
};

export async function generateMetadata(props: PageProps<"/surveys/[slug]">): Promise<Metadata> {
  const { slug, contents } = await read(props);
  if (!contents) notFound();
  return { title: contents.title, alternates: { canonical: `/surveys/${slug}` } };
}

/** A survey: its questions, and where they are few, a card for each with the claims about each figure. */
export default async function SurveyPage(props: PageProps<"/surveys/[slug]">) {
  const { slug, at, contents } = await read(props);
  if (!contents) notFound();
  const { title, sponsor, statistics, waves, questions, pages } = contents;
  const isShort = statistics <= MOST_SHOWN;
  return (
    <Page narrow>
      <LinkedDataScript json={asScript(describeSurvey(slug, contents, readEnvironment().siteUrl))} />
      <PageHeading
        over={<Link href="/surveys">{surveysPage.title}</Link>}
        title={title}
        facts={<a href={`/surveys/${slug}.csv`}>{surveyPage.csv}</a>}
      />
      {isShort && questions.length < FEW_QUESTIONS ? null : (
        <SurveyContents survey={slug} questions={questions} />
      )}
      <Pager page={at} pages={pages} hrefOf={(to) => `/surveys/${slug}${to > 1 ? `?page=${to}` : ""}`} />
      {isShort ? (
        <Questions slug={slug} />
      ) : (
        waves.map((wave) => (
          <section key={wave.name} className={page.section}>
            <h2 className={page.subtitle}>{wave.name}</h2>
            <SurveyFacts wave={wave} sponsor={sponsor} />
          </section>
        ))
      )}
    </Page>
  );
}

/** All questions of a short survey, by wave. */
async function Questions({ slug }: { slug: string }) {
  const [statistics, claims] = await Promise.all([
    readStatistics(db(), { survey: slug }),
    listClaimsOfSurvey(db(), { survey: slug }),
  ]);
  const seen = new Set<string>();
  // A question has the same name in all waves, and an id only once: its first card keeps the bare name.
  const idOf = ({ question, questionId }: MeasuredStatistic) => {
    const id = seen.has(question) ? `${question}.${questionId}` : question;
    seen.add(question);
    return id;
  };
  return [...groupBy(statistics, ({ wave }) => wave.id).values()].map((ofWave) => {
    const [first] = ofWave;
    if (!first) return null;
    return (
      <section key={first.wave.id} className={page.section}>
        <h2 className={page.subtitle}>{first.wave.name}</h2>
        <SurveyFacts wave={first.wave} sponsor={first.survey.sponsor} />
        {[...groupBy(ofWave, ({ questionId }) => questionId).values()].map(([one, ...more]) =>
          one ? (
            <QuestionCard
              key={one.questionId}
              statistics={[one, ...more]}
              under={(statistic) => <SaidClaims statistic={statistic} claims={claims} />}
              id={idOf(one)}
              heading={wordingOf(one)}
            >
              <QuestionLinks survey={slug} question={one.question} />
            </QuestionCard>
          ) : null,
        )}
      </section>
    );
  });
}
