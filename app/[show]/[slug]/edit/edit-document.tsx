import { randomUUID } from "node:crypto";
import { notFound } from "next/navigation";
import { DocumentEditor } from "@/components/editor/document-editor";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { editPage as texts } from "@/lib/texts/en/editor";
import { type DocumentKind, db } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { playableOf } from "@/server/text/episodes/playable-of";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { termsFor } from "@/server/work/contributions/terms-for";
import { readRevisionText, sendDocument } from "./actions";

interface Props {
  readonly show: string;
  readonly slug: string;
  readonly kind: DocumentKind;
}

/** The page that edits a whole transcript, or the show notes. */
export async function EditDocument({ show, slug, kind }: Props) {
  const episode = await findEpisode(db(), { show, slug });
  const head = episode?.[kind];
  if (!episode || !head) notFound();
  const { id, path, revision } = head;
  const [source, terms] = await Promise.all([
    readSource(db(), { documentId: id, number: revision, path }),
    termsFor(db(), { author: await currentContributor(), documentId: id }),
  ]);
  if (!source || !terms) notFound();
  const href = `/${show}/${slug}`;
  return (
    <Page>
      <PageHeading over={<Link href={href}>{episode.title}</Link>} title={texts[kind]} />
      <DocumentEditor
        document={{ id, kind, revision, text: source.text, newsletter: source.transcript.newsletter }}
        episode={playableOf(episode)}
        terms={terms}
        actions={{ send: sendDocument, read: readRevisionText }}
        back={kind === "notes" ? `${href}/notes/edit` : `${href}/edit`}
        idempotencyKey={randomUUID()}
      />
    </Page>
  );
}
