import type { Database } from "../db";
import { COLUMN_NAMES, type Column } from "./row";

/**
 * A survey's statistics as CSV, in the format in which they are imported: of one question, or of all. None where there
 * is no such survey or question. No cell begins like a formula, since none that does is let in.
 */
export async function exportCsv(
  db: Database,
  { survey, question }: { survey: string; question?: string },
): Promise<string | null> {
  const rows = await db.$queryRaw<Record<Column, string | number | null>[]>`
    SELECT su.slug AS survey, w.name AS wave, to_char(w.field_start, 'YYYY-MM-DD') AS field_start,
           to_char(w.field_end, 'YYYY-MM-DD') AS field_end, q.slug AS question, q.wording, q.response_type::text,
           c.label AS category, s.base, v.base_n, s.kind::text AS statistic, v.qualifier, v.value, v.value_max, v.unit,
           v.decimals, s.source, v.source_type::text, v.note
    FROM surveys AS su JOIN waves AS w ON w.survey_id = su.id JOIN questions AS q ON q.wave_id = w.id
    JOIN categories AS c ON c.question_id = q.id JOIN statistics AS s ON s.category_id = c.id
    JOIN statistic_versions AS v ON v.statistic_id = s.id AND v.number = s.version
    WHERE su.slug = ${survey} AND (${question ?? null}::text IS NULL OR q.slug = ${question ?? null})
    ORDER BY w.sort_key, q.position, q.id, c.position, c.id, s.id`;
  if (rows.length === 0) return null;
  const lines = rows.map((row) => COLUMN_NAMES.map((name) => quoted(row[name])).join(","));
  return `${[COLUMN_NAMES.join(","), ...lines].join("\n")}\n`;
}

function quoted(value: string | number | null): string {
  const cell = value === null ? "" : String(value);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
