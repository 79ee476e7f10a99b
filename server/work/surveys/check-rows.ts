import { cut, type ErrorCode, type Remark, type SurveyRow } from "./columns";

/** The key that identifies a statistic. */
export const keyOf = (row: SurveyRow): string =>
  JSON.stringify([row.survey, row.wave, row.question, row.category, row.base, row.statistic, row.source]);

/** Errors between rows: duplicate statistics, and rows of one survey that contradict each other. */
export function checkRows(rows: readonly SurveyRow[]): Remark<ErrorCode>[] {
  const errors: Remark<ErrorCode>[] = [];
  const keys = new Map<string, number>();
  // The first row with a value sets it for all.
  const said = new Map<string, { readonly value: string; readonly line: number }>();
  const same = (
    row: SurveyRow,
    column: string,
    of: readonly string[],
    value: string | null,
    ofWhat: string,
  ) => {
    const key = JSON.stringify([column, ...of]);
    const first = said.get(key);
    if (!first) said.set(key, { value: value ?? "", line: row.line });
    else if (first.value !== (value ?? ""))
      errors.push({
        line: row.line,
        column,
        code: "survey-inconsistent",
        cell: cut(value ?? ""),
        message: `Line ${first.line} has “${cut(first.value)}” for the same ${ofWhat}.`,
      });
  };
  for (const row of rows) {
    const before = keys.get(keyOf(row));
    if (before === undefined) keys.set(keyOf(row), row.line);
    else
      errors.push({
        line: row.line,
        column: null,
        code: "primary-key",
        cell: cut(`${row.question}: ${row.category}`),
        message: `Line ${before} has the same survey, wave, question, category, base, statistic and source.`,
      });
    const wave = [row.survey, row.wave];
    same(row, "field_start", wave, row.fieldStart, "survey and wave");
    same(row, "field_end", wave, row.fieldEnd, "survey and wave");
    same(row, "wording", [...wave, row.question], row.wording, "question");
    same(row, "response_type", [...wave, row.question], row.responseType, "question");
  }
  return errors;
}
