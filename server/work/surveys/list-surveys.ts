import type { Database } from "@/server/db";

/** A survey in a list. */
export interface ListedSurvey {
  readonly slug: string;
  readonly title: string;
  readonly sponsor: string | null;
  readonly waves: readonly string[];
  readonly questions: number;
  readonly statistics: number;
}

/** Lists all surveys by title. */
export async function listSurveys(db: Database): Promise<ListedSurvey[]> {
  return db.$queryRaw<ListedSurvey[]>`
    SELECT su.slug, su.title, su.sponsor,
           array(SELECT w.name FROM waves AS w WHERE w.survey_id = su.id AND w.merged_into IS NULL ORDER BY w.sort_key) AS waves,
           count(DISTINCT q.id)::int AS questions, count(s.id)::int AS statistics
    FROM surveys AS su LEFT JOIN waves AS w ON w.survey_id = su.id LEFT JOIN questions AS q ON q.wave_id = w.id
    LEFT JOIN categories AS c ON c.question_id = q.id LEFT JOIN statistics AS s ON s.category_id = c.id AND s.retracted_at IS NULL
    GROUP BY su.id ORDER BY su.title`;
}
