import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { ImportProgress } from "@/components/shows/import-progress";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { readRepositoryImport } from "@/server/doors/clones/import-repository-job";
import { readFeedImport } from "@/server/doors/feeds/import-feed-job";
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
  if (feed) {
    const { show, state, error, progress, isHere } = feed;
    return (
      <Page narrow>
        <PageHeading title={texts.progress} />
        <ImportProgress
          id={id.data}
          {...{ state, error, progress }}
          of={`/${show}`}
          show={isHere ? show : null}
        />
      </Page>
    );
  }
  const repository = await readRepositoryImport(db(), id.data);
  if (!repository) notFound();
  const { url, show, state, error, progress } = repository;
  return (
    <Page narrow>
      <PageHeading title={texts.progress} />
      <ImportProgress
        id={id.data}
        {...{ state, error, progress }}
        of={show === null ? url : `/${show}`}
        show={state === "done" ? (show ?? "") : null}
      />
    </Page>
  );
}
