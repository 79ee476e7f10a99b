import type { Database, Transaction } from "@/server/db";
import {
  packConfidences,
  packEnds,
  packStarts,
  unpackConfidences,
  unpackEnds,
  unpackStarts,
} from "@/server/text/documents/pack-starts";
import { takeTimes } from "@/server/text/transcript-files/take-times";
import type { TimesInFile } from "@/transcript";
import type { ProposalDocument } from "./find-document";

interface FileOfContribution {
  readonly contributionId: number;
  /** The file's text, in our format, which may differ from what is proposed: edits are merged with it. */
  readonly text: string;
  readonly times: TimesInFile;
}

/** Keeps the times of a file's words beside the contribution that it became. */
export async function keepFileTimes(
  db: Database,
  { contributionId, text, times }: FileOfContribution,
): Promise<void> {
  const deltas = packStarts(times.starts);
  await db.fileTimes.createMany({
    data: [
      {
        ...{ contributionId, text, deltas },
        ends: packEnds(times.ends, unpackStarts(deltas)),
        confidences: packConfidences(times.confidences),
      },
    ],
    skipDuplicates: true,
  });
}

/**
 * Takes the times of the file that a contribution was made of over to its document's newest revision, once it was accepted: each
 * word that the file has gets its time. Times that were measured from the sound stay.
 */
export async function takeFileTimes(
  tx: Transaction,
  { contributionId, document }: { readonly contributionId: number; readonly document: ProposalDocument },
): Promise<void> {
  const kept = await tx.fileTimes.findUnique({ where: { contributionId } });
  if (!kept) return;
  const starts = unpackStarts(kept.deltas);
  const unknown = () => Array.from(starts, () => null);
  await takeTimes(tx, {
    ...{ documentId: document.id, path: document.path, text: kept.text, duration: document.duration },
    times: {
      starts,
      ends: kept.ends ? unpackEnds(kept.ends, starts) : unknown(),
      confidences: kept.confidences ? unpackConfidences(kept.confidences) : unknown(),
    },
  });
  await tx.fileTimes.delete({ where: { contributionId } });
}
