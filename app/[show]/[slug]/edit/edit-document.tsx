import { randomUUID } from "node:crypto";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DocumentEditor } from "@/components/editor/document-editor";
import page from "@/components/ui/page.module.css";
import { type DocumentKind, db } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { playableOf } from "@/server/text/episodes/playable-of";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { termsFor } from "@/server/work/contributions/terms-for";
import { readText, sendDocument } from "./actions";

interface Props {
  readonly show: string;
  readonly slug: string;
  readonly kind: DocumentKind;
}

/** The page of a whole text: a transcript's or the show notes'. */
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
    <article className={page.page}>
      <p className={page.over}>
        <Link href={href} prefetch={false}>
          {episode.title}
        </Link>
      </p>
      <h1 className={page.title}>{kind === "notes" ? "Edit the show notes" : "Edit the transcript"}</h1>
      <DocumentEditor
        document={{ id, kind, revision, text: source.text, newsletter: source.transcript.newsletter }}
        episode={playableOf(episode)}
        terms={terms}
        actions={{ send: sendDocument, read: readText }}
        back={kind === "notes" ? `${href}/notes/edit` : `${href}/edit`}
        idempotencyKey={randomUUID()}
      />
    </article>
  );
}
