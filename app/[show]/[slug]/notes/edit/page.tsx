import type { Metadata } from "next";
import { EditDocument } from "../../edit/edit-document";

export const metadata: Metadata = { title: "Edit the show notes", robots: { index: false } };

/** The show notes as Markdown. */
export default async function EditNotesPage({ params }: PageProps<"/[show]/[slug]/notes/edit">) {
  return <EditDocument {...(await params)} kind="notes" />;
}
