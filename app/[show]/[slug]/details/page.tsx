import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AudioUpload } from "@/components/shows/audio-upload";
import { CoverUpload } from "@/components/shows/cover-upload";
import { DetailsForm } from "@/components/shows/details-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { readEnvironment } from "@/lib/read-environment";
import { details as texts } from "@/lib/texts/en/details";
import { textOf } from "@/lib/texts/text-of";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listFields } from "../../../list-fields";
import { bringEpisodeCover, saveDetails } from "./actions";
import { findEditor } from "./find-editor";

export const metadata: Metadata = { title: texts.episodeTitle, robots: { index: false } };
export const dynamic = "force-dynamic";

const NAMES = [
  ...["title", "description", "publishedAt", "season", "number", "people", "link", "audio", "duration"],
  ...["artwork", "explicit"],
];

/** What pages say of an episode, to edit. For those who review at its show. */
export default async function EpisodeDetailsPage({
  params,
  searchParams,
}: PageProps<"/[show]/[slug]/details">) {
  const { show, slug } = await params;
  const found = await findEditor(show, slug);
  if (!found) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}/details`)}`);
    notFound();
  }
  const { episode } = found;
  const done = textOf(texts.done, (await searchParams).said);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
        title={texts.episodeTitle}
        lead={texts.episodeLead}
        facts={<Link href={`/${show}/${slug}/chapters`}>{texts.editChapters}</Link>}
      />
      {done ? <Notice kind="success">{done}</Notice> : null}
      <DetailsForm
        place={{ show, slug }}
        fields={await listFields({ showId: found.show.id, episodeId: episode.id, names: NAMES })}
        save={saveDetails}
      />
      <AudioUpload
        to={`/${show}/${slug}/upload`}
        then={`/${show}/${slug}/details?said=saved`}
        mostBytes={readEnvironment().uploads.mostBytes}
      />
      <CoverUpload place={{ show, slug }} bring={bringEpisodeCover} />
    </Page>
  );
}
