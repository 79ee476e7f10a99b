import { applySplices, type Splice } from "../../transcript";
import type { Transaction } from "../db";
import { readSource, type Source } from "../documents/read-source";
import { findDocument, type ProposalDocument } from "./find-document";
import type { ContributionForm, ContributionStatus } from "./states";

/** A contribution that nobody else can change until the transaction ends, with its newest version. */
export interface LockedContribution {
  readonly id: number;
  readonly form: ContributionForm;
  readonly status: ContributionStatus;
  readonly version: number;
  readonly authorId: string | null;
  readonly authorName: string;
  readonly sender: string | null;
  readonly revision: number | null;
  readonly base: number;
  readonly splices: readonly Splice[];
  readonly summary: string;
  readonly document: ProposalDocument;
}

interface Row extends Omit<LockedContribution, "document"> {
  readonly documentId: number;
}

/** Locks a contribution; none where there is none. Take it before the document, so that nobody waits in a circle. */
export async function lockContribution(tx: Transaction, id: number): Promise<LockedContribution | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.form::text AS form, c.status::text AS status, c.version, c.author_id::text AS "authorId",
           c.author_name AS "authorName", c.sender, c.revision, c.document_id AS "documentId", v.base, v.splices,
           v.summary
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    WHERE c.id = ${id}
    FOR UPDATE OF c`;
  if (!row) return null;
  const { documentId, ...rest } = row;
  const document = await findDocument(tx, documentId);
  return document && { ...rest, document };
}

/** The source it was made from, and the text it proposes. */
export async function proposedText(
  tx: Transaction,
  { document, base, splices }: Pick<LockedContribution, "document" | "base" | "splices">,
): Promise<{ source: Source; text: string }> {
  const source = await readSource(tx, { documentId: document.id, number: base, path: document.path });
  const text = source && applySplices(source.transcript, splices);
  // A revision is immutable, and what is put into it was taken out of it.
  if (!source || text === null)
    throw new Error(`A contribution does not fit revision ${base} of ${document.path}`);
  return { source, text };
}
