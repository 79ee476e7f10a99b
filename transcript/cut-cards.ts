import { SYLLABLE, syllables } from "./speech";
import type { TimedToken } from "./timed-tokens";

/** The size of a caption. */
export interface Shape {
  /** Characters in a line. */
  readonly line: number;
  readonly lines: number;
}

/** The rules for captions that subtitlers keep: seconds on the screen, and characters that are read in a second. */
export const CAPTION_RULES = { least: 1, most: 7, characters: 20 } as const;

const SENTENCE_END = /[.?!…。！？]["'’”)\]]*$/;
const CLAUSE_END = /[,;:—–)\]、，；：]["'’”]*$|--$/;

// What a cut costs. A card more costs 1; fewer cards are better, but none that ends in the middle of a phrase.
const IN_CLAUSE = 0.9;
const AT_CLAUSE = 0.25;
const TOO_SHORT = 4;
// A card of one word that is not alone in its paragraph.
const LONELY = 1;
// Nobody reads more: bounds the work on a paragraph.
const MOST_TOKENS = 60;

/**
 * Cuts the tokens of a paragraph into cards that fit the shape and last at most 7 seconds, where that is possible:
 * the cuts that cost the least together. They prefer the ends of sentences and clauses, and no card of less than a
 * second.
 *
 * @param ends when each token's speech ends, in seconds
 */
export function cutCards(
  tokens: readonly TimedToken[],
  shape: Shape,
  ends: readonly number[],
): TimedToken[][] {
  const count = tokens.length;
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(count + 1);
  best[0] = 0;
  for (let i = 0; i < count; i++) {
    const base = best[i] ?? 0;
    const begin = tokens[i]?.start ?? 0;
    let [lines, width] = [1, 0];
    for (let j = i; j < count && j - i < MOST_TOKENS; j++) {
      const token = tokens[j];
      if (!token) break;
      const own = widthOf(token.text);
      const longer = width === 0 ? own : width + own + (token.spaced ? 1 : 0);
      if (width > 0 && longer > shape.line) {
        lines++;
        width = own;
      } else width = longer;
      const end = ends[j] ?? begin;
      if (j > i && (lines > shape.lines || end - begin > CAPTION_RULES.most)) break;
      const until = tokens[j + 1]?.start ?? end;
      const cost = base + 1 + costOf(token.text, j + 1 === count, until - begin, j - i);
      if (cost < (best[j + 1] ?? 0)) {
        best[j + 1] = cost;
        from[j + 1] = i;
      }
    }
  }
  const cards: TimedToken[][] = [];
  for (let end = count; end > 0; end = from[end] ?? 0) cards.push(tokens.slice(from[end] ?? 0, end));
  return cards.reverse();
}

function costOf(text: string, isLast: boolean, seconds: number, more: number): number {
  const cut = isLast || SENTENCE_END.test(text) ? 0 : CLAUSE_END.test(text) ? AT_CLAUSE : IN_CLAUSE;
  return cut + (seconds < CAPTION_RULES.least ? TOO_SHORT : 0) + (more === 0 && !isLast ? LONELY : 0);
}

export const widthOf = (text: string): number => {
  let width = 0;
  for (const _ of text) width++;
  return width;
};

/**
 * Lines of at most `line` characters. A token without a space before it stays on its neighbour's line if both
 * fit.
 */
export function wrapTokens<T extends Pick<TimedToken, "text" | "spaced">>(
  tokens: readonly T[],
  line: number,
): T[][] {
  const lines: T[][] = [];
  let width = 0;
  for (const token of tokens) {
    const own = widthOf(token.text);
    const longer = width === 0 ? own : width + own + (token.spaced ? 1 : 0);
    const last = lines.at(-1);
    if (last && longer <= line) {
      last.push(token);
      width = longer;
    } else {
      lines.push([token]);
      width = own;
    }
  }
  return lines;
}

// A word is said to its end, and then heard for a moment.
const SLOWEST = 1.6;
const AFTER = 0.25;

/**
 * When a token's speech ends: where its word ends if that is known, else where the next token begins, unless more time
 * lies between than anyone takes for a word.
 */
export function speechEnd(token: TimedToken, next: number, known: number | null): number {
  if (known !== null && known > token.start) return Math.min(known, Math.max(next, token.start));
  const most = token.start + syllables(token.text) * SYLLABLE * SLOWEST + AFTER;
  return Math.max(token.start, Math.min(next, most));
}
