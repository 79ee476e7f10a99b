import type { Database } from "../../server/db";

/** What is in the database only in part, as it would be if a transaction had been left half done; nothing, normally. */
export async function findHalves(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ what: string; count: bigint }[]>`
    SELECT 'contributions without their version' AS what, count(*) AS count FROM contributions AS c
      WHERE NOT EXISTS (SELECT FROM contribution_versions AS v
                        WHERE v.contribution_id = c.id AND v.number = c.version)
    UNION ALL
    SELECT 'documents whose newest revision is missing', count(*) FROM documents AS d
      WHERE d.head > 0 AND NOT EXISTS (SELECT FROM revisions AS r WHERE r.document_id = d.id AND r.number = d.head)
    UNION ALL
    SELECT 'revisions beyond the newest', count(*) FROM revisions AS r
      JOIN documents AS d ON d.id = r.document_id WHERE r.number > d.head
    UNION ALL
    SELECT 'accepted contributions without a revision', count(*) FROM contributions
      WHERE status = 'accepted' AND revision IS NULL`;
  return rows.filter(({ count }) => count > 0n).map(({ what, count }) => `${count} ${what}`);
}
