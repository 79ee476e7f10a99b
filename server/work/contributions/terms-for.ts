import type { Database } from "@/server/db";
import { type Contributor, DEFAULT_LICENCE } from "./contributor";
import { findDocument } from "./find-document";

/** What somebody should know before they send something: said by the forms, held by `mayContribute`. */
export interface Terms {
  /** As whom it is sent: by name where they are signed in. */
  readonly name: string | null;
  /** Whether they have to sign in before it is sent. */
  readonly signIn: boolean;
  /** The licence they agree to by sending it; null where they have done so. */
  readonly licence: string | null;
}

/** What is contributed to: a document, or, where an episode has none yet, its show. */
type To = { readonly documentId: number } | { readonly show: string };

/** The terms on which somebody contributes to a document or a show; none where there is no such one. */
export async function termsFor(
  db: Database,
  { author, ...to }: { readonly author: Contributor } & To,
): Promise<Terms | null> {
  const found =
    "documentId" in to
      ? await findDocument(db, to.documentId)
      : await db.show.findUnique({ where: { slug: to.show }, select: { licence: true, contribute: true } });
  if (!found) return null;
  const licence = found.licence ?? DEFAULT_LICENCE;
  const agreed =
    author.id !== null &&
    (await db.licenceAgreement.findUnique({ where: { userId_licence: { userId: author.id, licence } } })) !==
      null;
  return {
    name: author.id === null ? null : author.name,
    signIn: author.id === null && found.contribute !== "anyone",
    licence: agreed ? null : licence,
  };
}
