import { type Parser, parse } from "csv-parse";
import { checkRows } from "./check-rows";
import {
  COLUMN_NAMES,
  COLUMNS,
  cut,
  type ErrorCode,
  type Remark,
  type SurveyRow,
  type WarningCode,
} from "./columns";
import { type CellRow, type FileHabits, findHabits, isAsked, plainCells } from "./file-habits";
import { findWarnings } from "./find-warnings";
import { readCells } from "./read-cells";
import { readXlsx } from "./read-xlsx";

/**
 * The most rows of a file. The largest survey here has a few hundred; a page with more than this could not be
 * read.
 */
export const MOST_ROWS = 20_000;
/** The most bytes of a file. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** The most characters of a row; without it, an unclosed quote would take in the whole file. */
const LONGEST_ROW = 100_000;
/** The most errors that are listed. */
const MOST_TOLD = 500;
/** How much of a file is looked at to tell what it is and what divides its cells. */
const HEAD = 64 * 1024;
/** Titles may stand above the header, in so many lines. */
const MOST_TITLES = 20;

/** What a file contains, and all its errors. */
export interface ReadSurvey {
  /** The rows that could be read. */
  readonly rows: readonly SurveyRow[];
  /** By line; empty if the file can be imported. */
  readonly errors: readonly Remark<ErrorCode>[];
  readonly warnings: readonly Remark<WarningCode>[];
  /** The number of all errors, also of those not listed. */
  readonly errorCount: number;
  /** Whether the file is the format of docs/surveys.md to the letter, so that it can be kept as it is. */
  readonly isPlain: boolean;
}

/**
 * Reads a survey's file: CSV, or the first sheet of an .xlsx. Columns may be in any order, divided by commas, semicolons
 * or tabs, below a few lines of titles, in UTF-8 or UTF-16. Numbers, dates and percents are read as the file writes
 * them; what it leaves open is an error that asks, unless `answers` says it.
 *
 * Continues after an error, so that all errors are reported at once; stops early only if the rest cannot be read
 * (encoding, quotes) or is too much. Never throws because of the file's content.
 */
export async function readSurveyCsv(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  answers: FileHabits = {},
): Promise<ReadSurvey> {
  const reader = new RowReader(answers);
  const chunks = iterate(source);
  const { head, ended } = await readHead(chunks);
  const foreign = kindOf(head);
  if (foreign === "xlsx") await takeSheet(reader, head, ended ? null : chunks);
  else if (foreign) reader.fail("source-error", foreign, 1);
  else await takeText(reader, head, ended ? null : chunks);
  return reader.finish();
}

async function* iterate(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  yield* source;
  return undefined;
}

/** The beginning of a file, and whether that is all of it. */
async function readHead(
  chunks: AsyncGenerator<Uint8Array, undefined>,
): Promise<{ head: Buffer; ended: boolean }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD) {
    const { value } = await chunks.next();
    if (!value) return { head: Buffer.concat(parts), ended: true };
    parts.push(value);
    size += value.length;
  }
  return { head: Buffer.concat(parts), ended: false };
}

/** "xlsx", or what to do with a file that is neither that nor CSV; null for CSV. */
function kindOf(head: Buffer): string | null {
  const begins = head.subarray(0, 8).toString("latin1");
  if (begins.startsWith("PK\x03\x04")) return "xlsx";
  const named = FOREIGN.find(([start]) => begins.startsWith(start));
  if (named) return `This is ${named[1]}. Save it as CSV or .xlsx.`;
  return /^\s*[[{]/.test(head.subarray(0, 200).toString("latin1"))
    ? "This looks like JSON. Save it as CSV or .xlsx."
    : null;
}

const FOREIGN = [
  ["$FL2", "a file of SPSS"],
  ["<stata", "a file of Stata"],
  ["%PDF", "a PDF"],
  ["\xd0\xcf\x11\xe0", "an old file of Excel (.xls)"],
] as const;

async function takeSheet(
  reader: RowReader,
  head: Buffer,
  rest: AsyncGenerator<Uint8Array, undefined> | null,
): Promise<void> {
  const parts: Uint8Array[] = [head];
  let size = head.length;
  for await (const chunk of rest ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return reader.fail("too-large", TOO_MANY_BYTES, 1);
    parts.push(chunk);
  }
  reader.adapt();
  const rows = await readXlsx(Buffer.concat(parts));
  if (!rows) return reader.fail("source-error", NO_SHEET, 1);
  // A text that stands in many cells is in the file only once.
  let characters = 0;
  for (const [at, row] of rows.entries()) {
    characters += row.reduce((sum, cell) => sum + cell.length, 0);
    if (reader.ended) return;
    if (characters > MOST_BYTES) return reader.fail("too-large", TOO_MANY_BYTES, at + 1);
    reader.take(row, at + 1);
  }
}

const NO_SHEET =
  "This looks like an .xlsx file, but its first sheet cannot be read, or is too large. Save that sheet as CSV.";

async function takeText(
  reader: RowReader,
  head: Buffer,
  rest: AsyncGenerator<Uint8Array, undefined> | null,
): Promise<void> {
  const encoding = encodingOf(head);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(head));
  if (encoding !== "utf-8" || delimiter !== ",") reader.adapt();
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_ROW,
    // Records are taken here and not passed on: on an error, the parser would drop those that it had read
    // before.
    on_record: (record: string[], { lines }) => {
      reader.take(record, lines);
      return null;
    },
  });
  const ended = new Promise<ParseError | null>((resolve) => {
    parser.once("error", resolve);
    parser.once("end", () => resolve(null));
  });
  parser.resume();
  await feed(head, rest, { parser, reader, encoding });
  parser.end();
  const error = await ended;
  if (error && !reader.ended) {
    const long = error.code === "CSV_MAX_RECORD_SIZE";
    reader.fail(long ? "too-large" : "source-error", long ? TOO_LONG : BROKEN_QUOTES);
  }
}

type ParseError = Error & { readonly code?: string };

/** A file in UTF-16 says so with its first two bytes. */
const encodingOf = ([first, second]: Buffer): "utf-8" | "utf-16le" | "utf-16be" =>
  first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";

const DELIMITERS = [",", ";", "\t"] as const;

/** What divides the cells: that by which one of the first lines names most columns. */
function delimiterOf(head: string): string {
  const lines = head.split(/\r\n|\r|\n/, MOST_TITLES + 1);
  const named = (delimiter: string) =>
    Math.max(...lines.map((line) => knownIn(line.slice(0, LONGEST_ROW).split(delimiter))));
  return DELIMITERS.reduce<string>((best, each) => (named(each) > named(best) ? each : best), ",");
}

/** A column's name, however it is written: "Field Start", "FIELD_START". */
const columnName = (cell: string): string =>
  cell
    .trim()
    .replace(/^\ufeff/, "")
    .replace(/^"(.*)"$/, "$1")
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/** How many different columns of a survey these cells name. */
const knownIn = (cells: readonly string[]): number =>
  new Set(
    cells
      .slice(0, 1000)
      .map(columnName)
      .filter((name) => Object.hasOwn(COLUMNS, name)),
  ).size;

const TOO_LONG = `A row is longer than ${LONGEST_ROW.toLocaleString("en")} characters. Is a quote missing at the end of a cell?`;
const TOO_MANY_BYTES = `The file is larger than ${MOST_BYTES / 1024 / 1024} MB. Split it by question.`;
const BROKEN_QUOTES =
  "The file cannot be read from here on. Write a quote inside a cell twice, and put quotes around the cell.";

/** Passes the bytes on as text, at the speed at which they are consumed. */
async function feed(
  head: Buffer,
  rest: AsyncGenerator<Uint8Array, undefined> | null,
  { parser, reader, encoding }: { parser: Parser; reader: RowReader; encoding: string },
): Promise<void> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let bytes = 0;
  let line = 1;
  const take = async (chunk: Uint8Array): Promise<boolean> => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      reader.fail("too-large", TOO_MANY_BYTES, line);
      return false;
    }
    const text = decode(decoder, chunk);
    // What stands before the first byte that cannot be read is read, so that its errors are told too.
    const readable = text ?? new TextDecoder(encoding).decode(chunk).split("\ufffd")[0] ?? "";
    line += readable.split("\n").length - 1;
    const failed = await new Promise((resolve) => parser.write(readable, resolve));
    if (text === null) reader.fail("encoding-error", NOT_UTF8, line);
    return !failed && !reader.ended;
  };
  if (!(await take(head))) return;
  for await (const chunk of rest ?? []) if (!(await take(chunk))) return;
  if (decode(decoder) === null) reader.fail("encoding-error", NOT_UTF8, line);
}

const NOT_UTF8 = "The file is not UTF-8. Save it again with that encoding.";

/** The text of a chunk, or of what is left at the end; null where it is not in the file's encoding. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string | null {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    return null;
  }
}

/** Reads rows: first the header, then records, which are kept until it is known how the file writes numbers. */
class RowReader {
  /** Whether there is nothing more to read. */
  ended = false;
  readonly #answers: FileHabits;
  readonly #records: CellRow[] = [];
  readonly #errors: Remark<ErrorCode>[] = [];
  readonly #warnings: Remark<WarningCode>[] = [];
  #errorCount = 0;
  #header: readonly string[] | null = null;
  /** Lines above the header. */
  #titles = 0;
  readonly #blank: number[] = [];
  #isPlain = true;
  #taken = 0;
  #nextLine = 1;
  /** Rows from this line on are not read, or only partly. */
  #until = Number.POSITIVE_INFINITY;

  constructor(answers: FileHabits) {
    this.#answers = answers;
  }

  /** Says that the file is not in the format of docs/surveys.md to the letter. */
  adapt(): void {
    this.#isPlain = false;
  }

  /** Takes a record and the number of lines read so far. */
  take(record: readonly string[], linesRead: number): void {
    const line = this.#nextLine;
    this.#nextLine = linesRead + 1;
    if (line >= this.#until) return;
    if (!this.#header) {
      if (knownIn(record) < 2) {
        this.#titles += 1;
        if (this.#titles > MOST_TITLES) this.#failWithoutHeader(line);
        return;
      }
      this.#readHeader(record, line);
      // Without a required column, every row would have the same error.
      if (this.#errorCount > 0) this.#end(line + 1);
      return;
    }
    this.#taken += 1;
    if (this.#taken > MOST_ROWS) {
      this.fail(
        "too-large",
        `A file has at most ${MOST_ROWS.toLocaleString("en")} rows. Split it by question.`,
        line,
      );
      return;
    }
    this.#readRow(record, line);
  }

  fail(code: ErrorCode, message: string, line = this.#nextLine): void {
    this.#error({ line, column: null, code, cell: "", message });
    this.#end(line);
  }

  #end(line: number): void {
    this.ended = true;
    this.#until = Math.min(this.#until, line);
  }

  #failWithoutHeader(line: number): void {
    this.#error({ line: 1, column: null, code: "missing-label", cell: "", message: NO_HEADER });
    this.#end(line);
  }

  finish(): ReadSurvey {
    if (!this.#header && this.#errorCount === 0) {
      if (this.#titles > 0) this.#failWithoutHeader(this.#nextLine);
      else
        this.fail(
          "missing-label",
          `The file is empty. Its first line names the columns: ${COLUMN_NAMES.join(", ")}.`,
          1,
        );
    }
    if (this.#header && this.#records.length === 0 && this.#errorCount === 0)
      this.fail("blank-row", "The file has a header but no rows.", this.#titles + 2);
    const { habits, questions, readings } = findHabits(this.#records, this.#answers);
    for (const question of questions) this.#error(question);
    const rows: SurveyRow[] = [];
    for (const record of this.#records) {
      const plain = plainCells(record, habits);
      this.#isPlain &&= [...plain].every(([name, cell]) => cell === (record.cells.get(name) ?? "").trim());
      const read = readCells(record.line, plain);
      if (read.ok) rows.push(read.row);
      // What is asked about once is not an error in each row too.
      else for (const error of read.errors) if (!isAsked(error, habits)) this.#error(error);
    }
    for (const error of checkRows(rows)) this.#error(error);
    return {
      rows,
      errors: this.#errors.sort((a, b) => a.line - b.line),
      warnings: [...this.#warnings, ...readings, ...findWarnings(rows)],
      errorCount: this.#errorCount,
      isPlain: this.#isPlain,
    };
  }

  #error(error: Remark<ErrorCode>): void {
    this.#errorCount += 1;
    if (this.#errors.length < MOST_TOLD) this.#errors.push(error);
  }

  #readHeader(record: readonly string[], line: number): void {
    if (line > 1) {
      this.#warnings.push({
        ...{ line: 1, column: null, code: "read-as", cell: "" },
        message: `The header is line ${line}. What stands above it is not read.`,
      });
      this.#isPlain = false;
    }
    const all = record.map((cell) =>
      Object.hasOwn(COLUMNS, columnName(cell)) ? columnName(cell) : cell.trim(),
    );
    // A spreadsheet writes columns behind the last one, where somebody once touched a cell.
    const names = all.slice(0, all.findLastIndex((name) => name !== "") + 1);
    this.#isPlain &&= names.length === record.length && names.every((name, at) => name === record[at]);
    names.forEach((name, index) => {
      const at = { line, column: name || String(index + 1), cell: cut(name) };
      if (name === "")
        this.#error({ ...at, code: "blank-label", message: `Column ${index + 1} has no name.` });
      else if (names.indexOf(name) < index)
        this.#error({
          ...at,
          code: "duplicate-label",
          message: `Columns ${names.indexOf(name) + 1} and ${index + 1} have the same name.`,
        });
      else if (!Object.hasOwn(COLUMNS, name))
        this.#warnings.push({
          ...at,
          code: "extra-label",
          message: `The column “${cut(name)}” is unknown and is ignored.`,
        });
    });
    for (const name of COLUMN_NAMES)
      if (COLUMNS[name].required && !names.includes(name))
        this.#error({
          line,
          column: name,
          code: "missing-label",
          cell: "",
          message: `The column “${name}” is missing.`,
        });
    this.#header = names;
  }

  #readRow(record: readonly string[], line: number): void {
    const header = this.#header ?? [];
    if (record.every((cell) => cell.trim() === "")) {
      this.#blank.push(line);
      return;
    }
    // Blank rows behind the last one are a spreadsheet's; between others, a row may have been lost.
    for (const blank of this.#blank.splice(0))
      this.#error({
        line: blank,
        column: null,
        code: "blank-row",
        cell: "",
        message: "The row is empty. Remove it.",
      });
    for (let index = header.length; index < record.length; index += 1)
      if ((record[index] ?? "").trim() !== "")
        this.#error({
          line,
          column: String(index + 1),
          code: "extra-cell",
          cell: cut(record[index] ?? ""),
          message:
            "The row has more cells than the header. A comma inside a cell needs quotes around the cell.",
        });
    for (let index = record.length; index < header.length; index += 1)
      this.#error({
        line,
        column: header[index] ?? null,
        code: "missing-cell",
        cell: "",
        message: "The row has fewer cells than the header. An empty cell still needs its comma.",
      });
    const more = record.slice(header.length);
    if (record.length < header.length || more.some((cell) => cell.trim() !== "")) return;
    this.#records.push({ line, cells: new Map(header.map((name, index) => [name, record[index] ?? ""])) });
  }
}

const NO_HEADER =
  "No line names the columns of a survey’s file (survey, wave, question, category, value …). If each row is one respondent, bring it with `npm run import-survey -- results.csv --questions mapping.yaml`; if its columns are groups of respondents, write each figure in a row of its own.";
