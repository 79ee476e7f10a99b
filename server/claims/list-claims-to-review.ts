import type { Database } from "../db";
import { type ReadableClaim, readClaims } from "./read-claims";

/** What waits for a maintainer of some shows. */
export interface ClaimsToReview {
  /** To be decided about, the oldest first. */
  readonly proposed: readonly ReadableClaim[];
  /** Published, and an edit has changed their words. */
  readonly lost: readonly ReadableClaim[];
  /** Published, and a statistic they rest on says something else now. */
  readonly changed: readonly ReadableClaim[];
  /** Published, and a newer wave has the same question. */
  readonly newer: readonly ReadableClaim[];
}

/** The claims of some shows that want to be looked at; at most 100 of each kind. */
export async function listClaimsToReview(
  db: Database,
  { showIds }: { showIds: readonly number[] },
): Promise<ClaimsToReview> {
  const rows = await db.$queryRaw<{ id: number; what: "proposed" | "lost" | "changed" }[]>`
    SELECT c.id, 'proposed' AS what FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
    WHERE e.show_id = ANY(${[...showIds]}::int[]) AND c.state = 'proposed'
    UNION ALL
    SELECT c.id, 'lost' FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
    WHERE e.show_id = ANY(${[...showIds]}::int[]) AND c.state = 'published'
      AND EXISTS (SELECT FROM claim_anchors AS a WHERE a.claim_id = c.id AND a.lost_at IS NOT NULL)
    UNION ALL
    SELECT DISTINCT c.id, 'changed' FROM claims AS c JOIN episodes AS e ON e.id = c.episode_id
    JOIN evidence AS v ON v.claim_id = c.id JOIN statistics AS s ON s.id = v.statistic_id
    WHERE e.show_id = ANY(${[...showIds]}::int[]) AND c.state = 'published' AND v.state = 'accepted' AND s.version <> v.statistic_version
    ORDER BY 1`;
  const published = await db.claim.findMany({
    where: {
      state: "published",
      episode: { showId: { in: [...showIds] } },
      evidence: { some: { state: "accepted" } },
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 1000,
  });
  const of = (what: (typeof rows)[number]["what"]) =>
    readClaims(
      db,
      rows
        .filter((row) => row.what === what)
        .slice(0, 100)
        .map(({ id }) => id),
    );
  const [proposed, lost, changed, all] = await Promise.all([
    of("proposed"),
    of("lost"),
    of("changed"),
    readClaims(
      db,
      published.map(({ id }) => id),
    ),
  ]);
  const newer = all
    .filter(({ evidence }) => evidence.some(({ statistic }) => statistic.newer !== null))
    .slice(0, 100);
  return { proposed, lost, changed, newer };
}
