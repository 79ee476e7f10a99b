import type { Database } from "@/server/db";
import { type MeasuredStatistic, readStatistics } from "./read-statistics";

/** What was measured of a question, one page of it. */
export interface MeasuredQuestion {
  /** The newest wave first; never empty. */
  readonly statistics: readonly MeasuredStatistic[];
  readonly pages: number;
}

/** A row with its claims takes about two kilobytes of a page. */
const FIGURES_A_PAGE = 60;

/** Reads what was measured of a question in all waves of a survey; null where there is nothing, or no such page. */
export async function readQuestion(
  db: Database,
  { survey, question, page }: { readonly survey: string; readonly question: string; readonly page: number },
): Promise<MeasuredQuestion | null> {
  const rows = await db.$queryRaw<{ id: number; total: number }[]>`
    SELECT s.id, (count(*) OVER ())::int AS total
    FROM surveys AS su JOIN waves AS w ON w.survey_id = su.id JOIN questions AS q ON q.wave_id = w.id
    JOIN categories AS c ON c.question_id = q.id JOIN statistics AS s ON s.category_id = c.id
    WHERE su.slug = ${survey} AND q.slug = ${question} AND s.version > 0 AND s.retracted_at IS NULL
    ORDER BY w.sort_key DESC, s.kind, s.base, c.position, c.id, s.id
    LIMIT ${FIGURES_A_PAGE} OFFSET ${(page - 1) * FIGURES_A_PAGE}`;
  const [first] = rows;
  if (!first) return null;
  const place = new Map(rows.map(({ id }, at) => [id, at] as const));
  const statistics = await readStatistics(db, { of: rows.map(({ id }) => ({ id })) });
  return {
    statistics: statistics.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    pages: Math.ceil(first.total / FIGURES_A_PAGE),
  };
}
