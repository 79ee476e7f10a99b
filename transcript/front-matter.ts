// More lines are prose between two rules, or no data that anybody reads.
const MOST_LINES = 200;
const OPENS = /^---[ \t]*$/;
const CLOSES = /^(?:---|\.\.\.)[ \t]*$/;
// What a line of YAML begins with: a key, an item of a list, a comment, or what continues the line above.
const KEY = /^["']?[\p{L}_][\p{L}\p{N} _.-]{0,60}["']?[ \t]*:(?:[ \t]|$)/u;
const OTHER = /^(?:[ \t]|- |-$|#|[\]}])/;

/** Where a text's YAML front matter stands: the lines between its two rules. Offsets are UTF-16 units. */
export interface FrontMatter {
  readonly start: number;
  readonly end: number;
  /** Behind the line of the second rule. */
  readonly next: number;
}

/** A byte order mark at the start of a text is no part of its first line. */
export const markLength = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0);

/**
 * Finds the front matter of a text: lines of YAML between `---` in the very first line and the next `---`. Prose between
 * two rules is none: each line has to look like YAML, and one of them has to be a key.
 */
export function findFrontMatter(text: string): FrontMatter | null {
  const start = markLength(text);
  if (!text.startsWith("---", start)) return null;
  let hasKey = false;
  let at = start;
  let first = start;
  for (let count = 0; count <= MOST_LINES && at < text.length; count++) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, newline < 0 ? text.length : newline).replace(/\r$/, "");
    if (count === 0) {
      if (!OPENS.test(line)) return null;
      first = next;
    } else if (CLOSES.test(line)) {
      return hasKey ? { start: first, end: at, next } : null;
    } else if (KEY.test(line)) hasKey = true;
    else if (line.trim() !== "" && !OTHER.test(line)) return null;
    at = next;
  }
  return null;
}
