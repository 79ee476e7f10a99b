import type { Term } from "./parse-query";
import type { Stems } from "./to-ts-queries";
import type { Token } from "./tokenise";

/** A lexeme of the query and its positions in a passage's vector, from 1. */
export interface Occurrence {
  readonly lexeme: string;
  readonly positions: readonly number[];
}

/**
 * The words of a passage that match a query's terms: word indexes from 0, each with the numbers of the terms
 * it matches.
 *
 * @param occurrences positions of the query's stems; a position above the number of words belongs to a stem
 */
export function findMarks(
  tokens: readonly Token[],
  terms: readonly Term[],
  stems: Stems,
  occurrences: readonly Occurrence[],
): Map<number, Set<number>> {
  const marks = new Map<number, Set<number>>();
  const mark = (place: number, term: number) => {
    if (place < 0 || place >= tokens.length) return;
    const known = marks.get(place) ?? new Set();
    marks.set(place, known.add(term));
  };
  for (const [number, { kind, keys, excluded }] of terms.entries()) {
    if (excluded) continue;
    const [key = ""] = keys;
    if (kind === "word") {
      const stem = stems.get(key);
      if (stem === null) continue;
      for (const { lexeme, positions } of occurrences) {
        if (lexeme !== (stem ?? key)) continue;
        for (const at of positions) mark((at > tokens.length ? at - tokens.length : at) - 1, number);
      }
    } else {
      tokens.forEach((_, place) => {
        if (!keys.every((each, offset) => meets(tokens[place + offset], each, kind))) return;
        for (const offset of keys.keys()) mark(place + offset, number);
      });
    }
  }
  return marks;
}

const meets = (token: Token | undefined, key: string, kind: Term["kind"]) =>
  token !== undefined && (kind === "prefix" ? token.key.startsWith(key) : token.key === key);
