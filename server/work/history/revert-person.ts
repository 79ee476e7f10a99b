import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import type { Author } from "@/server/text/documents/append-revisions";
import { type RevertResult, revert } from "@/server/work/contributions/revert";

export interface RevertingPerson {
  readonly showId: number;
  /** The author whose revisions are reverted. */
  readonly authorId: string;
  readonly since: Date;
  readonly reviewer: Author & { readonly id: string };
  readonly comment?: string | undefined;
}

export type RevertPersonResult =
  | {
      readonly ok: true;
      /**
       * The result for each revision, newest first. One that conflicts with later work is left and reported.
       */
      readonly results: readonly {
        readonly path: string;
        readonly number: number;
        readonly result: RevertResult;
      }[];
    }
  | { readonly ok: false; readonly reason: "not-allowed" | "too-many" };

/** The most revisions reverted in one call. */
export const MOST_REVERTED = 500;

/**
 * Reverts a person's changes at a show since a given time, newest first, each by a new revision. A second
 * call continues: it skips what is reverted already.
 */
export async function revertPerson(
  db: Database,
  { showId, authorId, since, reviewer, comment }: RevertingPerson,
): Promise<RevertPersonResult> {
  if (!mayReview(await standingAt(db, { personId: reviewer.id, showId })))
    return { ok: false, reason: "not-allowed" };
  const rows = await db.revision.findMany({
    where: {
      authorId,
      createdAt: { gte: since },
      number: { gt: 1 },
      reverts: null,
      imported: false,
      document: { episode: { showId } },
    },
    orderBy: { entry: { position: "desc" } },
    take: MOST_REVERTED + 1,
    select: { documentId: true, number: true, document: { select: { path: true } } },
  });
  if (rows.length > MOST_REVERTED) return { ok: false, reason: "too-many" };
  const results = [];
  for (const { documentId, number, document } of rows)
    results.push({
      path: document.path,
      number,
      result: await revert(db, { documentId, number, reviewer, comment }),
    });
  return { ok: true, results };
}
