import type { Metadata } from "next";
import { redirect } from "next/navigation";
import claims from "@/components/claims/claims.module.css";
import { ProposeSurvey } from "@/components/surveys/propose-survey";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { surveysPage, proposePage as texts } from "@/lib/texts/en/surveys";
import { common } from "@/lib/texts/en/ui";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { COLUMNS } from "@/server/work/surveys/columns";
import { listSurveyProposals } from "@/server/work/surveys/list-survey-proposals";
import { sendSurvey, withdrawMySurvey } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Each person gets another page, so never make it at build time.
export const dynamic = "force-dynamic";

/** The form for a survey as a CSV file, with a live check of each row, and the person's earlier proposals. */
export default async function ProposeSurveyPage({ searchParams }: PageProps<"/surveys/propose">) {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/surveys/propose");
  const { became } = await searchParams;
  const said = textOf(texts.became, became);
  const own = await listSurveyProposals(db(), { personId: person.id });
  return (
    <Page narrow>
      <PageHeading
        over={<Link href="/surveys">{surveysPage.title}</Link>}
        title={texts.title}
        lead={texts.lead}
      />
      {said ? <Notice kind={became === "sent" ? "success" : "info"}>{said}</Notice> : null}
      <Disclosure summary={texts.columns}>
        <DescriptionList
          entries={Object.entries(COLUMNS).map(([name, { required, what }]) => [
            required ? `${name} ${texts.required}` : name,
            what,
          ])}
        />
      </Disclosure>
      <ProposeSurvey send={sendSurvey} />
      {own.length > 0 ? (
        <Section title={texts.own} id="own">
          <ul className={claims.list}>
            {own.map(({ id, surveys: slugs, rows, status, reason }) => (
              <li key={id}>
                <p>
                  {texts.line(slugs.join(", "), common.rows(rows), texts.states[status])}
                  {reason ? `: ${reason}` : ""}
                </p>
                {status === "proposed" ? (
                  <form action={withdrawMySurvey}>
                    <input type="hidden" name="id" value={id} />
                    <Button variant="danger">{texts.withdraw}</Button>
                  </form>
                ) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  );
}
