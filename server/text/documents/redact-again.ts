import type { Database } from "@/server/db";
import { REDACTED } from "./without-quoted";

/** The lines of a document's revisions that contain a redaction; empty for most documents. */
export async function redactedLines(db: Database, documentId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    SELECT DISTINCT line FROM revisions AS r JOIN documents AS d ON d.id = r.document_id,
      unnest(string_to_array(r.text, E'\n')) AS line
    WHERE d.id = ${documentId} AND d.redactions > 0 AND position(${REDACTED} IN line) > 0`;
  return rows.map(({ line }) => line);
}

/**
 * Applies a document's redactions to a text from elsewhere. The redacted words are stored nowhere, so a line
 * is recognised by the text around the mark.
 */
export function redactAgain(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return text;
  const ours = new Set(lines);
  const redacted = lines.map((line) => ({ line, around: line.split(REDACTED) }));
  return text
    .split("\n")
    .map((line) =>
      ours.has(line) ? line : (redacted.find(({ around }) => stands(around, line))?.line ?? line),
    )
    .join("\n");
}

/** Whether a line has these parts in this order, from its beginning to its end, with words between each two. */
function stands(around: readonly string[], line: string): boolean {
  const [first = "", ...others] = around;
  const last = others.pop() ?? "";
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = line.indexOf(part, at + 1);
    if (found < 0) return false;
    at = found + part.length;
  }
  return line.length - last.length >= at + 1 && line.endsWith(last);
}
