import type { Database, Decision } from "@/server/db";

/** The comments on a contribution and the decisions about it, in the order in which they were made. */
export interface TalkLine {
  readonly key: string;
  readonly kind: "comment" | Decision;
  readonly name: string;
  readonly handle: string | null;
  readonly text: string | null;
  /** Which hunk of its version a comment is about, from 0. */
  readonly hunk: number | null;
  readonly version: number;
  readonly edited: boolean;
  /** The revision that an acceptance which is still in force has made. */
  readonly revision: number | null;
  readonly at: Date;
}

const MOST = 500;

/** The comments on a contribution and the decisions about it, oldest first. */
export async function listTalk(db: Database, contributionId: number): Promise<TalkLine[]> {
  return db.$queryRaw<TalkLine[]>`
    SELECT * FROM (
      SELECT 'c' || c.id AS key, 'comment' AS kind, c.author_name AS name, u.handle, c.text, c.hunk, c.version,
             false AS edited, NULL::int AS revision, c.created_at AS at
      FROM comments AS c LEFT JOIN users AS u ON u.id = c.author_id
      WHERE c.contribution_id = ${contributionId}
      UNION ALL
      SELECT 'r' || r.id, r.decision::text, r.reviewer_name, u.handle, r.comment, NULL, r.version, r.edited,
             CASE WHEN r.decision = 'accept' THEN n.revision END, r.created_at
      FROM reviews AS r
      LEFT JOIN users AS u ON u.id = r.reviewer_id
      JOIN contributions AS n ON n.id = r.contribution_id
      WHERE r.contribution_id = ${contributionId}
    ) AS talk
    ORDER BY at, key LIMIT ${MOST}`;
}
