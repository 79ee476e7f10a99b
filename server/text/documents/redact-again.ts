import type { Database } from "@/server/db";
import { REDACTED } from "./without-quoted";

/** The lines of a document's revisions in which something was redacted; none for most. */
export async function redactedLines(db: Database, documentId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    SELECT DISTINCT line FROM revisions AS r JOIN documents AS d ON d.id = r.document_id,
      unnest(string_to_array(r.text, E'\n')) AS line
    WHERE d.id = ${documentId} AND d.redactions > 0 AND position(${REDACTED} IN line) > 0`;
  return rows.map(({ line }) => line);
}

/**
 * A text from elsewhere without what was redacted here. The words themselves are kept nowhere; that a line says what one
 * of ours said before is seen by what stands around the mark.
 */
export function redactAgain(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return text;
  const ours = new Set(lines);
  const patterns = lines.map((line) => {
    const around = line.split(REDACTED).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
    return { line, pattern: new RegExp(`^${around.join(".+")}$`, "s") };
  });
  return text
    .split("\n")
    .map((line) =>
      ours.has(line) ? line : (patterns.find(({ pattern }) => pattern.test(line))?.line ?? line),
    )
    .join("\n");
}
