import type { Database } from "@/server/db";
import { readSource, type Source } from "@/server/text/documents/read-source";
import { findDocument, type ProposalDocument } from "./find-document";
import { headSegmentIds, idsIn } from "./head-segment-ids";

/** A paragraph of a revision, with what was read to find it. */
export interface FoundSegment {
  readonly ok: true;
  readonly document: ProposalDocument;
  readonly source: Source;
  readonly index: number;
}

interface Wanted {
  readonly documentId: number;
  /** The revision that the reader saw. */
  readonly base: number;
  /** The lasting id of the paragraph. */
  readonly segmentId: number;
}

/**
 * Finds a paragraph by its lasting id in the revision that a reader saw.
 *
 * @param known its document, where the caller has found it
 */
export async function findSegment(
  db: Database,
  { documentId, base, segmentId }: Wanted,
  known?: ProposalDocument,
): Promise<FoundSegment | { readonly ok: false; readonly reason: "no-document" | "no-base" | "no-segment" }> {
  const document = known ?? (await findDocument(db, documentId));
  if (!document) return { ok: false, reason: "no-document" };
  if (!Number.isInteger(base) || base < 1 || base > document.head) return { ok: false, reason: "no-base" };
  const [source, head] = await Promise.all(
    [base, document.head].map((number) => readSource(db, { documentId, number, path: document.path })),
  );
  if (!source || !head) return { ok: false, reason: "no-base" };
  const index = idsIn(source, head, await headSegmentIds(db, documentId)).indexOf(segmentId);
  return index < 0 ? { ok: false, reason: "no-segment" } : { ok: true, document, source, index };
}
