import type { Transaction } from "@/server/db";
import { type Author, appendRevisions } from "@/server/text/documents/append-revisions";
import { carryKnown } from "@/server/text/documents/carry-known";
import { carryStarts } from "@/server/text/documents/carry-starts";
import { continueFrom } from "@/server/text/documents/continue-from";
import { packConfidences, packEnds, packStarts } from "@/server/text/documents/pack-starts";
import { keepNext, readSource, type Source } from "@/server/text/documents/read-source";
import type { Transcript } from "@/transcript";
import type { ProposalDocument } from "./find-document";

/** Locks a document until the end of the transaction, and reads its newest revision. */
export async function lockHead(tx: Transaction, document: ProposalDocument): Promise<Source> {
  const [row] = await tx.$queryRaw<
    { head: number; redactions: number; times: number; sha256: string | null }[]
  >`
    SELECT d.head, d.redactions, d.times,
           (SELECT encode(r.sha256, 'hex') FROM revisions AS r
            WHERE r.document_id = d.id AND r.number = d.head) AS sha256
    FROM documents AS d WHERE d.id = ${document.id} FOR UPDATE`;
  const wanted = row && { documentId: document.id, number: row.head, path: document.path };
  // Whoever waited for the lock sees the new head, and does not yet see its revision.
  const state = row?.sha256
    ? { sha256: row.sha256, redactions: row.redactions, times: row.times }
    : undefined;
  const source = wanted && (await readSource(tx, wanted, state));
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
  const { document, head, text, summary, author, reviewer, contributionId } = acceptance;
  const after = continueFrom(head.transcript, acceptance.after);
  const starts =
    document.kind === "notes"
      ? null
      : carryStarts({
          before: head.transcript,
          after,
          starts: head.starts(document.duration),
          duration: document.duration,
        });
  const known = starts && head.known && carryKnown(head.known, head.transcript, after);
  const wordTimes = starts
    ? {
        source: known?.source ?? ("text" as const),
        deltas: packStarts(starts),
        ends: known?.ends && packEnds(known.ends, starts),
        confidences: known?.confidences && packConfidences(known.confidences),
        audio: known?.audio,
      }
    : undefined;
  const read = { before: head.transcript, after, document };
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
  keepNext(head, { text, transcript: after, starts, known });
  return entry.number;
}
