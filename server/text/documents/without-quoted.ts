/** What stands where something was redacted. */
export const REDACTED = "\\[redacted\\]";
/** The same where a text is shown as it is, and not as Markdown. */
const REDACTED_PLAIN = "[redacted]";

// So little of a text tells nothing, and ends many another one.
const TELLING = 4;

/** A source without a text, however often it stands there. */
export const without = (from: string, text: string): string => from.replaceAll(text, REDACTED);

interface Quoting {
  /** The text as it stands in the source, and as it is read where that is another. */
  readonly spellings: readonly string[];
  /** Which ends of it may have been cut off, so that the rest of the text is not there. */
  readonly cut?: "end" | "both" | undefined;
}

/** Words that quote a source without the text, also where they were cut off within it. */
export function withoutQuoted(from: string, { spellings, cut }: Quoting): string {
  let left = from;
  for (const text of spellings) left = left.replaceAll(text, REDACTED_PLAIN);
  if (cut === undefined) return left;
  for (const text of spellings) {
    const ellipsis = /\s*…?$/.exec(left)?.[0] ?? "";
    const body = left.slice(0, left.length - ellipsis.length);
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
