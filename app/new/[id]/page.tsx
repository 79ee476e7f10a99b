import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { ImportProgress } from "@/components/shows/import-progress";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { type RepositoryImportView, readRepositoryImport } from "@/server/doors/clones/import-repository-job";
import { type ImportView, readFeedImport } from "@/server/doors/feeds/import-feed-job";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isAdministrator } from "@/server/people/accounts/standing-at";

export const metadata: Metadata = { title: texts.progress, robots: { index: false } };

/** How far the import of a show has come. For whoever brings it, and for administrators. */
export default async function ImportPage({ params }: PageProps<"/new/[id]">) {
  const id = z.uuid().safeParse((await params).id);
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/new${id.success ? `/${id.data}` : ""}`);
  if (!id.success) notFound();
  const [isAdmin, feed] = await Promise.all([
    isAdministrator(db(), person.id),
    readFeedImport(db(), id.data),
  ]);
  if (!isAdmin && feed?.personId !== person.id) notFound();
  const repository = feed ? null : await readRepositoryImport(db(), id.data);
  const { state, error, progress } = feed ?? repository ?? notFound();
  return (
    <Page narrow>
      <PageHeading title={texts.progress} />
      <ImportProgress id={id.data} {...{ state, error, progress }} {...placeOf(feed, repository)} />
    </Page>
  );
}

/** What is imported, and where it can be looked at already: null where it cannot. */
function placeOf(feed: ImportView | null, repository: RepositoryImportView | null) {
  if (feed) return { of: `/${feed.show}`, show: feed.isHere ? feed.show : null };
  const { url = "", show = null, state } = repository ?? {};
  return { of: show === null ? url : `/${show}`, show: state === "done" ? (show ?? "") : null };
}
