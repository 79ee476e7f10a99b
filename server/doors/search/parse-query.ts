import { isInflected, tokenise } from "./tokenise";

/** One condition of a query: text that a passage must contain, or must not. */
export interface Term {
  /**
   * `word`: the word in any of its English forms. `phrase`: exactly these words in this order. `prefix`: a
   * word that begins with this.
   */
  readonly kind: "word" | "phrase" | "prefix";
  /** Keys of `tokenise`: one, or several for a phrase. */
  readonly keys: readonly string[];
  readonly excluded: boolean;
}

/** The terms of a query, or why it cannot be searched for. */
export type ParsedQuery =
  | { readonly ok: true; readonly terms: readonly Term[] }
  | { readonly ok: false; readonly reason: "empty" | "too-long" | "no-words" | "only-excluded" };

/** Longer than anybody types; a sentence of the longest transcripts fits. */
export const LONGEST_QUERY = 300;
const MOST_TERMS = 32;
// One letter begins a fifth of all words: looking them all up takes too long.
const SHORTEST_PREFIX = 2;

// An unclosed quotation ends with the query.
const PART = /(?<excluded>(?<!\S)[-−])?(?:["“”„](?<phrase>[^"“”„]*)["“”„]?|(?<word>[^\s"“”„]+))/gu;

interface Options {
  /** Whether the last word is still being typed, so it also matches longer words. */
  readonly typing?: boolean;
}

/**
 * Parses a query: `words that must all occur`, `"a phrase"`, `begin*`, `-excluded`. Nothing else is an error:
 * other signs separate words, as in the transcripts.
 */
export function parseQuery(query: string, { typing = false }: Options = {}): ParsedQuery {
  const trimmed = query.trim();
  if (trimmed === "") return { ok: false, reason: "empty" };
  if (trimmed.length > LONGEST_QUERY) return { ok: false, reason: "too-long" };
  const found = new Map<string, Term>();
  for (const match of trimmed.matchAll(PART)) {
    const term = termOf(match, typing && match.index + match[0].length === trimmed.length);
    if (term) found.set(JSON.stringify(term), term);
  }
  const terms = [...found.values()].slice(0, MOST_TERMS);
  if (terms.length === 0) return { ok: false, reason: "no-words" };
  if (terms.every(({ excluded }) => excluded)) return { ok: false, reason: "only-excluded" };
  return { ok: true, terms };
}

function termOf({ groups = {} }: RegExpMatchArray, typing: boolean): Term | undefined {
  const excluded = groups.excluded !== undefined;
  const keys = tokenise(groups.phrase ?? groups.word ?? "").map(({ key }) => key);
  const [first, ...others] = keys;
  if (first === undefined) return undefined;
  if (groups.phrase !== undefined || others.length > 0) return { kind: "phrase", keys, excluded };
  const begins = (typing || groups.word?.endsWith("*")) && first.length >= SHORTEST_PREFIX;
  return { kind: begins ? "prefix" : "word", keys, excluded };
}

/** The keys of a query that are searched by stem. */
export function keysToStem(terms: readonly Term[]): string[] {
  return [
    ...new Set(terms.filter(({ kind }) => kind === "word").flatMap(({ keys }) => keys.filter(isInflected))),
  ];
}
