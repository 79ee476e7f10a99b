import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { ImportProgress } from "@/components/shows/import-progress";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { readFeedImport } from "@/server/doors/feeds/import-feed-job";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isAdministrator } from "@/server/people/accounts/standing-at";

export const metadata: Metadata = { title: texts.progress, robots: { index: false } };

/** How far the import of a show has come. For administrators. */
export default async function ImportPage({ params }: PageProps<"/new/[id]">) {
  const id = z.uuid().safeParse((await params).id);
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/new${id.success ? `/${id.data}` : ""}`);
  if (!id.success || !(await isAdministrator(db(), person.id))) notFound();
  const found = await readFeedImport(db(), id.data);
  if (!found) notFound();
  const { show, state, error, progress, isHere } = found;
  return (
    <Page narrow>
      <PageHeading title={texts.progress} />
      <ImportProgress id={id.data} {...{ show, state, error, progress, isHere }} />
    </Page>
  );
}
