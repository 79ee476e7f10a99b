import type { Metadata } from "next";
import { EditDocument } from "./edit-document";

export const metadata: Metadata = { title: "Edit the transcript", robots: { index: false } };

/** The whole transcript as Markdown. */
export default async function EditPage({ params }: PageProps<"/[show]/[slug]/edit">) {
  return <EditDocument {...(await params)} kind="transcript" />;
}
