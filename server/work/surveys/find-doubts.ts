import type { Database } from "@/server/db";
import type { Remark, WarningCode } from "./columns";
import { exportRows } from "./export-csv";
import { findWarnings } from "./find-warnings";

/** Doubtful statistics of a survey; lines are those of its exported CSV file. */
export interface SurveyDoubts {
  readonly survey: string;
  readonly title: string;
  readonly remarks: readonly Remark<WarningCode>[];
}

/**
 * Finds statistics that do not add up or contradict each other, in surveys that are evidence for published
 * claims of some shows.
 */
export async function findDoubts(
  db: Database,
  { showIds }: { showIds: readonly number[] },
): Promise<SurveyDoubts[]> {
  const surveys = await db.$queryRaw<{ slug: string; title: string }[]>`
    SELECT DISTINCT su.slug, su.title FROM evidence AS v JOIN claims AS c ON c.id = v.claim_id
    JOIN episodes AS e ON e.id = c.episode_id JOIN statistics AS s ON s.id = v.statistic_id
    JOIN categories AS g ON g.id = s.category_id JOIN questions AS q ON q.id = g.question_id
    JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id
    WHERE e.show_id = ANY(${[...showIds]}::int[]) AND c.status = 'published' AND v.status = 'accepted' ORDER BY su.title`;
  const found: SurveyDoubts[] = [];
  for (const { slug, title } of surveys) {
    const remarks = findWarnings(await exportRows(db, { survey: slug }));
    if (remarks.length > 0) found.push({ survey: slug, title, remarks });
  }
  return found;
}
