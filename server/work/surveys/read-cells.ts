import { LARGEST_ROW_ID } from "@/lib/row-id";
import {
  COLUMNS,
  type Column,
  cut,
  type ErrorCode,
  ON_AIR_SOURCE,
  type Remark,
  SLUG,
  type SurveyRow,
} from "./columns";

const RESPONSES = ["single", "multiple", "scale", "allocation", "open"] as const;
const STATISTICS = ["percent", "count", "mean", "median", "rank"] as const;
const QUALIFIERS = ["=", ">", "<", "~"] as const;
const SOURCES = ["primary", "secondary", "spoken", "on-air"] as const;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const WHOLE = /^-?\d+$/;
// "+1 or more" and "@angular/core" are answers, and are made safe where they are written out. Nobody's answer begins
// with "=", which alone is a qualifier.
const FORMULA = /^=/;
const LONGEST = 2000;
const LARGEST = 1e15;

/** A row, or all its errors. */
export type ReadRow =
  | { readonly ok: true; readonly row: SurveyRow }
  | { readonly ok: false; readonly errors: readonly Remark<ErrorCode>[] };

/** Reads the cells of a row by column name, and checks every cell. */
export function readCells(line: number, cells: ReadonlyMap<string, string>): ReadRow {
  const errors: Remark<ErrorCode>[] = [];
  const text = (column: Column) => (cells.get(column) ?? "").trim();
  const wrong = (column: Column, code: ErrorCode, message: string): null => {
    errors.push({ line, column, code, cell: cut(text(column)), message });
    return null;
  };
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const cell = text(column);
    if (cell === "" && COLUMNS[column].required)
      wrong(column, "constraint-error", "This column must be filled in.");
    if (cell.length > LONGEST) wrong(column, "constraint-error", `A cell has at most ${LONGEST} characters.`);
    if (cell.includes("\0")) wrong(column, "constraint-error", "It contains a NUL character. Remove it.");
    if (column !== "qualifier" && FORMULA.test(cell))
      wrong(
        column,
        "constraint-error",
        "It begins like a formula, which a spreadsheet would run. Begin it with a word.",
      );
  }
  const seen = (column: Column) => errors.some((error) => error.column === column);
  const oneOf = <T extends string>(column: Column, allowed: readonly T[]): T | null => {
    const cell = text(column);
    if (cell === "" || seen(column)) return null;
    return allowed.includes(cell as T)
      ? (cell as T)
      : wrong(column, "constraint-error", `It must be one of: ${allowed.join(", ")}.`);
  };
  const number = (column: Column, whole = false): number | null => {
    const cell = text(column);
    if (cell === "" || seen(column)) return null;
    if (!(whole ? WHOLE : NUMBER).test(cell))
      return wrong(
        column,
        "type-error",
        whole ? "It must be a whole number, such as 4299." : "It must be a number, such as 37 or 8.5.",
      );
    const value = Number(cell);
    if (Math.abs(value) >= LARGEST) return wrong(column, "constraint-error", "The number is too large.");
    return value;
  };
  const date = (column: Column): string | null => {
    const cell = text(column);
    if (cell === "" || seen(column)) return null;
    const at = DATE.test(cell) ? new Date(`${cell}T00:00:00Z`) : null;
    // PostgreSQL has no year 0; surveys are younger anyway.
    return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(cell) && cell >= "1800"
      ? cell
      : wrong(
          column,
          "type-error",
          /^\d{5}$/.test(cell)
            ? "It is a spreadsheet’s number of a day. Format the column as a date, such as 2021-04-14."
            : "It must be a date, such as 2021-04-14.",
        );
  };
  const slug = (column: Column) => {
    const cell = text(column);
    if (cell !== "" && !seen(column) && !SLUG.test(cell))
      wrong(
        column,
        "constraint-error",
        "It must be lower-case letters and digits with single hyphens between them, such as job-level.",
      );
    // A survey of this name would be hidden by the page on which surveys are proposed.
    if (column === "survey" && cell === "propose")
      wrong(column, "constraint-error", "The address /surveys/propose is taken. Choose another name.");
    return cell;
  };

  const fieldStart = date("field_start");
  const fieldEnd = date("field_end");
  if (fieldStart && fieldEnd && fieldEnd < fieldStart)
    wrong("field_end", "dates-reversed", `Fieldwork ends before it begins (${fieldStart}).`);
  const statistic = oneOf("statistic", STATISTICS);
  const unit = text("unit");
  if (statistic && unit !== "") checkUnit(statistic, unit, wrong);
  const value = number("value");
  const valueMax = number("value_max");
  if (value !== null) checkValue("value", value, statistic, unit, wrong);
  if (valueMax !== null) checkValue("value_max", valueMax, statistic, unit, wrong);
  if (value !== null && valueMax !== null && valueMax < value)
    wrong("value_max", "range-reversed", `The upper end is below the lower end (${value}).`);
  const baseN = number("base_n", true);
  if (baseN !== null && (baseN < 1 || baseN > LARGEST_ROW_ID))
    wrong(
      "base_n",
      "constraint-error",
      "It must be from 1 to 2,147,483,647, or empty where it is not stated.",
    );
  const decimals = number("decimals", true);
  if (decimals !== null && (decimals < 0 || decimals > 10))
    wrong("decimals", "constraint-error", "It must be from 0 to 10.");
  const sourceType = oneOf("source_type", SOURCES);
  const source = text("source");
  if (source !== "" && sourceType && !seen("source")) checkSource(source, sourceType, wrong);

  const row = {
    line,
    survey: slug("survey"),
    wave: text("wave"),
    fieldStart,
    fieldEnd,
    question: slug("question"),
    wording: text("wording") || null,
    responseType: oneOf("response_type", RESPONSES),
    category: text("category"),
    base: text("base"),
    baseN,
    statistic,
    qualifier: oneOf("qualifier", QUALIFIERS) ?? "=",
    value,
    valueMax,
    unit,
    decimals,
    source,
    sourceType,
    note: text("note") || null,
  };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, row: row as SurveyRow };
}

type Wrong = (column: Column, code: ErrorCode, message: string) => null;

/** A mean or median may be in percent; a count or rank may not. */
function checkUnit(statistic: SurveyRow["statistic"], unit: string, wrong: Wrong): void {
  if (statistic === "percent" && unit !== "percent")
    wrong("unit", "unit-mismatch", "The unit of a percent must be “percent”.");
  else if ((statistic === "count" || statistic === "rank") && unit === "percent")
    wrong("unit", "unit-mismatch", `The unit of a ${statistic} must not be “percent”.`);
}

function checkValue(
  column: "value" | "value_max",
  value: number,
  statistic: SurveyRow["statistic"] | null,
  unit: string,
  wrong: Wrong,
): void {
  const percent = statistic === "percent" || unit === "percent";
  if (percent && statistic !== "count" && statistic !== "rank" && (value < 0 || value > 100))
    wrong(column, "constraint-error", "A percent must be from 0 to 100.");
  if (statistic === "count" && (value < 0 || !Number.isInteger(value)))
    wrong(column, "constraint-error", "A count must be a whole number of 0 or more.");
  if (statistic === "rank" && (value < 1 || !Number.isInteger(value)))
    wrong(column, "constraint-error", "A rank must be a whole number of 1 or more.");
}

function checkSource(source: string, type: SurveyRow["sourceType"], wrong: Wrong): void {
  if (type === "on-air") {
    if (!ON_AIR_SOURCE.test(source))
      wrong(
        "source",
        "source-form",
        "The source of an on-air statistic must be exactly: stated on air, EPISODE at HH:MM:SS.",
      );
  } else if (!isUrl(source))
    wrong(
      "source",
      "source-form",
      "It must be an address that begins with https:// or http://, without a name or a password in it.",
    );
}

function isUrl(source: string): boolean {
  if (!/^https?:\/\/\S+$/.test(source)) return false;
  try {
    const { hostname, username, password } = new URL(source);
    return hostname !== "" && username === "" && password === "";
  } catch {
    return false;
  }
}
