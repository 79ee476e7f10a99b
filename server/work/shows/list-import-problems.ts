import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";

/** What an import could not read, or what needs a look. */
export interface KeptProblem {
  readonly id: number;
  /** Null if it is about no episode. */
  readonly episode: { readonly slug: string; readonly title: string } | null;
  /** The file in the folder, or the feed's item by its title. */
  readonly path: string;
  /** The file that the line is of, where it is another. */
  readonly file: string | null;
  readonly line: number | null;
  readonly reason: string;
  readonly foundAt: Date;
}

interface Asking {
  readonly show: string;
  /** Only what is about this episode. */
  readonly slug?: string;
  /** Who asks; null if nobody is signed in. */
  readonly personId: string | null;
}

// As many as one looks through; the number of all is told.
const MOST = 200;

/**
 * Lists what the last imports of a show could not read, for those who review there: at most 200, and how many there are.
 * None for anybody else.
 */
export async function listImportProblems(
  db: Database,
  { show, slug, personId }: Asking,
): Promise<{ readonly total: number; readonly problems: readonly KeptProblem[] }> {
  const found = personId === null ? null : await db.show.findUnique({ where: { slug: show } });
  if (!found || !mayReview(await standingAt(db, { personId, showId: found.id })))
    return { total: 0, problems: [] };
  const where = { showId: found.id, ...(slug === undefined ? {} : { episode: { slug } }) };
  const [total, problems] = await Promise.all([
    db.importProblem.count({ where }),
    db.importProblem.findMany({
      where,
      orderBy: [{ episode: { sortKey: "asc" } }, { id: "asc" }],
      take: MOST,
      select: {
        ...{ id: true, path: true, file: true, line: true, reason: true, foundAt: true },
        episode: { select: { slug: true, title: true } },
      },
    }),
  ]);
  return { total, problems };
}
