import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { BringArchive } from "@/components/shows/bring-archive";
import { BringRepository } from "@/components/shows/bring-repository";
import { BringShow } from "@/components/shows/bring-show";
import { LookAgain } from "@/components/shows/look-again";
import { Button } from "@/components/ui/button";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { readEnvironment } from "@/lib/read-environment";
import { bringRepository, bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { MOST_ARCHIVE_BYTES } from "@/server/doors/clones/import-repository-job";
import { currentPerson } from "@/server/people/accounts/current-person";
import { DEMO_SHOW } from "@/server/people/accounts/demo-people";
import { requestHref } from "@/server/work/ownership/finding";
import { mayBring } from "@/server/work/ownership/may-bring";
import { listRequests } from "@/server/work/ownership/read-request";
import {
  askForImport,
  installDemonstration,
  lookAtFeed,
  lookAtRepository,
  startArchiveImport,
  startImport,
  startRepositoryImport,
} from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Each person gets another page, so never make it at build time.
export const dynamic = "force-dynamic";

/** Brings a show: administrators at once, others by a request, where the site's rule lets them. */
export default async function NewShowPage({ searchParams }: PageProps<"/new">) {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/new");
  const bringing = await mayBring(db(), person.id);
  if (bringing === null) notFound();
  const { said } = await searchParams;
  const site = new URL(readEnvironment().siteUrl).host;
  const [demonstration, requests] = await Promise.all([
    db().show.findUnique({ where: { slug: DEMO_SHOW }, select: { title: true } }),
    listRequests(db(), { personId: person.id }),
  ]);
  const waiting =
    requests.length === 0 ? null : (
      <Section title={texts.waiting}>
        <ul className={page.list}>
          {requests.map(({ id, title }) => (
            <li key={id}>
              <Link href={requestHref(id)}>{title}</Link>
            </li>
          ))}
        </ul>
      </Section>
    );
  if (bringing !== "brings")
    return (
      <Page narrow>
        <PageHeading title={texts.title} lead={texts.lead} />
        <p>{bringing === "proves" ? texts.owners : texts.anyone}</p>
        <BringShow site={site} look={lookAtFeed} ask={askForImport} />
        {waiting}
      </Page>
    );
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead} />
      <Section title={texts.fromFeed}>
        <BringShow site={site} look={lookAtFeed} bring={startImport} />
      </Section>
      <Section title={bringRepository.title}>
        <BringRepository look={lookAtRepository} bring={startRepositoryImport} />
      </Section>
      <Section title={bringRepository.archiveTitle}>
        <BringArchive mostBytes={MOST_ARCHIVE_BYTES} bring={startArchiveImport} />
      </Section>
      <Section title={texts.demonstration}>
        <p>
          {demonstration ? (
            <Fill
              text={texts.demonstrationLead}
              with={{ show: <Link href={`/${DEMO_SHOW}`}>{demonstration.title}</Link> }}
            />
          ) : said === "demonstration" ? (
            texts.demonstrationComes
          ) : (
            texts.noDemonstration
          )}
        </p>
        {demonstration ? null : said === "demonstration" ? (
          <LookAgain />
        ) : (
          <form action={installDemonstration}>
            <Button>{texts.installDemonstration}</Button>
          </form>
        )}
      </Section>
      {waiting}
    </Page>
  );
}
