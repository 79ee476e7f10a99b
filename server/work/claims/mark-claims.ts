import { CLAIM, MARK } from "@/lib/page-contract";
import { shownWords } from "@/transcript/shown-words";

/** A claim's words in a paragraph, counted from 0 as the page shows them; the last is included. */
export interface WordSpan {
  readonly id: number;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly className: string;
}

// A ">" in double quotes does not end a tag.
const TAG = /<(?:[^>"]|"[^"]*")*>/g;
const VOID = /^<(?:br|img|hr)\b/;

/**
 * Wraps words of a paragraph's HTML in `<span data-claim>`. Text and words stay the same, so the n-th word
 * stays the n-th. A span is closed before each tag and opened again after it, so elements stay nested; the
 * last word of a claim is also in a `.claim-end`. Expects HTML that toHtml wrote; returns it unchanged if the
 * words are not in it.
 */
export function markClaims(html: string, spans: readonly WordSpan[]): string {
  if (spans.length === 0) return html;
  const parts = readParts(html);
  const text = parts.map(({ text }) => text).join("");
  const words = shownWords(text);
  const ranges = spans.flatMap(({ id, firstWord, lastWord, className }) => {
    const [first, last] = [words[firstWord], words[lastWord]];
    return first && last && first.start < last.end
      ? [{ id, className, start: first.start, end: last.end }]
      : [];
  });
  // If two claims overlap, the later one is cut, so that spans never nest.
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  let at = 0;
  return parts
    .map(({ source, text: shown, isText }) => {
      const from = at;
      at += shown.length;
      return isText ? markText(source, shown, from, ranges) : source;
    })
    .join("");
}

interface Part {
  readonly source: string;
  /** The characters of this part that count as the page's text. */
  readonly text: string;
  readonly isText: boolean;
}

const REFERENCE = /&(?:#x[0-9a-f]+|#\d+|[a-z]+);/gi;

/**
 * Splits HTML into tags and texts. The content of a mark is not part of the paragraph's words; a mark
 * separates the words around it.
 */
function readParts(html: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let depth = 0;
  const take = (end: number) => {
    const source = html.slice(at, end);
    // One character for each reference, so that offsets count shown characters.
    if (source !== "")
      parts.push({ source, text: depth > 0 ? "" : source.replace(REFERENCE, REFERRED), isText: depth === 0 });
    at = end;
  };
  for (const match of html.matchAll(TAG)) {
    take(match.index);
    const [tag] = match;
    const opens = !tag.startsWith("</") && !VOID.test(tag);
    const isMark = opens && tag.includes(` ${MARK}=`);
    if (depth > 0 || isMark) depth += opens ? 1 : tag.startsWith("</") ? -1 : 0;
    at = match.index + tag.length;
    parts.push({ source: tag, text: isMark || VOID.test(tag) ? " " : "", isText: false });
  }
  take(html.length);
  return parts;
}

/**
 * The character for a reference. For &amp; and the like it must not be a letter, which would turn signs into
 * words.
 */
const REFERRED = (reference: string) =>
  /^&(?:#x?[0-9a-f]+|nbsp);$/i.test(reference) ? decoded(reference) : "&";

function decoded(reference: string): string {
  if (/^&nbsp;$/i.test(reference)) return "\u00a0";
  const hex = /^&#x/i.test(reference);
  const code = Number.parseInt(reference.slice(hex ? 3 : 2, -1), hex ? 16 : 10);
  const character = code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "&";
  return character.length === 1 ? character : "&";
}

/**
 * The last word of a text, which must not be separated from the sign after it. Empty if the word is too long
 * for a line, or its script has no spaces, so that lines break anywhere.
 */
const lastWordOf = (text: string) => /(?<!\S)[!-\u0dff\u2010-\u20cf]{1,16}$/.exec(text)?.[0] ?? "";

function markText(
  source: string,
  shown: string,
  from: number,
  ranges: readonly { id: number; className: string; start: number; end: number }[],
): string {
  // The offset in the source of each shown character.
  const places: number[] = [];
  let at = 0;
  for (const match of source.matchAll(REFERENCE)) {
    while (at < match.index) places.push(at++);
    places.push(match.index);
    at = match.index + match[0].length;
  }
  while (at <= source.length) places.push(at++);
  let out = "";
  let done = 0;
  for (const { id, className, start, end } of ranges) {
    const a = Math.max(start - from, done);
    const b = Math.min(end - from, shown.length);
    if (a >= b) continue;
    const written = (begin: number, finish: number) =>
      source.slice(places[begin] ?? 0, places[finish] ?? source.length);
    // The last span of a claim has its sign, kept together with the last word.
    const last = b === end - from ? b - lastWordOf(shown.slice(a, b)).length : undefined;
    const marked =
      last === undefined
        ? written(a, b)
        : `${written(a, last)}<span class="claim-end">${written(last, b)}</span>`;
    out += `${written(done, a)}<span ${CLAIM}="${id}" class="${className}">${marked}</span>`;
    done = b;
  }
  return out + source.slice(places[done] ?? 0);
}
