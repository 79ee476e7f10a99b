import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import type { Author } from "@/server/text/documents/append-revisions";
import { type RevertResult, revert } from "@/server/work/contributions/revert";

export interface RevertingPerson {
  readonly showId: number;
  /** Whose revisions. */
  readonly authorId: string;
  readonly since: Date;
  readonly reviewer: Author & { readonly id: string };
  readonly comment?: string | undefined;
}

export type RevertPersonResult =
  | {
      readonly ok: true;
      /** What became of each, the newest first: one that conflicts with later work stays and is told. */
      readonly results: readonly {
        readonly path: string;
        readonly number: number;
        readonly result: RevertResult;
      }[];
    }
  | { readonly ok: false; readonly reason: "not-allowed" | "too-many" };

/** As many as are taken back at once. */
export const MOST_REVERTED = 500;

/**
 * Takes back what somebody changed at a show since a moment, the newest first, each as a new revision of its own. Run
 * again it goes on where it was: what is taken back already is left out.
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
