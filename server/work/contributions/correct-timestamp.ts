import type { Database } from "@/server/db";
import { foundBesides } from "@/server/text/alignment/found-besides";
import { wrongTimestamps } from "@/server/text/alignment/wrong-timestamps";
import { retime, serialize } from "@/transcript";
import type { Contributor } from "./contributor";
import { openBase } from "./open-base";
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
  const opened = await openBase(db, { author, documentId, base, agreed });
  if (!opened.ok) return opened;
  const { document, source } = opened;
  const alignment = await db.alignment.findUnique({ where: { documentId }, select: { found: true } });
  if (!alignment) return { ok: false, reason: "no-base" };
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
