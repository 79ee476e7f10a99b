import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ChapterAtNow } from "@/components/shows/chapter-at-now";
import { DetailsForm } from "@/components/shows/details-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { details as texts } from "@/lib/texts/en/details";
import { textOf } from "@/lib/texts/text-of";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listFields } from "../../../list-fields";
import { saveDetails } from "../details/actions";
import { findEditor } from "../details/find-editor";

export const metadata: Metadata = { title: texts.chaptersTitle, robots: { index: false } };
export const dynamic = "force-dynamic";

/** An episode's chapters, to edit. For those who review at its show. */
export default async function ChaptersPage({ params, searchParams }: PageProps<"/[show]/[slug]/chapters">) {
  const { show, slug } = await params;
  const found = await findEditor(show, slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}/chapters`)}`);
    notFound();
  }
  const { episode } = found;
  const href = `/${show}/${slug}`;
  const done = textOf(texts.done, (await searchParams).said);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={href}>{episode.title}</Link>}
        title={texts.chaptersTitle}
        lead={texts.chaptersLead}
      />
      {done ? <Notice kind="success">{done}</Notice> : null}
      <DetailsForm
        place={{ show, slug }}
        fields={await listFields({ showId: found.show.id, episodeId: episode.id, names: ["chapters"] })}
        save={saveDetails}
        below={{ chapters: <ChapterAtNow episode={{ href, audio: episode.audioUrl }} /> }}
      />
    </Page>
  );
}
