import type { Metadata } from "next";
import Link from "next/link";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { listSurveys } from "@/server/work/surveys/list-surveys";

export const metadata: Metadata = {
  title: "Surveys",
  description: "The surveys that claims in episodes are held against.",
  alternates: { canonical: "/surveys" },
};
export const dynamic = "force-dynamic";

/** The surveys that are here. */
export default async function SurveysPage() {
  const surveys = await listSurveys(db());
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <h1 className={page.title}>Surveys</h1>
      <p className={page.lead}>What was measured, by whom, and what was said of it in episodes.</p>
      {surveys.length === 0 ? <p className={page.facts}>No survey is here yet.</p> : null}
      <p className={page.links}>
        <Link href="/surveys/propose" prefetch={false} rel="nofollow">
          Propose a survey
        </Link>
      </p>
      <ul className={`${page.list} ${page.section}`}>
        {surveys.map(({ slug, title, sponsor, waves, questions, statistics }) => (
          <li key={slug}>
            <Link href={`/surveys/${slug}`}>{title}</Link>
            <p className={page.facts}>
              {facts([
                sponsor,
                waves.join(", "),
                countOf(questions, "question"),
                countOf(statistics, "statistic"),
              ])}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
