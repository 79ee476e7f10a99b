import type { ContributionChannel, Database } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import type { Splice } from "@/transcript";
import { UNDECIDED } from "./count-contributions";

/** What somebody has sent for a document and nobody has decided on yet, in a line. */
export interface OwnOpen {
  readonly id: number;
  readonly summary: string;
  readonly segmentId: number;
  /** Which gap of the paragraph it fills, from 0; null where it corrects the paragraph. */
  readonly gap: number | null;
}

/** More than anybody corrects in one episode before the first is decided. */
const MOST = 200;

/** What somebody has sent for a document and nobody has decided on yet, by its place in the text. */
export async function listOwnOpen(
  db: Database,
  { documentId, personId }: { documentId: number; personId: string },
): Promise<OwnOpen[]> {
  return db.$queryRaw<OwnOpen[]>`
    SELECT c.id, v.summary, c.segment_id AS "segmentId", c.gap
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    WHERE c.document_id = ${documentId} AND c.author_id = ${personId}::uuid AND c.segment_id IS NOT NULL
      AND c.channel IN ('gap', 'paragraph') AND ${UNDECIDED}
    ORDER BY c.id DESC LIMIT ${MOST}`;
}

/** A contribution that can be amended, with what it proposes. */
export interface Amendable {
  readonly id: number;
  readonly version: number;
  readonly base: number;
  readonly summary: string;
  readonly status: "open" | "changes_requested";
  readonly splices: readonly Splice[];
}

interface Place {
  readonly documentId: number;
  readonly segmentId: number;
  readonly gap: number | null;
  readonly channel: ContributionChannel;
  readonly authorId: string;
}

/** What its author has sent for the same gap, or for the same paragraph, and nobody has decided on yet. */
export async function findOwnOpen(
  db: Database,
  { documentId, segmentId, gap, channel, authorId }: Place,
): Promise<Amendable | null> {
  const [row] = await db.$queryRaw<(Omit<Amendable, "splices"> & { splices: unknown })[]>`
    SELECT c.id, c.version, v.base, v.summary, c.status::text AS status, v.splices
    FROM contributions AS c
    JOIN contribution_versions AS v ON v.contribution_id = c.id AND v.number = c.version
    WHERE c.document_id = ${documentId} AND c.segment_id = ${segmentId} AND c.gap IS NOT DISTINCT FROM ${gap}::int
      AND c.channel::text = ${channel} AND c.author_id = ${authorId}::uuid AND ${UNDECIDED}
    ORDER BY c.id DESC LIMIT 1`;
  return row ? { ...row, splices: parseSplices(row.splices) } : null;
}
