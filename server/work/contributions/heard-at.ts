import { parseDocument } from "@/server/text/documents/parse-document";
import type { Source } from "@/server/text/documents/read-source";
import { type Edit, type Splice, words } from "@/transcript";

/**
 * When what a splice changes is heard, in seconds: the start of the last word before the first that differs, so that
 * one hears what leads up to it. Null where it is not heard, as in show notes.
 *
 * @param first the first of the splice's edits, where they were compared
 */
export function heardAt(
  source: Source,
  splice: Pick<Splice, "start">,
  first: Edit | undefined,
  duration: number | null,
): number | null {
  if (source.transcript.segments.length === 0) return null;
  const time = source.time(duration);
  if (splice.start >= source.transcript.segments.length || splice.start < 0)
    return splice.start < 0 ? 0 : time.end;
  const same = first?.type === "equal" ? first.text : "";
  // How many words stand before the change, counted as the timeline counts them.
  const before = parseDocument({ path: source.path, text: same }).segments.reduce(
    (sum, { body }) => sum + words(body).length,
    0,
  );
  const from = time.firstWord[splice.start] ?? 0;
  return time.starts[from + Math.max(0, before - 1)] ?? time.segmentStarts[splice.start] ?? time.end;
}
