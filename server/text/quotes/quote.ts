import { display, plainText } from "@/transcript";
import { shownWords } from "@/transcript/shown-words";

/** How many characters of context a quote is kept with, as far as its paragraph has them. */
const CONTEXT = 32;

/** A quote in its paragraph, as a W3C TextQuoteSelector and by its words. */
export interface Quote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Counted as the page shows them, from 0; the last is one of them. */
  readonly firstWord: number;
  readonly lastWord: number;
}

/** A paragraph's text as quotes are taken from it: on one line, without timestamps and gaps. */
export const paragraphText = (body: string): string => plainText(body);

// What is not said stands around a quote and not in it. Signs that belong to a number stay: 37%, $5, C++.
const BEFORE = /^[^\p{L}\p{N}$€£#@]+/u;
const BEHIND = /[^\p{L}\p{N}%+#)]+$/u;

/** The quote from one word of a paragraph to another; null where the paragraph has no such words. */
export function quoteWords(text: string, firstWord: number, lastWord: number): Quote | null {
  const words = shownWords(text);
  const first = words[firstWord];
  const last = words[lastWord];
  if (!first || !last || lastWord < firstWord) return null;
  const run = text.slice(first.start, last.end);
  const start = first.start + (BEFORE.exec(run)?.[0].length ?? 0);
  const end = last.end - (BEHIND.exec(run)?.[0].length ?? 0);
  // By code points, so that no character is cut in two.
  const prefix = Array.from(text.slice(0, start)).slice(-CONTEXT).join("");
  const suffix = Array.from(text.slice(end)).slice(0, CONTEXT).join("");
  return { exact: text.slice(start, end), prefix, suffix, firstWord, lastWord };
}

/** The words a stretch of a paragraph's text touches, from and to in UTF-16 units; null where it touches none. */
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

/** Every place at which a paragraph has these very words, by their first and last word. */
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

/** Whether a gap stands between two words of a body: what was said there nobody knows, so it cannot be quoted. */
export function isOverGap(body: string, firstWord: number, lastWord: number): boolean {
  const { text, marks } = display(body);
  return marks.some(({ type, start }) => {
    if (type !== "gap") return false;
    const before = shownWords(text.slice(0, start).replaceAll("\0", "")).length;
    return before > firstWord && before <= lastWord;
  });
}
