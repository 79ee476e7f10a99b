import type { Transcript } from "../../transcript";
import type { Transaction } from "../db";
import { type Author, appendRevisions } from "../documents/append-revisions";
import { readSource, type Source } from "../documents/read-source";
import { carryStarts, packStarts } from "../documents/word-times";
import type { ProposalDocument } from "./find-document";

/** Locks a document until the end of the transaction, and reads its newest revision. */
export async function lockHead(tx: Transaction, document: ProposalDocument): Promise<Source> {
  const [row] = await tx.$queryRaw<{ head: number }[]>`
    SELECT head FROM documents WHERE id = ${document.id} FOR UPDATE`;
  const source =
    row && (await readSource(tx, { documentId: document.id, number: row.head, path: document.path }));
  if (!source) throw new Error(`${document.path} has no text`);
  return source;
}

interface Acceptance {
  readonly document: ProposalDocument;
  /** The head it follows, with the document locked. */
  readonly head: Source;
  readonly after: Transcript;
  readonly text: string;
  readonly summary: string;
  readonly author: Author;
  readonly reviewer: Author;
  readonly contributionId: number | null;
  readonly edited?: boolean;
  readonly reverts?: number;
}

/**
 * Makes a text the next revision of its document, with everything that is derived from it, each word that stayed
 * keeping its start. It holds the log until the transaction ends: call it last.
 *
 * @returns the revision's number
 */
export async function appendAccepted(tx: Transaction, acceptance: Acceptance): Promise<number> {
  const { document, head, after, text, summary, author, reviewer, contributionId } = acceptance;
  const wordTimes =
    document.kind === "notes"
      ? undefined
      : packStarts(
          carryStarts({
            before: head.transcript,
            after,
            starts: Array.from(head.time(document.duration).starts),
            duration: document.duration,
          }),
        );
  const read = { before: head.transcript, after };
  const change = { documentId: document.id, base: head.number, text, summary, author, wordTimes, read };
  const appended = await appendRevisions(tx, [
    {
      ...change,
      reverts: acceptance.reverts,
      accepted: { contributionId, reviewer, edited: acceptance.edited ?? false },
    },
  ]);
  const [entry] = appended.ok ? appended.accepted : [];
  // The document is locked, so its head is what it was.
  if (!entry) throw new Error(`${document.path} was changed behind its lock`);
  return entry.number;
}
