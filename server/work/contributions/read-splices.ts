import type { ContributionChannel, Database } from "@/server/db";
import { parseSplices } from "@/server/text/documents/parse-splices";
import type { Splice } from "@/transcript";

/** What a version of a contribution puts in place of what, and in which text. */
export interface VersionSplices {
  readonly documentId: number;
  readonly path: string;
  readonly base: number;
  readonly splices: readonly Splice[];
  readonly channel: ContributionChannel;
}

/** Reads a version of somebody's own contribution; none where there is none such, or it is another's. */
export async function readSplices(
  db: Database,
  { id, version, authorId }: { id: number; version: number; authorId: string },
): Promise<VersionSplices | null> {
  const [row] = await db.$queryRaw<(Omit<VersionSplices, "splices"> & { splices: unknown })[]>`
    SELECT d.id AS "documentId", d.path, v.base, v.splices, c.channel::text AS channel
    FROM contribution_versions AS v
    JOIN contributions AS c ON c.id = v.contribution_id
    JOIN documents AS d ON d.id = v.document_id
    WHERE v.contribution_id = ${id} AND v.number = ${version} AND c.author_id = ${authorId}::uuid`;
  return row ? { ...row, splices: parseSplices(row.splices) } : null;
}
