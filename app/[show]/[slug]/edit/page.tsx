import type { Metadata } from "next";
import { editPage } from "@/lib/texts/en/editor";
import { EditDocument } from "./edit-document";

export const metadata: Metadata = { title: editPage.transcript, robots: { index: false } };

/** The whole transcript as Markdown. */
export default async function EditPage({ params }: PageProps<"/[show]/[slug]/edit">) {
  return <EditDocument {...(await params)} kind="transcript" />;
}
