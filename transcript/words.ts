import { type Display, display, HIDDEN, type Sound } from "./display";
import type { Segment } from "./model";

/** A word that is spoken. */
export interface Word {
  /** Where it stands in the body, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** As displayed: without emphasis and escapes, with character references decoded. */
  readonly text: string;
}

// A letter or digit, with the signs that are spoken with it ("$5", "37%", "C++") and those that join two
// parts ("don't", "open-source", "4,300", "changelog.com"). A dash or an ellipsis separates words. NUL stands
// for a hidden character inside a word.
const CORE = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}\0]*`;
const JOINT = String.raw`(?:[-'’./@&_:=?~\\]\0*|(?<=\p{N}\0*),\0*(?=\p{N})|:\/\/)`;
const WORD = new RegExp(String.raw`[$€£#@]?${CORE}(?:${JOINT}${CORE})*(?:%|\+{1,2}|#)?`, "gu");
// Nearly all bodies are ASCII with a few typographic signs; without Unicode tables, this pattern is four
// times as fast.
const ASCII_WORD =
  /[$€£#@]?[A-Za-z0-9][A-Za-z0-9\0]*(?:(?:[-'’./@&_:=?~\\]\0*|(?<=[0-9]\0*),\0*(?=[0-9])|:\/\/)[A-Za-z0-9][A-Za-z0-9\0]*)*(?:%|\+{1,2}|#)?/g;
const BEYOND_ASCII = /[^\0-\x7f’‘“”…–—€£]/;

/** The words of a display, in order; text in a sound does not count. */
export function wordsOf({ text, sounds }: Display): Word[] {
  const found: Word[] = [];
  const pattern = BEYOND_ASCII.test(text) ? WORD : ASCII_WORD;
  pattern.lastIndex = 0;
  let next = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = match.index;
    let sound = sounds[next];
    while (sound && sound.end <= start) sound = sounds[++next];
    if (sound && start >= sound.start) {
      pattern.lastIndex = sound.end;
      continue;
    }
    let raw = match[0];
    if (raw.includes(HIDDEN)) {
      let end = raw.length;
      while (raw[end - 1] === HIDDEN) end--;
      raw = raw.slice(0, end);
      found.push({ start, end: start + end, text: raw.replaceAll(HIDDEN, "") });
    } else {
      found.push({ start, end: start + raw.length, text: raw });
    }
  }
  return found;
}

/**
 * The spoken words of a body, in order, with their places in its source. These are not words: timestamps and
 * gaps (and the "to" between two timestamps), bracketed sounds, URLs of links, images, HTML tags, and the
 * signs of emphasis, code, headings, lists and quotes.
 */
export function words(body: string): Word[] {
  return wordsOf(display(body));
}

// Cached as long as the segment lives: most segments of a text are shared with the text before it.
const spoken = new WeakMap<Segment, number>();

/** How many spoken words a segment has. */
export function countSpoken(segment: Segment): number {
  const known = spoken.get(segment);
  if (known !== undefined) return known;
  const count = words(segment.body).length;
  spoken.set(segment, count);
  return count;
}

/** The bracketed sounds of a body, in order: `\[laughs\]`. */
export function sounds(body: string): readonly Sound[] {
  return display(body).sounds;
}

/** A stretch of display text as one line, without hidden characters, with single spaces. */
export function flatten(text: string): string {
  return text.replaceAll(HIDDEN, "").replace(/\s+/g, " ").trim();
}

/** A body on one line, as a reader sees it, without timestamps and gaps; sounds stay: `[laughs] Yes.` */
export function plainText(body: string): string {
  return flatten(display(body).text);
}
