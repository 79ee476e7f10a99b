import { shownWords } from "@/transcript/shown-words";

/** Words of a paragraph that are to be marked, counted as the page shows them; the last is one of them. */
export interface WordSpan {
  readonly id: number;
  readonly firstWord: number;
  readonly lastWord: number;
  readonly className: string;
}

// In double quotes a ">" ends no tag.
const TAG = /<(?:[^>"]|"[^"]*")*>/g;
const VOID = /^<(?:br|img|hr)\b/;

/**
 * A paragraph's HTML with some of its words in `<span data-claim>`: text and words stay as they were, so that the n-th
 * word is still the n-th. A span is closed before each tag and opened again behind it, so that elements stay nested
 * whatever the words are in; the last word of a claim is in a `.claim-end` as well. It takes what toHtml wrote; where the
 * words are not there, the HTML comes back as it was.
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
  // Of two that overlap, the later one is cut: marks lie side by side.
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
  /** As many characters as the page's text has of it. */
  readonly text: string;
  readonly isText: boolean;
}

const REFERENCE = /&(?:#x[0-9a-f]+|#\d+|[a-z]+);/gi;

/** Tags and texts in turn. What stands in a mark is none of the paragraph's words, and parts those on its sides. */
function readParts(html: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  let depth = 0;
  const take = (end: number) => {
    const source = html.slice(at, end);
    // One unit for each reference, so that offsets count what is shown and not how it is written.
    if (source !== "")
      parts.push({ source, text: depth > 0 ? "" : source.replace(REFERENCE, REFERRED), isText: depth === 0 });
    at = end;
  };
  for (const match of html.matchAll(TAG)) {
    take(match.index);
    const [tag] = match;
    const opens = !tag.startsWith("</") && !VOID.test(tag);
    const isMark = opens && tag.includes(" data-mark=");
    if (depth > 0 || isMark) depth += opens ? 1 : tag.startsWith("</") ? -1 : 0;
    at = match.index + tag.length;
    parts.push({ source: tag, text: isMark || VOID.test(tag) ? " " : "", isText: false });
  }
  take(html.length);
  return parts;
}

/** What stands for a reference: a letter for &amp; and the like would make words of signs. */
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
 * What is not to be parted from the sign behind it. Nothing where it is too long for some line, or in a script that
 * writes without spaces, whose lines end anywhere.
 */
const lastWordOf = (text: string) => /(?<!\S)[!-\u0dff\u2010-\u20cf]{1,16}$/.exec(text)?.[0] ?? "";

function markText(
  source: string,
  shown: string,
  from: number,
  ranges: readonly { id: number; className: string; start: number; end: number }[],
): string {
  // Where each shown unit stands in the source.
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
    // The last of a claim's spans bears its sign, held to its last word.
    const last = b === end - from ? b - lastWordOf(shown.slice(a, b)).length : undefined;
    const marked =
      last === undefined
        ? written(a, b)
        : `${written(a, last)}<span class="claim-end">${written(last, b)}</span>`;
    out += `${written(done, a)}<span data-claim="${id}" class="${className}">${marked}</span>`;
    done = b;
  }
  return out + source.slice(places[done] ?? 0);
}
