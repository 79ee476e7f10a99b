import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { SignInLinks } from "@/components/people/sign-in-links";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { Entries, Entry, EntryFacts } from "@/components/ui/entries";
import { Fieldset, Form } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { formatDay } from "@/lib/format-day";
import { readEnvironment } from "@/lib/read-environment";
import { requestList } from "@/lib/texts/en/ownership";
import { signInLinks as linkTexts, adminPage as texts } from "@/lib/texts/en/site";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isDemoPerson } from "@/server/people/accounts/demo-people";
import { searchPeople } from "@/server/people/accounts/search-people";
import { requestHref } from "@/server/work/ownership/finding";
import { listRequests } from "@/server/work/ownership/read-request";
import { readSite } from "@/server/work/site/read-site";
import { makeLink, saveSite } from "./actions";
import { findAdministrator } from "./find-administrator";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };
export const dynamic = "force-dynamic";

/** Runs the site. For its administrators. */
export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const person = await findAdministrator();
  if (!person) {
    if (!(await currentPerson())) redirect("/sign-in?callbackUrl=/admin");
    notFound();
  }
  const { said, find } = await searchParams;
  const sought = typeof find === "string" ? find.trim().slice(0, 100) : "";
  const [{ bring }, found, requests] = await Promise.all([
    readSite(db()),
    // The demonstration’s people need no link.
    searchPeople(db(), sought).then((all) => all.filter(({ handle }) => !isDemoPerson(handle))),
    listRequests(db()),
  ]);
  const done = textOf(texts.said, said);
  const problem = textOf(texts.problems, said);
  return (
    <Page narrow>
      <PageHeading
        title={texts.title}
        lead={texts.lead}
        facts={
          <span className={page.links}>
            <Link href="/new">{texts.bringShow}</Link>
          </span>
        }
      />
      {done ? <Notice kind="success">{done}</Notice> : null}
      {problem ? <Notice kind="error">{problem}</Notice> : null}
      <Section title={texts.rules} id="rules">
        <Form action={saveSite}>
          <Fieldset legend={texts.bring}>
            {Object.entries(texts.bringers).map(([value, about]) => (
              <Checkbox
                key={value}
                type="radio"
                name="bring"
                value={value}
                label={about}
                defaultChecked={value === bring}
              />
            ))}
          </Fieldset>
          <Button variant="primary">{texts.save}</Button>
        </Form>
      </Section>
      <Section title={requestList.title} id="requests">
        {requests.length === 0 ? <p>{requestList.empty}</p> : null}
        <Entries>
          {requests.map((request) => (
            <Entry
              key={request.id}
              actions={<ButtonLink href={requestHref(request.id)}>{requestList.see}</ButtonLink>}
            >
              <p>{requestList[request.kind](request.person.name, request.title)}</p>
              <EntryFacts>
                {textOf(requestList.proved, request.provedBy) ?? requestList.notProved} ·{" "}
                {formatDay(request.createdAt)}
              </EntryFacts>
            </Entry>
          ))}
        </Entries>
      </Section>
      <Section title={texts.links} id="links">
        {readEnvironment().mail ? (
          <p>{linkTexts.mails}</p>
        ) : (
          <>
            <p>{linkTexts.lead}</p>
            <SignInLinks {...{ sought, found }} make={makeLink} />
          </>
        )}
      </Section>
    </Page>
  );
}
