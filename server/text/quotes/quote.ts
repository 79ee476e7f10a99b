import { trimEndWhere } from "@/lib/trim-where";
import { display, plainText } from "@/transcript";
import { shownWords } from "@/transcript/shown-words";

/** Characters of context stored on either side of a quote, within its paragraph. */
const CONTEXT = 32;

/** A quote in its paragraph, as a W3C TextQuoteSelector and by its words. */
export interface Quote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Counted from 0 as the page shows them; `lastWord` is inclusive. */
  readonly firstWord: number;
  readonly lastWord: number;
}

/** The text of a paragraph from which quotes are taken: on one line, without timestamps and gaps. */
export const paragraphText = (body: string): string => plainText(body);

// Punctuation that is trimmed from a quote's ends. Signs that belong to a number or name stay: 37%, $5, C++.
const BEFORE = /^[^\p{L}\p{N}$€£#@]+/u;
const KEPT = /[\p{L}\p{N}%+#)]/u;

/** Makes a quote from a range of a paragraph's words; null if the paragraph has no such words. */
export function quoteWords(text: string, firstWord: number, lastWord: number): Quote | null {
  const words = shownWords(text);
  const first = words[firstWord];
  const last = words[lastWord];
  if (!first || !last || lastWord < firstWord) return null;
  const run = text.slice(first.start, last.end);
  const start = first.start + (BEFORE.exec(run)?.[0].length ?? 0);
  const end = first.start + trimEndWhere(run, (sign) => !KEPT.test(sign)).length;
  // By code points, so that no character is cut in half.
  const prefix = Array.from(text.slice(0, start)).slice(-CONTEXT).join("");
  const suffix = Array.from(text.slice(end)).slice(0, CONTEXT).join("");
  return { exact: text.slice(start, end), prefix, suffix, firstWord, lastWord };
}

/** The words that a range of a paragraph's text touches, in UTF-16 units; null if it touches none. */
export function wordsTouched(
  text: string,
  start: number,
  end: number,
): { first: number; last: number } | null {
  const words = shownWords(text);
  const first = words.findIndex((word) => word.end > start);
  const last = words.findLastIndex((word) => word.start < end);
  return first < 0 || last < first ? null : { first, last };
}

/** All places where a paragraph has exactly these words, by their first and last word. */
export function findExact(text: string, exact: string): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = [];
  const plain = exact.replace(/\s+/g, " ").trim();
  if (plain === "") return found;
  for (let at = text.indexOf(plain); at >= 0; at = text.indexOf(plain, at + 1)) {
    const touched = wordsTouched(text, at, at + plain.length);
    if (touched) found.push(touched);
  }
  return found;
}

/**
 * Whether a gap is between two words of a body. Such a range cannot be quoted: nobody knows what was said
 * there.
 */
export function isOverGap(body: string, firstWord: number, lastWord: number): boolean {
  const { text, marks } = display(body);
  return marks.some(({ type, start }) => {
    if (type !== "gap") return false;
    const before = shownWords(text.slice(0, start).replaceAll("\0", "")).length;
    return before > firstWord && before <= lastWord;
  });
}
