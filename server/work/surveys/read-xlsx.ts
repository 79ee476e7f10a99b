import { unpacksWithin } from "@/server/text/transcript-files/unpacks-within";

/** What an .xlsx may unpack to: twenty thousand rows of eighteen cells take a tenth of it. */
const MOST_UNPACKED = 50_000_000;
const MOST_ROWS = 25_000;
/** Where a cell or a row says that it stands: "B12", "12". */
const ADDRESS = /(?<![\w:.-])r\s*=\s*["']([^"']*)["']/g;
/** Where a row begins; rows need not say where they stand. */
const ROW = /[<:]row[\s/>]/g;
/** Columns to DZ: seven times as many as a survey's file has. */
const NEAR = /^(?:[A-D]?[A-Z])?(\d{1,5})$/;

/**
 * The cells of an .xlsx file's first sheet, row by row, as text. What the archive unpacks to is looked at before, and
 * where its cells lie, since one cell in the last row would make a table of as many rows.
 *
 * read-excel-file (MIT, 3 MB, kept since 2017) reads the format; the package xlsx is no longer kept in the registry.
 *
 * @returns null if it is no such file, or too large
 */
export async function readXlsx(bytes: Uint8Array): Promise<string[][] | null> {
  if (!unpacksWithin(bytes, MOST_UNPACKED, isNear)) return null;
  try {
    const { readSheet } = await import("read-excel-file/universal");
    const rows = await readSheet(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    return rows.map((row) => row.map(cellText));
  } catch {
    return null;
  }
}

/** Whether a sheet has no more rows than a survey may have, and all its cells lie within those rows and columns. */
function isNear(file: Buffer): boolean {
  const text = file.toString("latin1");
  // Each empty row takes six bytes here, and a cell for every column once it is read.
  let rows = 0;
  for (const _ of text.matchAll(ROW)) {
    rows += 1;
    if (rows > MOST_ROWS) return false;
  }
  for (const [, address = ""] of text.matchAll(ADDRESS)) {
    const [, row] = NEAR.exec(address) ?? [];
    if (row === undefined || Number(row) > MOST_ROWS) return false;
  }
  return true;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  // What floating-point arithmetic adds is not in the cell that people see.
  return typeof cell === "number" ? String(Number(cell.toPrecision(15))) : String(cell);
}
