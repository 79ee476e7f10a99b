import type { Metadata } from "next";
import { BeginNotes } from "@/components/editor/begin-notes";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { beginNotes as texts } from "@/lib/texts/en/bring";
import { editPage } from "@/lib/texts/en/editor";
import { db } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { findEditor } from "../../details/find-editor";
import { EditDocument } from "../../edit/edit-document";
import { beginNotes } from "./actions";

export const metadata: Metadata = { title: editPage.notes, robots: { index: false } };

/** The show notes as Markdown; where there are none, those who review at the show can begin them. */
export default async function EditNotesPage({ params }: PageProps<"/[show]/[slug]/notes/edit">) {
  const { show, slug } = await params;
  const episode = await findEpisode(db(), { show, slug });
  if (episode && !episode.notes && (await findEditor(show, slug)))
    return (
      <Page narrow>
        <PageHeading
          over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>}
          title={texts.begin}
          lead={texts.lead}
        />
        <BeginNotes place={{ show, slug }} begin={beginNotes} />
      </Page>
    );
  return <EditDocument {...{ show, slug }} kind="notes" />;
}
