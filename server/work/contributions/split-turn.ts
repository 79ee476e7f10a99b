import type { Database } from "@/server/db";
import { standingAt } from "@/server/people/accounts/standing-at";
import { readSource } from "@/server/text/documents/read-source";
import { midLabels, splitAt } from "@/transcript";
import type { Contributor } from "./contributor";
import { findDocument } from "./find-document";
import { mayContribute } from "./may-contribute";
import type { ProposeResult } from "./proposal";
import { propose } from "./propose";

interface Splitting {
  readonly author: Contributor;
  readonly documentId: number;
  /** The number of the revision that the place was seen in. */
  readonly base: number;
  /** The paragraph, from 0, and where in its body the label begins. */
  readonly segment: number;
  readonly at: number;
  readonly agreed: boolean;
}

/**
 * Proposes that a label within a line begins a turn of its own. The same place of the same revision is proposed once;
 * `no-base` where there is no such place.
 */
export async function splitTurn(
  db: Database,
  { author, documentId, base, segment, at, agreed }: Splitting,
): Promise<ProposeResult> {
  const document = await findDocument(db, documentId);
  if (!document) return { ok: false, reason: "no-document" };
  const standing = await standingAt(db, { personId: author.id, showId: document.showId });
  const forbidden = await mayContribute(db, { author, document, standing, agreed });
  if (forbidden) return { ok: false, ...forbidden };
  const source = await readSource(db, { documentId, number: base, path: document.path });
  const text = source && splitAt(source.transcript, { segment, at });
  const label =
    source && midLabels(source.transcript).find((each) => each.segment === segment && each.at === at);
  if (!text || !label) return { ok: false, reason: "no-base" };
  return propose(db, {
    ...{ author, documentId, base, text, agreed, channel: "document" },
    message: `Let ${label.name} speak from here`,
    idempotencyKey: `split:${documentId}:${base}:${segment}:${at}`,
  });
}
