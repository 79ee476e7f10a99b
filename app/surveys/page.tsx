import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { facts } from "@/lib/facts";
import { surveysPage } from "@/lib/texts/en/surveys";
import { db } from "@/server/db";
import { listSurveys } from "@/server/work/surveys/list-surveys";

export const metadata: Metadata = {
  title: surveysPage.title,
  description: surveysPage.description,
  alternates: { canonical: "/surveys" },
};
export const dynamic = "force-dynamic";

/** All surveys. */
export default async function SurveysPage() {
  const surveys = await listSurveys(db());
  return (
    <Page narrow>
      <PageHeading title={surveysPage.title} lead={surveysPage.lead} />
      {surveys.length === 0 ? <Empty>{surveysPage.empty}</Empty> : null}
      <p className={page.facts}>
        <ButtonLink href="/surveys/propose" rel="nofollow">
          {surveysPage.propose}
        </ButtonLink>
      </p>
      <ul className={`${page.list} ${page.section}`}>
        {surveys.map(({ slug, title, sponsor, waves, questions, statistics }) => (
          <li key={slug}>
            <Link href={`/surveys/${slug}`}>{title}</Link>
            <p className={page.facts}>
              {facts([
                sponsor,
                waves.join(", "),
                surveysPage.questions(questions),
                surveysPage.statistics(statistics),
              ])}
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
