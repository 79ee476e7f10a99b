import type { Database } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { diffWords, type Edit, type Splice, withinSteps } from "@/transcript";
import { type SoundWitness, soundRank, witnessOf } from "./witness-of";

/** Another suggestion for the same place. */
export interface Rival {
  readonly id: number;
  readonly version: number;
  readonly author: string;
  readonly summary: string;
  /** What it proposes, word by word; nothing of one that is much longer than a paragraph. */
  readonly edits: readonly Edit[];
  /** How many hear the same. */
  readonly agreements: number;
  /** What the sound says of it; null where that was not measured. */
  readonly sound: SoundWitness | null;
}

interface Place {
  readonly id: number;
  readonly documentId: number;
  readonly segmentId: number | null;
  readonly gap: number | null;
}

const MOST = 10;
/** Characters of a rival that are compared: another suggestion for a gap is a paragraph. */
const MOST_COMPARED = 50_000;

const size = (splices: readonly Splice[]) =>
  splices.reduce((sum, { before, after }) => sum + before.length + after.length, 0);

const compare = (splices: readonly Splice[]) =>
  withinSteps(() => splices.flatMap(({ before, after }) => diffWords(before, after)));

/**
 * Other open suggestions for the same gap, or where it is no gap for the same paragraph; at most ten, those that the sound
 * supports first.
 */
export async function listRivals(
  db: Database,
  { id, documentId, segmentId, gap }: Place,
): Promise<readonly Rival[]> {
  if (segmentId === null) return [];
  const rows = await db.contribution.findMany({
    where: { id: { not: id }, documentId, segmentId, status: "open", ...(gap === null ? {} : { gap }) },
    orderBy: { createdAt: "asc" },
    take: MOST,
    include: { versions: { orderBy: { number: "desc" }, take: 1 }, _count: { select: { agreements: true } } },
  });
  const rivals = rows.flatMap(({ id: other, version, authorName, versions, _count }) => {
    const [shown] = versions;
    if (!shown) return [];
    const splices = parseSplices(shown.splices);
    return [
      {
        id: other,
        version,
        author: authorName,
        summary: shown.summary,
        edits: size(splices) > MOST_COMPARED ? [] : compare(splices),
        agreements: _count.agreements,
        sound: witnessOf(shown),
      },
    ];
  });
  return rivals.toSorted((a, b) => soundRank(a.sound) - soundRank(b.sound));
}
