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
    SELECT 'documents that miss a revision', count(*) FROM documents AS d
      WHERE d.head <> (SELECT count(*) FROM revisions AS r WHERE r.document_id = d.id)
    UNION ALL
    SELECT 'revisions whose text has another hash', count(*) FROM revisions
      WHERE sha256 <> sha256(convert_to(text, 'UTF8'))
    UNION ALL
    SELECT 'revisions that are not in the log', count(*) FROM revisions AS r
      WHERE NOT EXISTS (SELECT FROM log AS l WHERE l.document_id = r.document_id AND l.revision_number = r.number)
    UNION ALL
    SELECT 'entries of the log without a revision', count(*) FROM log AS l
      WHERE NOT EXISTS (SELECT FROM revisions AS r
                        WHERE r.document_id = l.document_id AND r.number = l.revision_number)
    UNION ALL
    SELECT 'accepted contributions without a revision', count(*) FROM contributions AS c
      WHERE c.status = 'accepted' AND NOT EXISTS (
        SELECT FROM revisions AS r WHERE r.document_id = c.document_id AND r.number = c.revision)
    UNION ALL
    SELECT 'accepted contributions without a review', count(*) FROM contributions AS c
      WHERE c.status = 'accepted' AND c.decider_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM reviews AS r WHERE r.contribution_id = c.id AND r.decision = 'accept')`;
  return rows.filter(({ count }) => count > 0n).map(({ what, count }) => `${count} ${what}`);
}
