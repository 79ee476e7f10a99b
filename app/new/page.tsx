import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { BringShow } from "@/components/shows/bring-show";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { readEnvironment } from "@/lib/read-environment";
import { bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { lookAtFeed, startImport } from "./actions";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Each person gets another page, so never make it at build time.
export const dynamic = "force-dynamic";

/** Brings a show by its feed. For administrators. */
export default async function NewShowPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/new");
  if (!(await isAdministrator(db(), person.id))) notFound();
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead} />
      <BringShow site={new URL(readEnvironment().siteUrl).host} look={lookAtFeed} bring={startImport} />
    </Page>
  );
}
