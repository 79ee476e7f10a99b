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

/** The terms on which somebody contributes to a document; none where there is no such document. */
export async function termsFor(
  db: Database,
  { author, documentId }: { author: Contributor; documentId: number },
): Promise<Terms | null> {
  const document = await findDocument(db, documentId);
  if (!document) return null;
  const licence = document.licence ?? DEFAULT_LICENCE;
  const agreed =
    author.id !== null &&
    (await db.licenceAgreement.findUnique({ where: { userId_licence: { userId: author.id, licence } } })) !==
      null;
  return {
    name: author.id === null ? null : author.name,
    signIn: author.id === null && document.contribute !== "anyone",
    licence: agreed ? null : licence,
  };
}
