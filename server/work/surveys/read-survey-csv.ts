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
import { findWarnings } from "./find-warnings";
import { readCells } from "./read-cells";

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

/** What a file contains, and all its errors. */
export interface ReadSurvey {
  /** The rows that could be read. */
  readonly rows: readonly SurveyRow[];
  /** By line; empty if the file can be imported. */
  readonly errors: readonly Remark<ErrorCode>[];
  readonly warnings: readonly Remark<WarningCode>[];
  /** The number of all errors, also of those not listed. */
  readonly errorCount: number;
}

/**
 * Reads a survey's CSV file: UTF-8, commas, columns in any order. Continues after an error, so that all
 * errors are reported at once; stops early only if the rest cannot be read (encoding, quotes) or is too much.
 * Never throws because of the file's content. Memory holds only a piece of the file besides the rows.
 */
export async function readSurveyCsv(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<ReadSurvey> {
  const reader = new RowReader();
  const parser = parse({
    bom: true,
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
  await feed(source, parser, reader);
  parser.end();
  const error = await ended;
  if (error && !reader.ended) {
    const long = error.code === "CSV_MAX_RECORD_SIZE";
    reader.fail(long ? "too-large" : "source-error", long ? TOO_LONG : BROKEN_QUOTES);
  }
  return reader.finish();
}

type ParseError = Error & { readonly code?: string };

const TOO_LONG = `A row is longer than ${LONGEST_ROW.toLocaleString("en")} characters. Is a quote missing at the end of a cell?`;
const BROKEN_QUOTES =
  "The file cannot be read from here on. Write a quote inside a cell twice, and put quotes around the cell.";

/** Passes the bytes on as text, at the speed at which they are consumed. */
async function feed(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  parser: Parser,
  reader: RowReader,
): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let line = 1;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      const most = MOST_BYTES / 1024 / 1024;
      return reader.fail("too-large", `The file is larger than ${most} MB. Split it by question.`, line);
    }
    const text = decode(decoder, chunk, () =>
      reader.fail("encoding-error", NOT_UTF8, lineOfBad(chunk, line)),
    );
    if (text === null) return;
    line += text.split("\n").length - 1;
    const failed = await new Promise((resolve) => parser.write(text, resolve));
    if (failed || reader.ended) return;
  }
  decode(decoder, undefined, () => reader.fail("encoding-error", NOT_UTF8, line));
}

const NOT_UTF8 = "The file is not UTF-8. Save it again with that encoding.";

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, onBad: () => void): string | null {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    onBad();
    return null;
  }
}

/** The line of the first byte that is not UTF-8; the text before it decodes. */
function lineOfBad(chunk: Uint8Array, line: number): number {
  const readable = new TextDecoder("utf-8").decode(chunk).split("\ufffd")[0] ?? "";
  return line + readable.split("\n").length - 1;
}

class RowReader {
  /** Whether there is nothing more to read. */
  ended = false;
  readonly #rows: SurveyRow[] = [];
  readonly #errors: Remark<ErrorCode>[] = [];
  readonly #warnings: Remark<WarningCode>[] = [];
  #errorCount = 0;
  #header: readonly string[] | null = null;
  #taken = 0;
  #nextLine = 1;
  /** Rows from this line on are not read, or only partly. */
  #until = Number.POSITIVE_INFINITY;

  /** Takes a record and the number of lines read so far. */
  take(record: readonly string[], linesRead: number): void {
    const line = this.#nextLine;
    this.#nextLine = linesRead + 1;
    if (line >= this.#until) return;
    if (!this.#header) {
      this.#readHeader(record);
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

  finish(): ReadSurvey {
    if (!this.#header && this.#errorCount === 0)
      this.fail(
        "missing-label",
        `The file is empty. Its first line names the columns: ${COLUMN_NAMES.join(", ")}.`,
        1,
      );
    if (this.#header && this.#taken === 0 && this.#errorCount === 0)
      this.fail("blank-row", "The file has a header but no rows.", 2);
    for (const error of checkRows(this.#rows)) this.#error(error);
    return {
      rows: this.#rows,
      errors: this.#errors.sort((a, b) => a.line - b.line),
      warnings: [...this.#warnings, ...findWarnings(this.#rows)],
      errorCount: this.#errorCount,
    };
  }

  #error(error: Remark<ErrorCode>): void {
    this.#errorCount += 1;
    if (this.#errors.length < MOST_TOLD) this.#errors.push(error);
  }

  #readHeader(record: readonly string[]): void {
    const names = record.map((name) => name.trim());
    names.forEach((name, index) => {
      const at = { line: 1, column: name || String(index + 1), cell: cut(name) };
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
          line: 1,
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
      this.#error({
        line,
        column: null,
        code: "blank-row",
        cell: "",
        message: "The row is empty. Remove it.",
      });
      return;
    }
    for (let index = header.length; index < record.length; index += 1)
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
    if (record.length !== header.length) return;
    const read = readCells(line, new Map(header.map((name, index) => [name, record[index] ?? ""])));
    if (read.ok) this.#rows.push(read.row);
    else for (const error of read.errors) this.#error(error);
  }
}
