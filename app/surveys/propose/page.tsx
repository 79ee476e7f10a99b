import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import claims from "@/components/claims/claims.module.css";
import { ProposeSurvey } from "@/components/surveys/propose-survey";
import surveys from "@/components/surveys/surveys.module.css";
import page from "@/components/ui/page.module.css";
import { countOf } from "@/lib/time";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { COLUMNS } from "@/server/work/surveys/columns";
import { type ListedProposal, listSurveyProposals } from "@/server/work/surveys/list-survey-proposals";
import { sendSurvey, withdraw } from "./actions";

export const metadata: Metadata = { title: "Propose a survey", robots: { index: false } };

// Another page for each person, so never made while building.
export const dynamic = "force-dynamic";

const BECAME: Record<string, string> = {
  sent: "Sent. A maintainer will look at it; until then none of it is among the surveys.",
  withdrawn: "Withdrawn.",
  "already-decided": "Somebody has decided about it meanwhile.",
  "no-proposal": "That survey is not here any more.",
};

const STATUSES: Record<ListedProposal["status"], string> = {
  proposed: "waits for a maintainer",
  published: "published",
  rejected: "not taken up",
  withdrawn: "withdrawn",
};

/** A survey as a CSV file, with a live check of each row; and what became of those one sent before. */
export default async function ProposeSurveyPage({ searchParams }: PageProps<"/surveys/propose">) {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/surveys/propose");
  const { became } = await searchParams;
  const said = typeof became === "string" ? BECAME[became] : undefined;
  const own = await listSurveyProposals(db(), { personId: person.id });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href="/surveys">Surveys</Link>
      </p>
      <h1 className={page.title}>Propose a survey</h1>
      {said ? (
        <p className={page.lead} role="status">
          {said}
        </p>
      ) : null}
      <p className={page.lead}>
        One CSV file in UTF-8, one statistic a row. Each row is checked as you go, and a maintainer looks at
        it before claims can be held against it.
      </p>
      <details className={`${page.facts} ${surveys.columns}`}>
        <summary>The columns, and what each holds</summary>
        <dl className={surveys.about}>
          {Object.entries(COLUMNS).map(([name, { required, what }]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
                {required ? " (required)" : ""}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </details>
      <ProposeSurvey send={sendSurvey} />
      {own.length > 0 ? (
        <section className={page.section} aria-labelledby="own">
          <h2 className={page.subtitle} id="own">
            What you proposed
          </h2>
          <ul className={claims.list}>
            {own.map(({ id, surveys: slugs, rows, status, reason }) => (
              <li key={id}>
                <p>
                  {slugs.join(", ")}, {countOf(rows, "row")}: {STATUSES[status]}
                  {reason ? `: ${reason}` : ""}
                </p>
                {status === "proposed" ? (
                  <form action={withdraw}>
                    <input type="hidden" name="id" value={id} />
                    <button type="submit" className={page.button}>
                      Withdraw it
                    </button>
                  </form>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
