import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { CoverUpload } from "@/components/shows/cover-upload";
import { DetailsForm } from "@/components/shows/details-form";
import { SettingsTabs } from "@/components/shows/settings-tabs";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { details as texts } from "@/lib/texts/en/details";
import { textOf } from "@/lib/texts/text-of";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listFields } from "../../../list-fields";
import { findStanding } from "../find-standing";
import { bringShowCover, saveShowDetails } from "./actions";

export const metadata: Metadata = { title: texts.showTitle, robots: { index: false } };
export const dynamic = "force-dynamic";

const NAMES = [
  ...["title", "description", "author", "people", "link", "artwork", "language", "categories", "explicit"],
];

/** What pages say of a show, to edit. For its owners. */
export default async function ShowDetailsPage({
  params,
  searchParams,
}: PageProps<"/[show]/settings/details">) {
  const { show: slug } = await params;
  const found = await findStanding(slug);
  if (!found?.owns) {
    if (!(await currentPerson()))
      redirect(`/sign-in?callbackUrl=/${encodeURIComponent(slug)}/settings/details`);
    notFound();
  }
  const done = textOf(texts.done, (await searchParams).said);
  return (
    <Page narrow>
      <PageHeading
        over={<Link href={`/${slug}`}>{found.show.title}</Link>}
        title={texts.showTitle}
        lead={texts.showLead}
      />
      <SettingsTabs show={slug} owns current="details" />
      {done ? <Notice kind="success">{done}</Notice> : null}
      <DetailsForm
        place={{ show: slug }}
        fields={await listFields({ showId: found.show.id, episodeId: null, names: NAMES })}
        save={saveShowDetails}
      />
      <CoverUpload place={{ show: slug }} bring={bringShowCover} />
    </Page>
  );
}
