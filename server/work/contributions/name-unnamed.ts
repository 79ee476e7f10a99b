import type { Database } from "@/server/db";
import { isUnnamed, renameSpeakers, serialize } from "@/transcript";
import type { Contributor } from "./contributor";
import { openBase } from "./open-base";
import type { ProposeResult } from "./proposal";
import { propose } from "./propose";

interface Naming {
  readonly author: Contributor;
  readonly documentId: number;
  /** The number of the revision that the labels were seen in. */
  readonly base: number;
  /** The speakers' names by their labels. A label without a name stays as it is. */
  readonly names: ReadonlyMap<string, string>;
  readonly agreed: boolean;
  readonly idempotencyKey: string;
}

/**
 * Proposes names for the speakers whose labels are only numbers: one contribution for all labels of the transcript.
 * Labels that are names already stay as they are.
 */
export async function nameUnnamed(
  db: Database,
  { author, documentId, base, names, agreed, idempotencyKey }: Naming,
): Promise<ProposeResult> {
  const opened = await openBase(db, { author, documentId, base, agreed });
  if (!opened.ok) return opened;
  const { transcript } = opened.source;
  const labels = new Set(transcript.segments.map(({ name }) => name));
  const given = new Map(
    [...names].flatMap(([label, name]) =>
      labels.has(label) && isUnnamed(label) && name.trim() ? [[label, name.trim()] as const] : [],
    ),
  );
  const renamed = renameSpeakers(transcript, given);
  if (!renamed.ok) return renamed;
  const said = [...new Set(given.values())].join(", ");
  return propose(db, {
    ...{ author, documentId, base, agreed, idempotencyKey, channel: "document" },
    text: serialize(renamed.transcript),
    message: given.size === 1 ? `Name the speaker: ${said}` : `Name the speakers: ${said}`,
  });
}
