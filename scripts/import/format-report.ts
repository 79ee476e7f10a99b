import type { ImportReport } from "../../server/doors/import/import-folder";
import { plainLine } from "../../server/doors/import/plain-line";
import type { Problem } from "../../server/doors/import/problem";

// A terminal is no place for thousands of lines; fix the first ones and run the command again to see the
// rest.
const MOST_LINES = 200;

const COLUMNS = [
  "show",
  "title",
  "episodes",
  "new",
  "changed",
  "unchanged",
  "words",
  "gaps",
  "warnings",
] as const;
// The first two columns are text, aligned left; the others are numbers, aligned right.
const TEXT_COLUMNS = 2;

/** The report of an import for a terminal: a table of shows, then everything that needs a look. */
export function formatReport({ shows, refused, remarks, passedOver, history }: ImportReport): string {
  const sum = (what: "fresh" | "changed" | "unchanged") => shows.reduce((n, show) => n + show[what], 0);
  const number = (n: number) => n.toLocaleString("en");
  const lines: string[] = [];
  if (shows.length > 0) {
    const rows = shows.map((s) => [
      s.slug,
      plainLine(s.title),
      ...[s.episodes, s.fresh, s.changed, s.unchanged, s.words, s.gaps, s.warnings].map(number),
    ]);
    lines.push(...table([[...COLUMNS], ...rows], TEXT_COLUMNS), "");
  }
  if (passedOver > 0)
    lines.push(
      `${number(passedOver)} ${passedOver === 1 ? "other file or folder was" : "other files and folders were"} skipped as no transcripts.`,
    );
  lines.push(...section("Not imported", refused), ...section("Imported, but worth a look", remarks));
  if (history !== null)
    lines.push(
      history > 0
        ? `From git: ${number(history)} revisions with their authors and dates.`
        : "From git: nothing new.",
    );
  if (sum("fresh") + sum("changed") > 0)
    lines.push(
      `Imported: ${number(sum("fresh"))} new, ${number(sum("changed"))} changed, ${number(sum("unchanged"))} unchanged.`,
    );
  else if (sum("unchanged") > 0)
    lines.push(`Nothing changed: all ${number(sum("unchanged"))} are the same as at the last import.`);
  return lines.join("\n");
}

/** Rows below a heading; text columns come first and are aligned left, the others right. */
export function table(rows: readonly (readonly string[])[], textColumns: number): string[] {
  const [head = [], ...body] = rows;
  const widths = head.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i < textColumns ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "─".repeat(width)).join("  "), ...body.map(line)];
}

/** A list with a title; no lines if the list is empty. */
export function section(title: string, problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, MOST_LINES).map((p) => `  ${placeOf(p)}: ${plainLine(p.reason)}`);
  const rest = problems.length - shown.length;
  return [`${title} (${problems.length}):`, ...shown, ...(rest > 0 ? [`  … and ${rest} more`] : []), ""];
}

/** `gotime/go-time-1.md:12`, or `feed.xml:40: Title`: editors and people find their way by it. */
function placeOf({ file, path, line }: Problem): string {
  const at = line === undefined ? "" : `:${line}`;
  return file === undefined ? `${plainLine(path)}${at}` : `${plainLine(file)}${at}: ${plainLine(path)}`;
}
