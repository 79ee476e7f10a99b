import type { Database } from "@/server/db";

/** A survey's waves, and the figures of one of its questions, as whoever tidies it sees them. */
export interface TidySurvey {
  readonly title: string;
  readonly waves: readonly { readonly id: number; readonly name: string; readonly statistics: number }[];
  readonly questions: readonly { readonly slug: string; readonly wording: string | null }[];
  /** Of the chosen question, by wave, newest first; empty where none is chosen. */
  readonly answers: readonly TidyAnswer[];
}

export interface TidyAnswer {
  readonly id: number;
  readonly wave: string;
  readonly label: string;
  readonly figures: readonly {
    readonly id: number;
    readonly base: string;
    readonly kind: string;
    readonly value: number;
    readonly unit: string;
    readonly source: string;
    /** How many published claims are held against it. */
    readonly claims: number;
  }[];
}

const MOST = 500;

/** Reads what can be taken back or merged of a survey; null where there is no such survey. */
export async function readTidy(
  db: Database,
  { slug, question }: { readonly slug: string; readonly question: string | null },
): Promise<TidySurvey | null> {
  const survey = await db.survey.findUnique({ where: { slug } });
  if (!survey) return null;
  const waves = await db.$queryRaw<TidySurvey["waves"][number][]>`
    SELECT w.id, w.name, count(s.id)::int AS statistics FROM waves AS w
    LEFT JOIN questions AS q ON q.wave_id = w.id LEFT JOIN categories AS c ON c.question_id = q.id
    LEFT JOIN statistics AS s ON s.category_id = c.id AND s.retracted_at IS NULL
    WHERE w.survey_id = ${survey.id} AND w.merged_into IS NULL GROUP BY w.id ORDER BY w.sort_key DESC`;
  const questions = await db.$queryRaw<TidySurvey["questions"][number][]>`
    SELECT DISTINCT ON (q.slug) q.slug, q.wording FROM questions AS q JOIN waves AS w ON w.id = q.wave_id
    WHERE w.survey_id = ${survey.id} ORDER BY q.slug, w.sort_key DESC LIMIT ${MOST}`;
  const rows =
    question === null
      ? []
      : await db.$queryRaw<
          (TidyAnswer["figures"][number] & { category: number; wave: string; label: string })[]
        >`
          SELECT s.id, c.id AS category, w.name AS wave, c.label, s.base, s.kind::text, v.value, v.unit, s.source, (
            SELECT count(DISTINCT e.claim_id)::int FROM evidence AS e JOIN claims AS cl ON cl.id = e.claim_id
            WHERE e.statistic_id = s.id AND e.status = 'accepted' AND cl.status = 'published') AS claims
          FROM statistics AS s JOIN statistic_versions AS v ON v.statistic_id = s.id AND v.number = s.version
          JOIN categories AS c ON c.id = s.category_id JOIN questions AS q ON q.id = c.question_id JOIN waves AS w ON w.id = q.wave_id
          WHERE w.survey_id = ${survey.id} AND q.slug = ${question} AND s.retracted_at IS NULL
          ORDER BY w.sort_key DESC, c.position, c.id, s.id LIMIT ${MOST}`;
  const answers = new Map<number, TidyAnswer & { figures: TidyAnswer["figures"][number][] }>();
  for (const { category, wave, label, ...figure } of rows) {
    const known = answers.get(category);
    if (known) known.figures.push(figure);
    else answers.set(category, { id: category, wave, label, figures: [figure] });
  }
  return { title: survey.title, waves, questions, answers: [...answers.values()] };
}
