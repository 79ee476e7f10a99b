import { z } from "zod";
import { COLUMN_NAMES, type Column, cut, type ErrorCode, type Remark, type WarningCode } from "./columns";

/** How a file writes what can be written in two ways; undefined where it leaves that open. */
export const fileHabits = z.object({
  /** Whether “65,277” is sixty-five thousand or sixty-five and a bit. */
  comma: z.enum(["thousands", "decimal"]).optional(),
  /** Whether 04/05/2021 is in May or in April. */
  dates: z.enum(["day-first", "month-first"]).optional(),
  /** Whether percents are written as shares of 1. */
  shares: z.enum(["yes", "no"]).optional(),
});

export type FileHabits = z.infer<typeof fileHabits>;

/** The cells of a row by column, and its line. */
export interface CellRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

const NUMBERS: readonly Column[] = ["value", "value_max", "base_n"];
const DATES: readonly Column[] = ["field_start", "field_end"];
/** “4,299”: thousands, or a decimal comma before three digits. */
const EITHER = /^[+-]?\d{1,3},\d{3}$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d+$/;
const DECIMAL_POINT = /^[+-]?\d+\.\d+$/;
const DATE = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const QUALIFIED = /^([<>~])\s*(?=[\d.+-])/;

/** A number's cell without spaces and without the sign of a percent. */
const bare = (cell: string) =>
  cell
    .replace(/[\s\u00a0\u202f]+/g, "")
    .replace(QUALIFIED, "")
    .replace(/%$/, "");

/**
 * Finds out how a file writes numbers, dates and percents: from cells that can be read in one way only, and from the
 * answers that somebody gave. What stays open is asked, once for each kind.
 */
export function findHabits(
  rows: readonly CellRow[],
  answers: FileHabits,
): {
  readonly habits: FileHabits;
  readonly questions: Remark<ErrorCode>[];
  readonly readings: Remark<WarningCode>[];
} {
  const questions: Remark<ErrorCode>[] = [];
  const readings: Remark<WarningCode>[] = [];
  const settle = <T extends string>(kind: keyof FileHabits, found: Found<T>): T | undefined => {
    const answer = (answers[kind] as T | undefined) ?? found.habit;
    const { open, read } = found;
    if (answer === undefined && open)
      questions.push({ ...open.at, code: "ambiguous", message: `${QUESTIONS[kind](open.count)}` });
    if (answer !== undefined && read)
      readings.push({ ...read, code: "read-as", message: READINGS[answer] ?? "" });
    return answer;
  };
  const comma = settle("comma", commaOf(rows));
  const dates = settle("dates", datesOf(rows));
  const shares = settle("shares", sharesOf(rows, { comma }));
  return { habits: { comma, dates, shares }, questions, readings };
}

interface Place {
  readonly line: number;
  readonly column: string;
  readonly cell: string;
}

/** What a file shows of a habit: the habit where it is plain, the first cell that leaves it open, the first that it reads. */
interface Found<T extends string> {
  readonly habit: T | undefined;
  readonly open: { readonly at: Place; readonly count: number } | null;
  readonly read: Place | null;
}

const QUESTIONS: Readonly<Record<keyof FileHabits, (count: number) => string>> = {
  comma: (count) =>
    `In ${cells(count)} the comma may stand before thousands or before decimals. Say which, or write the numbers without it.`,
  dates: (count) =>
    `In ${cells(count)} the day or the month may come first. Say which, or write dates as 2021-04-14.`,
  shares: (count) =>
    `All ${count} percents are between 0 and 1. Say whether they are shares of 1 (0.37 is 37 %) or percents.`,
};
const cells = (count: number) => (count === 1 ? "one cell" : `${count} cells`);

const READINGS: Readonly<Record<string, string>> = {
  thousands: "A comma in a number is read as a mark of thousands.",
  decimal: "A comma in a number is read as the decimal point.",
  "day-first": "Dates are read with the day first.",
  "month-first": "Dates are read with the month first.",
  yes: "The percents are read as shares of 1: 0.37 is 37 %.",
  no: "The percents are read as they are, though all are below 1.",
};

const placeOf = ({ line }: CellRow, column: string, cell: string): Place => ({
  line,
  column,
  cell: cut(cell),
});

/** A percent of 4,299 % does not exist, and half a person neither. */
function ownComma(column: Column, cells: ReadonlyMap<string, string>): "thousands" | "decimal" | null {
  const kind = (cells.get("statistic") ?? "").trim().toLowerCase();
  if (column === "base_n" || kind === "count" || kind === "rank") return "thousands";
  return kind === "percent" ? "decimal" : null;
}

function commaOf(rows: readonly CellRow[]): Found<"thousands" | "decimal"> {
  let habit: "thousands" | "decimal" | undefined;
  let first: Place | null = null;
  let read: Place | null = null;
  let count = 0;
  for (const row of rows)
    for (const column of NUMBERS) {
      const cell = bare(row.cells.get(column) ?? "");
      if (cell === "") continue;
      if (EITHER.test(cell)) {
        if (ownComma(column, row.cells)) continue;
        count += 1;
        first ??= placeOf(row, column, cell);
      } else if (THOUSANDS.test(cell)) {
        habit ??= "thousands";
        read ??= placeOf(row, column, cell);
      } else if (DECIMAL_COMMA.test(cell)) {
        habit ??= "decimal";
        read ??= placeOf(row, column, cell);
      } else if (DECIMAL_POINT.test(cell)) habit ??= "thousands";
    }
  return { habit, open: first && { at: first, count }, read: read ?? first };
}

function datesOf(rows: readonly CellRow[]): Found<"day-first" | "month-first"> {
  let habit: "day-first" | "month-first" | undefined;
  let first: Place | null = null;
  let read: Place | null = null;
  let count = 0;
  for (const row of rows)
    for (const column of DATES) {
      const cell = (row.cells.get(column) ?? "").trim();
      const [whole, one, sign, two] = DATE.exec(cell) ?? [];
      if (whole === undefined) continue;
      read ??= placeOf(row, column, cell);
      if (sign === "." || Number(one) > 12) habit ??= "day-first";
      else if (Number(two) > 12) habit ??= "month-first";
      else {
        count += 1;
        first ??= placeOf(row, column, cell);
      }
    }
  return { habit, open: first && { at: first, count }, read };
}

/** Answers to one question come to 1 within this, where their shares were rounded. */
const ROUNDED = 0.02;
/** Fewer percents than this may all be below 1 by chance. */
const SOME = 3;

function sharesOf(rows: readonly CellRow[], habits: FileHabits): Found<"yes" | "no"> {
  const sums = new Map<string, { sum: number; count: number }>();
  let first: Place | null = null;
  let count = 0;
  for (const row of rows) {
    const text = (column: Column) => (row.cells.get(column) ?? "").trim();
    const cell = text("value");
    if (text("statistic").toLowerCase() !== "percent") continue;
    const value = Number(plainNumber("value", row.cells, habits));
    // One that says that it is a percent, or is more than all, tells for the whole file.
    if (/%$/.test(cell) || !(value >= 0 && value <= 1)) return { habit: "no", open: null, read: null };
    if (cell === "") continue;
    count += 1;
    first ??= placeOf(row, "value", cell);
    const key = JSON.stringify([
      ...(["survey", "wave", "question", "base", "source"] as const).map((column) => text(column)),
    ]);
    const known = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: known.sum + value, count: known.count + 1 });
  }
  if (!first) return { habit: "no", open: null, read: null };
  const whole = [...sums.values()].some((one) => one.count > 1 && Math.abs(one.sum - 1) <= ROUNDED);
  if (whole) return { habit: "yes", open: null, read: first };
  return count >= SOME
    ? { habit: undefined, open: { at: first, count }, read: first }
    : { habit: "no", open: null, read: null };
}

/** Whether an error is about a cell that `findHabits` asks about. */
export const isAsked = (
  { code, column, cell }: Pick<Remark, "code" | "column" | "cell">,
  { comma, dates }: FileHabits,
): boolean =>
  code === "type-error" &&
  ((comma === undefined && NUMBERS.includes(column as Column) && EITHER.test(bare(cell))) ||
    (dates === undefined && DATES.includes(column as Column) && DATE.test(cell)));

/** A number's cell in the form that the import reads: digits, a point before decimals. */
function plainNumber(column: Column, row: ReadonlyMap<string, string>, { comma }: FileHabits): string {
  const cell = bare(row.get(column) ?? "");
  const habit = EITHER.test(cell) ? (ownComma(column, row) ?? comma) : undefined;
  const unsigned = cell.replace(/^\+(?=[\d.])/, "");
  if (habit === "decimal") return unsigned.replace(",", ".");
  if (habit === "thousands" || (habit === undefined && THOUSANDS.test(cell) && !EITHER.test(cell)))
    return unsigned.replaceAll(",", "");
  if (DECIMAL_COMMA.test(cell) && !EITHER.test(cell)) return unsigned.replace(/[. ]/g, "").replace(",", ".");
  return unsigned.replace(/^(-?)\.(?=\d)/, "$10.").replace(/(\d)\.$/, "$1");
}

function plainDate(cell: string, { dates }: FileHabits): string {
  const pad = (number = "") => number.padStart(2, "0");
  const [, year, month, day] = YEAR_FIRST.exec(cell) ?? [];
  if (year) return `${year}-${pad(month)}-${pad(day)}`;
  const [, one, , two, of] = DATE.exec(cell) ?? [];
  if (of === undefined || dates === undefined) return cell;
  return dates === "day-first" ? `${of}-${pad(two)}-${pad(one)}` : `${of}-${pad(one)}-${pad(two)}`;
}

/**
 * What makes a spreadsheet run a cell, also in the wide forms of East Asian keyboards; written out, such a cell begins
 * with an apostrophe. "-5" is a number, but "-5+…" is a formula.
 */
const RUNS = /^(?:[=+@\t\r\n＝＋－＠]|-(?!\d{1,15}(?:\.\d{1,15})?$))/;
const ESCAPED = /^'+(?:[=+@\t\r\n＝＋－＠]|-(?!\d{1,15}(?:\.\d{1,15})?$))/;

/** A cell as it is written into a CSV file: one that a spreadsheet would run begins with an apostrophe. */
export const escapeCell = (cell: string): string =>
  RUNS.test(cell) || ESCAPED.test(cell) ? `'${cell}` : cell;

/** The cell that was written so. */
const unescapeCell = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);

/** A row's cells in the form that the import reads. */
export function plainCells(row: CellRow, habits: FileHabits): ReadonlyMap<string, string> {
  const plain = new Map<string, string>();
  for (const column of COLUMN_NAMES) {
    const cell = row.cells.get(column);
    if (cell !== undefined) plain.set(column, unescapeCell(cell.trim()));
  }
  const [, sign] = QUALIFIED.exec((row.cells.get("value") ?? "").trim()) ?? [];
  if (sign && ["", "="].includes(plain.get("qualifier") ?? "")) plain.set("qualifier", sign);
  for (const column of NUMBERS)
    if (plain.get(column))
      plain.set(
        column,
        column === "base_n" && QUALIFIED.test(plain.get(column) ?? "")
          ? (plain.get(column) ?? "")
          : plainNumber(column, row.cells, habits),
      );
  for (const column of DATES) plain.set(column, plainDate(plain.get(column) ?? "", habits));
  for (const column of ["statistic", "response_type", "source_type"] as const)
    if (plain.has(column)) plain.set(column, (plain.get(column) ?? "").toLowerCase());
  if (plain.get("unit") === "%") plain.set("unit", "percent");
  if (habits.shares === "yes" && plain.get("statistic") === "percent") {
    for (const column of ["value", "value_max"] as const)
      plain.set(column, asPercent(plain.get(column) ?? ""));
    const decimals = plain.get("decimals") ?? "";
    if (/^\d{1,2}$/.test(decimals)) plain.set("decimals", String(Math.max(0, Number(decimals) - 2)));
  }
  return plain;
}

const SHARE = /^\d(?:\.\d{1,15})?$/;
const asPercent = (cell: string): string =>
  SHARE.test(cell) ? String(Number((Number(cell) * 100).toFixed(10))) : cell;
