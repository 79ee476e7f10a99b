import { spellOut } from "./passages-of";
import type { Token } from "./tokenise";

/** A piece of an excerpt; marked if it matches the query. */
export interface ExcerptPart {
  readonly text: string;
  readonly marked: boolean;
}

/** The part of a passage that a hit shows. */
export interface Excerpt {
  readonly parts: readonly ExcerptPart[];
  /** Whether the passage has more text before and after the excerpt. */
  readonly opens: boolean;
  readonly closes: boolean;
  /** The index of the first marked word among the passage's words. */
  readonly first: number;
}

// About three lines on a screen: enough to understand, short enough to scan twenty of them.
const WORDS = 42;
// Words shown before the first mark.
const BEFORE = 12;

/**
 * Cuts from a passage the stretch that matches the most terms, the earliest of equal ones.
 *
 * @param marks for each marked word's index, the numbers of the terms that it matches
 */
export function excerpt(
  text: string,
  tokens: readonly Token[],
  marks: ReadonlyMap<number, ReadonlySet<number>>,
): Excerpt {
  const places = [...marks.keys()].sort((a, b) => a - b);
  const first = bestStart(places, marks);
  let from = Math.max(0, first - BEFORE);
  if (tokens.length - from < WORDS) from = Math.max(0, tokens.length - WORDS);
  // A passage only slightly longer is shown whole. If a sentence begins before the first mark, the excerpt
  // begins there.
  if (from <= 4) from = 0;
  else from += sentenceStart(text, tokens.slice(from, first + 1));
  let to = Math.min(tokens.length, from + WORDS);
  if (tokens.length - to <= 4) to = tokens.length;

  const begin = from === 0 ? 0 : (tokens[from]?.start ?? 0);
  const end = to === tokens.length ? text.length : (tokens[to - 1]?.end ?? text.length);
  const parts: ExcerptPart[] = [];
  let at = begin;
  for (const place of places) {
    const token = tokens[place];
    if (!token || place < from || place >= to) continue;
    // Words of one phrase are marked together with the text between them.
    const last = parts.at(-1);
    const between = text.slice(at, token.start);
    if (last?.marked && marks.has(place - 1) && /^[\s./_-]?$/.test(between)) {
      parts[parts.length - 1] = {
        text: last.text + between + text.slice(token.start, token.end),
        marked: true,
      };
    } else {
      if (between !== "") parts.push({ text: between, marked: false });
      parts.push({ text: text.slice(token.start, token.end), marked: true });
    }
    at = token.end;
  }
  if (at < end) parts.push({ text: text.slice(at, end), marked: false });
  return {
    parts: parts.map((part) => ({ ...part, text: spellOut(part.text) })),
    opens: from > 0,
    closes: to < tokens.length,
    first: places.find((place) => place >= from) ?? 0,
  };
}

/** How many words to skip to reach the start of a sentence; 0 if there is none. */
function sentenceStart(text: string, tokens: readonly Token[]): number {
  for (let i = 1; i < tokens.length; i += 1) {
    const between = text.slice(tokens[i - 1]?.end, tokens[i]?.start);
    if (/[.!?…]["”’)]*\s/.test(between)) return i;
  }
  return 0;
}

/** The first mark of the stretch with the most terms, then the most marks. */
function bestStart(places: readonly number[], marks: ReadonlyMap<number, ReadonlySet<number>>): number {
  let best = { place: places[0] ?? 0, terms: 0, count: 0 };
  for (const [index, place] of places.entries()) {
    const near = [];
    for (let next = index; next < places.length && (places[next] ?? 0) - place < WORDS - BEFORE; next += 1)
      near.push(places[next] ?? 0);
    const terms = new Set(near.flatMap((at) => [...(marks.get(at) ?? [])])).size;
    if (terms > best.terms || (terms === best.terms && near.length > best.count))
      best = { place, terms, count: near.length };
  }
  return best.place;
}
