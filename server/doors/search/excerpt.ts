import type { Token } from "./tokenise";

/** A stretch of text that is or is not what was looked for. */
export interface ExcerptPart {
  readonly text: string;
  readonly marked: boolean;
}

/** What a hit shows of its passage. */
export interface Excerpt {
  readonly parts: readonly ExcerptPart[];
  /** Whether the passage goes on before and behind it. */
  readonly opens: boolean;
  readonly closes: boolean;
  /** The first marked word in it, by its place among the passage's words. */
  readonly first: number;
}

// About three lines on a screen: enough to understand, few enough to look over twenty of them.
const WORDS = 42;
// How many of them come before the first mark.
const BEFORE = 12;

/**
 * Cuts out of a passage the stretch that holds the most of what was looked for, the earliest of those.
 *
 * @param marks for each place of a word that is to be marked, the number of the term it meets
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
  // A passage that is a little longer than that is shown whole, and where a sentence begins on the way to the
  // first mark, the excerpt begins with it.
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
    // Words of one phrase are marked as one, with what is between them.
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
    parts,
    opens: from > 0,
    closes: to < tokens.length,
    first: places.find((place) => place >= from) ?? 0,
  };
}

/** How many words to pass over to come to where a sentence begins; none where none does. */
function sentenceStart(text: string, tokens: readonly Token[]): number {
  for (let i = 1; i < tokens.length; i += 1) {
    const between = text.slice(tokens[i - 1]?.end, tokens[i]?.start);
    if (/[.!?…]["”’)]*\s/.test(between)) return i;
  }
  return 0;
}

/** The mark from which on most terms, and then most marks, are within reach. */
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
