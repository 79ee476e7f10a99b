import type { Reader } from "@/server/db";

/** A public page for the sitemap. */
export interface PublicAddress {
  /** The path from the site's root: `/practicalai/147`. */
  readonly path: string;
  readonly changedAt: Date | null;
}

/**
 * Lists all shows and episodes with the day on which their transcript last changed. A sitemap holds at most
 * 50,000.
 */
export async function listAddresses(db: Reader): Promise<PublicAddress[]> {
  const rows = await db.$queryRaw<{ show: string; slug: string; changed_at: Date | null }[]>`
    SELECT s.slug AS show, e.slug, max(r.created_at) AS changed_at
    FROM episodes e
    JOIN shows s ON s.id = e.show_id
    LEFT JOIN documents d ON d.episode_id = e.id
    LEFT JOIN revisions r ON r.document_id = d.id AND r.number = d.head
    GROUP BY s.id, e.id
    ORDER BY changed_at DESC NULLS LAST, e.id
    LIMIT 49000`;
  const shows = [...new Set(rows.map(({ show }) => show))];
  return [
    { path: "/", changedAt: rows[0]?.changed_at ?? null },
    ...shows.map((show) => ({ path: `/${show}`, changedAt: null })),
    ...rows.map(({ show, slug, changed_at }) => ({ path: `/${show}/${slug}`, changedAt: changed_at })),
  ];
}
