import type { Database } from "@/server/db";
import { midLabels, splitAt } from "@/transcript";
import type { Contributor } from "./contributor";
import { openBase } from "./open-base";
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
  const opened = await openBase(db, { author, documentId, base, agreed });
  if (!opened.ok) return opened;
  const { transcript } = opened.source;
  const text = splitAt(transcript, { segment, at });
  const label = midLabels(transcript).find((each) => each.segment === segment && each.at === at);
  if (!text || !label) return { ok: false, reason: "no-base" };
  return propose(db, {
    ...{ author, documentId, base, text, agreed, channel: "document" },
    message: `Let ${label.name} speak from here`,
    idempotencyKey: `split:${documentId}:${base}:${segment}:${at}`,
  });
}
