/** Replaces redacted text in Markdown. */
export const REDACTED = "\\[redacted\\]";
/** Replaces redacted text in plain text. */
const REDACTED_PLAIN = "[redacted]";

// Shorter overlaps occur by chance.
const TELLING = 4;

/** Replaces all occurrences of a text in Markdown source. */
export const without = (from: string, text: string): string => from.replaceAll(text, REDACTED);

interface Quoting {
  /** The text as it stands in the source, and as it is rendered if that differs. */
  readonly spellings: readonly string[];
  /** The ends at which the quote may have been cut off, so that it has only a part of the text. */
  readonly cut?: "end" | "both" | undefined;
}

/** Redacts a quote of a source, also where the quote ends or begins within the text. */
export function withoutQuoted(from: string, { spellings, cut }: Quoting): string {
  let left = from;
  for (const text of spellings) left = left.replaceAll(text, REDACTED_PLAIN);
  if (cut === undefined) return left;
  for (const text of spellings) {
    const body = (left.endsWith("…") ? left.slice(0, -1) : left).trimEnd();
    const ellipsis = left.slice(body.length);
    for (let size = text.length - 1; size >= TELLING; size -= 1) {
      if (body.endsWith(text.slice(0, size))) {
        left = body.slice(0, body.length - size) + REDACTED_PLAIN + ellipsis;
        break;
      }
    }
    if (cut !== "both") continue;
    for (let size = text.length - 1; size >= TELLING; size -= 1) {
      if (left.startsWith(text.slice(text.length - size))) {
        left = REDACTED_PLAIN + left.slice(size);
        break;
      }
    }
  }
  return left;
}
