import { createHash } from "node:crypto";
import type { Database, DocumentKind, Transaction } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { carryStarts } from "@/server/text/documents/carry-starts";
import { measure } from "@/server/text/documents/measure";
import {
  packCaptions,
  packConfidences,
  packEnds,
  packStarts,
  unpackCaptions,
  unpackConfidences,
  unpackEnds,
  unpackStarts,
} from "@/server/text/documents/pack-starts";
import { parseDocument } from "@/server/text/documents/parse-document";
import { redactQuotes } from "@/server/text/documents/redact-quotes";
import { replaceAppearances } from "@/server/text/documents/replace-appearances";
import { placesOf, REDACTED, without } from "@/server/text/documents/without-quoted";
import { reanchorClaims } from "@/server/text/quotes/reanchor-claims";
import { allCaptions, carryAlignment, carryCaptions, type Transcript, timeline } from "@/transcript";

export interface Redacting {
  readonly documentId: number;
  /** The exact text to remove, as it stands in the source, within one paragraph. */
  readonly text: string;
  /** Whether it is removed within words too; else only where it stands as whole words. */
  readonly inWords?: boolean;
  /** How many places in all revisions were seen before; any other number is refused. */
  readonly places?: number;
  /** The reason; it is public. */
  readonly reason: string;
  readonly actor: { readonly id: string; readonly name: string };
}

export type RedactResult =
  | { readonly ok: true; readonly revisions: number }
  /**
   * `unsafe`: without the text, paragraphs would be split differently. `telling`: the reason contains the
   * text. `changed`: it stands in more or fewer places than were seen.
   */
  | {
      readonly ok: false;
      readonly reason:
        | "not-allowed"
        | "no-document"
        | "no-reason"
        | "no-text"
        | "not-found"
        | "unsafe"
        | "telling"
        | "changed";
    };

/** Whether a text can be redacted at all: within one paragraph, so that splices and segments keep their places. */
export const isRedactable = (text: string): boolean =>
  text.trim().length >= 2 && !/[\n\r]/.test(text) && !REDACTED.includes(text);

/**
 * Removes a text from all revisions of a document and everything proposed for it, permanently, for legal
 * reasons. Only an administrator may do this. A mark replaces the text, the log keeps every entry, a row of
 * `redactions` records when and why, and everything derived from the texts is made again. It cannot be
 * undone.
 */
export async function redact(db: Database, redacting: Redacting): Promise<RedactResult> {
  const { documentId, text, actor, inWords = false } = redacting;
  const reason = redacting.reason.trim();
  if (reason === "" || reason.length > 1000) return { ok: false, reason: "no-reason" };
  if (!isRedactable(text)) return { ok: false, reason: "no-text" };
  if (placesOf(reason, text.trim(), { inWords }).length > 0) return { ok: false, reason: "telling" };
  return db.$transaction(
    async (tx): Promise<RedactResult> => {
      const admin = await tx.user.findUnique({ where: { id: actor.id }, select: { admin: true } });
      if (!admin?.admin) return { ok: false, reason: "not-allowed" };
      const [document] = await tx.$queryRaw<Document[]>`
        SELECT d.id, d.path, d.kind::text AS kind, d.head, d.episode_id AS "episodeId", e.show_id AS "showId",
               e.duration_seconds AS duration, '/' || s.slug || '/' || e.slug AS address
        FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id JOIN shows AS s ON s.id = e.show_id WHERE d.id = ${documentId} FOR UPDATE OF d`;
      if (!document) return { ok: false, reason: "no-document" };
      const revisions = await changedRevisions(tx, document, { text, inWords });
      if (revisions === "unsafe") return { ok: false, reason: "unsafe" };
      if (revisions.length === 0) return { ok: false, reason: "not-found" };
      const places = revisions.reduce((sum, each) => sum + each.places, 0);
      if (redacting.places !== undefined && redacting.places !== places)
        return { ok: false, reason: "changed" };
      await open(tx, { documentId, reason, redactorName: actor.name, revisions: revisions.length });
      for (const revision of revisions) await rewrite(tx, document, revision);
      const head = revisions.find(({ number }) => number === document.head);
      if (head) await rewriteDerived(tx, document, head);
      await redactQuotes(tx, { ...document, documentId }, { text, inWords });
      // The files that the episode's transcripts came in hold the words too; what they were is still told.
      await tx.$executeRaw`UPDATE source_files SET content = NULL WHERE episode_id = ${document.episodeId}`;
      await tx.$executeRaw`
        UPDATE source_checks AS c SET before = NULL FROM source_files AS f
        WHERE f.id = c.file_id AND f.episode_id = ${document.episodeId}`;
      // What could not be read of them is told with its words.
      await tx.$executeRaw`DELETE FROM import_problems WHERE episode_id = ${document.episodeId}`;
      // From now on, caches of its revisions use another key.
      await tx.$executeRaw`UPDATE documents SET redactions = redactions + 1 WHERE id = ${documentId}`;
      const subject = { document: document.path, revisions: revisions.length, reason };
      await record(tx, { actor, action: "redact", showId: document.showId, subject });
      return { ok: true, revisions: revisions.length };
    },
    { timeout: 600_000, maxWait: 30_000 },
  );
}

interface Document {
  readonly id: number;
  readonly path: string;
  readonly kind: DocumentKind;
  readonly head: number;
  readonly episodeId: number;
  readonly showId: number;
  readonly duration: number | null;
  readonly address: string;
}

interface Changed {
  readonly number: number;
  readonly text: string;
  /** In how many places the text stood. */
  readonly places: number;
  readonly before: Transcript;
  readonly after: Transcript;
}

async function changedRevisions(
  tx: Transaction,
  { id, path }: Document,
  { text, inWords }: { text: string; inWords: boolean },
): Promise<Changed[] | "unsafe"> {
  const rows = await tx.$queryRaw<{ number: number; text: string }[]>`
    SELECT number, text FROM revisions WHERE document_id = ${id} AND position(${text} IN text) > 0 ORDER BY number`;
  const changed = rows.flatMap((row) => {
    const places = placesOf(row.text, text, { inWords }).length;
    if (places === 0) return [];
    const left = without(row.text, text, { inWords });
    return {
      number: row.number,
      text: left,
      places,
      before: parseDocument({ path, text: row.text }),
      after: parseDocument({ path, text: left }),
    };
  });
  const same = ({ before, after }: Changed) =>
    before.segments.length === after.segments.length &&
    before.segments.every(({ kind }, i) => kind === after.segments[i]?.kind);
  return changed.every(same) ? changed : "unsafe";
}

/** Records the reason, and allows changes to this document's immutable rows in this transaction. */
async function open(
  tx: Transaction,
  {
    documentId,
    reason,
    redactorName,
    revisions,
  }: { documentId: number; reason: string; redactorName: string; revisions: number },
): Promise<void> {
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO redactions (document_id, reason, redactor_name, revisions)
    VALUES (${documentId}, ${reason}, ${redactorName}, ${revisions}) RETURNING id`;
  await tx.$executeRaw`SELECT set_config('onrecord.redaction', ${String(row?.id ?? "")}, true)`;
}

async function rewrite(tx: Transaction, document: Document, changed: Changed): Promise<void> {
  const { number } = changed;
  const sha256 = createHash("sha256").update(changed.text).digest("hex");
  await tx.$executeRaw`
    UPDATE revisions SET text = ${changed.text}, sha256 = decode(${sha256}, 'hex')
    WHERE document_id = ${document.id} AND number = ${number}`;
  const key = { documentId_number: { documentId: document.id, number } };
  const times = await tx.wordTimes.findUnique({ where: key });
  if (!times) return;
  // The remaining words keep their starts.
  const { before, after } = changed;
  const alignment = unpackStarts(times.deltas);
  const { starts } = timeline(before, { duration: document.duration, alignment });
  const carried = carryStarts({ before, after, starts, duration: document.duration });
  const ends =
    times.ends && packEnds(carryAlignment(before, after, unpackEnds(times.ends, alignment)), carried);
  const confidences =
    times.confidences && packConfidences(carryAlignment(before, after, unpackConfidences(times.confidences)));
  const captions =
    times.captions &&
    packCaptions(allCaptions(after, carryCaptions(before, after, unpackCaptions(times.captions))));
  const data = { deltas: packStarts(carried), ends, confidences, captions };
  await tx.wordTimes.update({ where: key, data });
}

async function rewriteDerived(
  tx: Transaction,
  document: Document,
  { before, after }: Changed,
): Promise<void> {
  const measured = measure(after);
  await tx.$executeRaw`
    UPDATE documents SET words = ${measured.words}, gaps = ${measured.gaps} WHERE id = ${document.id}`;
  await tx.$executeRaw`
    UPDATE segments AS s SET words = n.words, gaps = n.gaps
    FROM unnest(${measured.segments.map(({ words }) => words)}::int[], ${measured.segments.map(({ gaps }) => gaps)}::int[])
      WITH ORDINALITY AS n (words, gaps, place)
    WHERE s.document_id = ${document.id} AND s.position = n.place - 1`;
  if (document.kind === "notes") return;
  await reanchorClaims(tx, [{ documentId: document.id, before, after, revision: document.head }]);
  await replaceAppearances(tx, [{ episodeId: document.episodeId, speakers: measured.speakers }]);
  // Search loses the transcript at once, and finds it again after its passages are made again.
  await tx.$executeRaw`DELETE FROM passages WHERE document_id = ${document.id}`;
  await tx.$executeRaw`DELETE FROM searched WHERE document_id = ${document.id}`;
}
