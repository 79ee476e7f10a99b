import type { Reader } from "@/server/db";

/** The values that a search can be filtered by. */
export interface Filters {
  readonly shows: readonly { readonly slug: string; readonly title: string }[];
  /** Years in which episodes were published, newest first. */
  readonly years: readonly number[];
}

/** Lists all shows by title, and the years of their episodes. */
export async function listFilters(db: Reader): Promise<Filters> {
  const [shows, years] = await Promise.all([
    db.show.findMany({ select: { slug: true, title: true }, orderBy: { title: "asc" } }),
    db.$queryRaw<{ year: number }[]>`
      SELECT DISTINCT extract(year FROM published_at AT TIME ZONE 'UTC')::int AS year FROM episodes
      WHERE published_at IS NOT NULL ORDER BY year DESC`,
  ]);
  return { shows, years: years.map(({ year }) => year) };
}
