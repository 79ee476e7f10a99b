import type { Transaction } from "@/server/db";
import { type Identity, identityOf } from "./identity-of";

/** What a log entry's commit needs beyond its revision: the committer and the trailers. */
export interface Credit {
  /** Null if no person reviewed it, as for an import or a show's rule. */
  readonly committer: Identity | null;
  /** Lines such as `Reviewed-by: Ada <ada@…>`, in order. */
  readonly trailers: readonly string[];
}

interface Row {
  readonly position: bigint;
  readonly contributionId: number | null;
  readonly edited: boolean;
  readonly reviewerName: string | null;
  readonly handle: string | null;
  readonly email: string | null;
}

/**
 * Finds the reviewers and contributions of log entries. The result is stored with the commit and never
 * computed again.
 */
export async function creditEntries(
  tx: Transaction,
  positions: readonly bigint[],
): Promise<ReadonlyMap<bigint, Credit>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l.position, r.contribution_id AS "contributionId", r.edited, r.reviewer_name AS "reviewerName", u.handle,
           CASE WHEN u.show_email AND u.email_verified IS NOT NULL THEN u.email END AS email
    FROM log AS l
    JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
    LEFT JOIN users AS u ON u.id = r.reviewer_id
    WHERE l.position = ANY(${positions}::bigint[]) AND (r.contribution_id IS NOT NULL OR r.reviewer_name IS NOT NULL)`;
  return new Map(rows.map((row) => [row.position, creditOf(row)] as const));
}

function creditOf({ contributionId, edited, reviewerName, handle, email }: Row): Credit {
  // A reviewer without an account is a rule, not a person.
  const committer =
    reviewerName !== null && handle !== null ? identityOf({ name: reviewerName, handle, email }) : null;
  const named = committer && `${committer.name} <${committer.email}>`;
  return {
    committer,
    trailers: [
      ...(contributionId === null ? [] : [`Contribution: ${contributionId}`]),
      ...(named === null ? [] : [`Reviewed-by: ${named}`]),
      ...(named !== null && edited ? [`Co-authored-by: ${named}`] : []),
    ],
  };
}
