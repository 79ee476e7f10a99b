import { COLUMN_NAMES, type Column } from "../../../server/work/surveys/columns";

const SOUND: Record<Column, string> = {
  survey: "s-1",
  wave: "2026",
  field_start: "2026-02-01",
  field_end: "2026-02-28",
  question: "q-1",
  wording: "Why?",
  response_type: "single",
  category: "yes",
  base: "respondents",
  base_n: "",
  statistic: "percent",
  qualifier: "=",
  value: "37",
  value_max: "",
  unit: "percent",
  decimals: "0",
  source: "https://example.org/report",
  source_type: "primary",
  note: "",
};

/** A CSV file of valid rows with the given cells replaced; one row by default. */
export function csvOf(...rows: Partial<Record<string, string>>[]): string {
  const all = rows.length > 0 ? rows : [{}];
  const cell = (text: string) =>
    /[",\n]/.test(text) && !text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = all.map((row) =>
    COLUMN_NAMES.map((name) => cell({ ...SOUND, ...row }[name] ?? "")).join(","),
  );
  return `${[COLUMN_NAMES.join(","), ...lines].join("\n")}\n`;
}
