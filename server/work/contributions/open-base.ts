import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { readSource, type Source } from "@/server/text/documents/read-source";
import type { Contributor } from "./contributor";
import { findDocument, type ProposalDocument } from "./find-document";
import { mayContribute } from "./may-contribute";
import type { ProposeResult } from "./proposal";

interface Asked {
  readonly author: Contributor;
  readonly documentId: number;
  /** The number of the revision. */
  readonly base: number;
  readonly agreed: boolean;
}

type OpenedBase =
  | { readonly ok: true; readonly document: ProposalDocument; readonly source: Source }
  | Extract<ProposeResult, { ok: false }>;

/**
 * Reads the revision that somebody wants to change, where the change itself is made on the server. Whether they may is
 * asked before anything of the text is read.
 */
export async function openBase(
  db: Database,
  { author, documentId, base, agreed }: Asked,
): Promise<OpenedBase> {
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  const forbidden = await mayContribute(db, {
    ...{ author, document, standing, agreed, showId: document.showId },
  });
  if (forbidden) return { ok: false, ...forbidden };
  const source = await readSource(db, { documentId, number: base, path: document.path });
  return source ? { ok: true, document, source } : { ok: false, reason: "no-base" };
}
