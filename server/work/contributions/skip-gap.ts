import type { Database } from "@/server/db";

interface Skipped {
  readonly documentId: number;
  readonly segmentId: number;
  readonly gap: number;
  /** A person's id, or a hashed address. */
  readonly who: string;
  /** Whether they listened and could not hear it, rather than only went on. */
  readonly unheard: boolean;
}

/** Keeps that somebody has passed a gap over, so that it goes to others first. A gap that is none is kept nowhere. */
export async function skipGap(
  db: Database,
  { documentId, segmentId, gap, who, unheard }: Skipped,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO gap_skips AS k (document_id, segment_id, gap, who, unheard)
    SELECT document_id, id, ${gap}, ${who}, ${unheard} FROM segments
    WHERE document_id = ${documentId} AND id = ${segmentId} AND position IS NOT NULL AND gaps > ${gap}
    ON CONFLICT (document_id, segment_id, gap, who) DO UPDATE SET unheard = k.unheard OR excluded.unheard,
      created_at = now()`;
}
