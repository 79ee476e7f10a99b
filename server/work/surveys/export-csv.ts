import type { Reader } from "@/server/db";
import { COLUMN_NAMES, type SurveyRow } from "./columns";
import { escapeCell } from "./file-habits";

interface Wanted {
  readonly survey: string;
  /** All questions if left out. */
  readonly question?: string;
}

/** A survey's statistics as CSV in the import format, of one question or all; null if there is no such survey or question. */
export async function exportCsv(db: Reader, wanted: Wanted): Promise<string | null> {
  const rows = await exportRows(db, wanted);
  return rows.length === 0 ? null : toCsv(rows);
}

/** Rows as CSV in the import format. A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function toCsv(rows: readonly SurveyRow[]): string {
  const lines = rows.map((row) => csvLine(cellsOf(row)));
  return `${[COLUMN_NAMES.join(","), ...lines].join("\n")}\n`;
}

/** The same as rows, each with its line in that file. */
export async function exportRows(db: Reader, { survey, question }: Wanted): Promise<SurveyRow[]> {
  const rows = await db.$queryRaw<Omit<SurveyRow, "line">[]>`
    SELECT su.slug AS survey, w.name AS wave, to_char(w.field_start, 'YYYY-MM-DD') AS "fieldStart",
           to_char(w.field_end, 'YYYY-MM-DD') AS "fieldEnd", q.slug AS question, q.wording,
           q.response_type::text AS "responseType", c.label AS category, s.base, v.base_n AS "baseN",
           s.kind::text AS statistic, v.qualifier, v.value, v.value_max AS "valueMax", v.unit, v.decimals, s.source,
           v.source_type::text AS "sourceType", v.note
    FROM surveys AS su JOIN waves AS w ON w.survey_id = su.id JOIN questions AS q ON q.wave_id = w.id
    JOIN categories AS c ON c.question_id = q.id JOIN statistics AS s ON s.category_id = c.id
    JOIN statistic_versions AS v ON v.statistic_id = s.id AND v.number = s.version
    WHERE su.slug = ${survey} AND s.retracted_at IS NULL AND (${question ?? null}::text IS NULL OR q.slug = ${question ?? null})
    ORDER BY w.sort_key, q.position, q.id, c.position, c.id, s.id`;
  return rows.map((row, index) => ({ line: index + 2, ...row }));
}

/** Cells as a line of CSV, without its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => cells.map(quoted).join(",");

/** The cells of a row, in the order of the columns. */
function cellsOf(row: SurveyRow): readonly (string | number | null)[] {
  const { survey, wave, fieldStart, fieldEnd, question, wording, responseType, category, base, baseN } = row;
  const { statistic, qualifier, value, valueMax, unit, decimals, source, sourceType, note } = row;
  return [
    ...[survey, wave, fieldStart, fieldEnd, question, wording, responseType, category, base, baseN],
    ...[statistic, qualifier, value, valueMax, unit, decimals, source, sourceType, note],
  ];
}

function quoted(value: string | number | null): string {
  // "=" alone is a qualifier, which no spreadsheet runs.
  const cell = typeof value === "string" && value !== "=" ? escapeCell(value) : String(value ?? "");
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
