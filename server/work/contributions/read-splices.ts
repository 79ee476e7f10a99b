import type { ContributionChannel, Database } from "@/server/db";
import type { Splice } from "@/transcript";

/** What a version of a contribution puts in place of what, and in which text. */
export interface VersionSplices {
  readonly documentId: number;
  readonly path: string;
  readonly base: number;
  readonly splices: readonly Splice[];
  readonly channel: ContributionChannel;
}

/** Reads a version of a contribution; none where there is none such. */
export async function readSplices(
  db: Database,
  { id, version }: { id: number; version: number },
): Promise<VersionSplices | null> {
  const [row] = await db.$queryRaw<VersionSplices[]>`
    SELECT d.id AS "documentId", d.path, v.base, v.splices, c.channel::text AS channel
    FROM contribution_versions AS v
    JOIN contributions AS c ON c.id = v.contribution_id
    JOIN documents AS d ON d.id = v.document_id
    WHERE v.contribution_id = ${id} AND v.number = ${version}`;
  return row ?? null;
}
