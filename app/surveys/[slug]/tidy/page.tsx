import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { TidyAnswers } from "@/components/surveys/tidy-answers";
import { TidyWaves } from "@/components/surveys/tidy-waves";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { tidySurvey as texts } from "@/lib/texts/en/surveys";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { readTidy } from "@/server/work/surveys/read-tidy";
import { mayTidy } from "@/server/work/surveys/retract";
import { mergeOfSurvey, retractFigures, retractWave } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Only reviewers see it, so never make it at build time.
export const dynamic = "force-dynamic";

const one = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(200).catch(""));
const address = z.object({ question: one, became: one, figures: one, claims: one });
const SLUG = /^[a-z0-9-]{1,200}$/;

/** Where reviewers take figures of a survey back, and merge two spellings of an answer or two names of a wave. */
export default async function TidyPage({ params, searchParams }: PageProps<"/surveys/[slug]/tidy">) {
  const { slug } = await params;
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/surveys/${encodeURIComponent(slug)}/tidy`);
  if (!SLUG.test(slug) || !(await mayTidy(db(), person.id))) notFound();
  const { question, became, figures, claims } = address.parse(await searchParams);
  const chosen = SLUG.test(question) ? question : null;
  const survey = await readTidy(db(), { slug, question: chosen });
  if (!survey) notFound();
  const said =
    became === "done"
      ? texts.done(Number(figures) || 0, Number(claims) || 0)
      : textOf(texts.problems, became);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/surveys/${slug}`}>{survey.title}</Link>}
        title={texts.title}
        lead={texts.lead}
      />
      {said ? <Notice kind={became === "done" ? "success" : "error"}>{said}</Notice> : null}
      {chosen ? (
        <TidyAnswers
          {...{ slug, question: chosen, answers: survey.answers, merge: mergeOfSurvey }}
          retract={retractFigures}
        />
      ) : (
        <>
          <TidyWaves {...{ slug, waves: survey.waves, merge: mergeOfSurvey }} retract={retractWave} />
          <Section title={texts.questions}>
            <ul>
              {survey.questions.map(({ slug: name, wording }) => (
                <li key={name}>
                  <Link href={`/surveys/${slug}/tidy?question=${name}`}>
                    {wording ?? name.replaceAll("-", " ")}
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </Page>
  );
}
