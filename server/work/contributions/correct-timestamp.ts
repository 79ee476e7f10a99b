import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { foundBesides } from "@/server/text/alignment/found-besides";
import { wrongTimestamps } from "@/server/text/alignment/wrong-timestamps";
import { readSource } from "@/server/text/documents/read-source";
import { retime, serialize } from "@/transcript";
import type { Contributor } from "./contributor";
import { findDocument } from "./find-document";
import { mayContribute } from "./may-contribute";
import type { ProposeResult } from "./proposal";
import { propose } from "./propose";

interface Correcting {
  readonly author: Contributor;
  readonly documentId: number;
  /** The number of the revision that the timestamp was seen in. */
  readonly base: number;
  /** The paragraph, and which of its timestamps and gaps it is, both from 0. */
  readonly segment: number;
  readonly mark: number;
  readonly agreed: boolean;
}

/**
 * Proposes the time that was heard in place of a timestamp that cannot be true. The same one of the same revision is
 * proposed once; `no-base` where it was not heard to be wrong.
 */
export async function correctTimestamp(
  db: Database,
  { author, documentId, base, segment, mark, agreed }: Correcting,
): Promise<ProposeResult> {
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  const forbidden = await mayContribute(db, { author, document, standing, agreed });
  if (forbidden) return { ok: false, ...forbidden };
  const source = await readSource(db, { documentId, number: base, path: document.path });
  const alignment = await db.alignment.findUnique({ where: { documentId }, select: { found: true } });
  if (!source || !alignment) return { ok: false, reason: "no-base" };
  const { transcript } = source;
  const { wrongAnchors } = foundBesides.parse(alignment.found);
  const wrong = wrongTimestamps(transcript, source.time(document.duration), wrongAnchors).find(
    (each) => each.segment === segment && each.mark === mark,
  );
  const edited = wrong && retime(transcript, segment, mark, wrong.heard);
  if (!wrong || !edited?.ok) return { ok: false, reason: "no-base" };
  return propose(db, {
    ...{ author, documentId, base, agreed, channel: "document" },
    text: serialize(edited.transcript),
    message: `Say ${wrong.stamp} where it is heard`,
    idempotencyKey: `timestamp:${documentId}:${base}:${segment}:${mark}`,
  });
}
