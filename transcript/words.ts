import { type Display, display, HIDDEN, type Sound } from "./display";
import type { Segment } from "./model";

/** A word that is spoken. */
export interface Word {
  /** Where it stands in the body, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** As it is shown: emphasis and escapes taken out, character references read. */
  readonly text: string;
}

// A letter or digit, with the signs that are said with it ("$5", "37%", "C++") and those that hold two parts
// together ("don't", "open-source", "4,300", "changelog.com"). A dash or an ellipsis parts words. NUL is what is
// not shown inside a word.
const CORE = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}\0]*`;
const JOINT = String.raw`(?:[-'’./@&_:=?~\\]\0*|(?<=\p{N}\0*),\0*(?=\p{N})|:\/\/)`;
const WORD = new RegExp(String.raw`[$€£#@]?${CORE}(?:${JOINT}${CORE})*(?:%|\+{1,2}|#)?`, "gu");
// Nearly all bodies are ASCII with a few typographic signs: the same without Unicode tables is four times as fast.
const ASCII_WORD =
  /[$€£#@]?[A-Za-z0-9][A-Za-z0-9\0]*(?:(?:[-'’./@&_:=?~\\]\0*|(?<=[0-9]\0*),\0*(?=[0-9])|:\/\/)[A-Za-z0-9][A-Za-z0-9\0]*)*(?:%|\+{1,2}|#)?/g;
const BEYOND_ASCII = /[^\0-\x7f’‘“”…–—€£]/;

/** The words of a display, in order; what stands in a sound is none. */
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
 * The spoken words of a body, in order, with where they stand in its source. No words are: timestamps and gaps
 * (and the "to" between two timestamps), bracketed sounds, URLs of links, images, HTML tags, and the signs of
 * emphasis, code, headings, lists and quotes.
 */
export function words(body: string): Word[] {
  return wordsOf(display(body));
}

// Kept as long as the segment is: most segments of a text are those of the one before.
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

/** A stretch of display text as one line: what is hidden taken out, white space made single. */
export function flatten(text: string): string {
  return text.replaceAll(HIDDEN, "").replace(/\s+/g, " ").trim();
}

/** A body as a reader sees it, on one line and without timestamps and gaps; sounds stay: `[laughs] Yes.` */
export function plainText(body: string): string {
  return flatten(display(body).text);
}
