import type { Reader } from "@/server/db";
import { keyOf } from "./check-rows";
import type { SurveyRow } from "./columns";

/**
 * Rows under the names of the waves and answers into which theirs were merged. Of two rows that so come to be of one
 * statistic, the one that had the name already counts.
 */
export async function renameMerged(db: Reader, rows: readonly SurveyRow[]): Promise<SurveyRow[]> {
  const slugs = [...new Set(rows.map(({ survey }) => survey))];
  const waves = await db.$queryRaw<{ survey: string; name: string; into: string }[]>`
    SELECT su.slug AS survey, w.name, i.name AS into FROM waves AS w JOIN waves AS i ON i.id = w.merged_into
    JOIN surveys AS su ON su.id = w.survey_id WHERE su.slug = ANY(${slugs}::text[])`;
  const answers = await db.$queryRaw<
    { survey: string; wave: string; question: string; label: string; into: string }[]
  >`
    SELECT su.slug AS survey, w.name AS wave, q.slug AS question, c.label, i.label AS into
    FROM categories AS c JOIN categories AS i ON i.id = c.merged_into JOIN questions AS q ON q.id = c.question_id
    JOIN waves AS w ON w.id = q.wave_id JOIN surveys AS su ON su.id = w.survey_id WHERE su.slug = ANY(${slugs}::text[])`;
  if (waves.length === 0 && answers.length === 0) return [...rows];
  const key = (...parts: readonly string[]) => JSON.stringify(parts);
  const waveOf = new Map(waves.map(({ survey, name, into }) => [key(survey, name), into]));
  const answerOf = new Map(
    answers.map(({ survey, wave, question, label, into }) => [key(survey, wave, question, label), into]),
  );
  const found = new Map<string, { row: SurveyRow; own: boolean }>();
  for (const row of rows) {
    const wave = waveOf.get(key(row.survey, row.wave)) ?? row.wave;
    const category = answerOf.get(key(row.survey, wave, row.question, row.category)) ?? row.category;
    const own = wave === row.wave && category === row.category;
    const renamed = { ...row, wave, category };
    const known = found.get(keyOf(renamed));
    if (!known || (own && !known.own)) found.set(keyOf(renamed), { row: renamed, own });
  }
  return [...found.values()].map(({ row }) => row);
}
