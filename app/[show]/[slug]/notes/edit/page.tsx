import type { Metadata } from "next";
import { editPage } from "@/lib/texts/en/editor";
import { EditDocument } from "../../edit/edit-document";

export const metadata: Metadata = { title: editPage.notes, robots: { index: false } };

/** The show notes as Markdown. */
export default async function EditNotesPage({ params }: PageProps<"/[show]/[slug]/notes/edit">) {
  return <EditDocument {...(await params)} kind="notes" />;
}
