import type { Reader } from "@/server/db";
import { editDistance } from "./edit-distance";
import { parseQuery } from "./parse-query";
import { searchIn, type Wanted } from "./search";
import { tokenise } from "./tokenise";

// The nearest words by trigrams; edit distance then chooses among them.
const NEIGHBOURS = 40;
// The most suggestions that are tried, each with a search.
const ATTEMPTS = 4;

/** How many typing errors a word may have: one per four letters. */
const tolerance = (word: string) => Math.min(3, Math.max(1, Math.floor(word.length / 4)));

/**
 * Suggests corrections for a query without results: its unknown words replaced by the most similar words of
 * the transcripts, or, if these do not occur together, each of them alone. Suggests only queries that find
 * something under the same filters. It has to be called within a transaction, as `searchIn`.
 *
 * @returns the suggested queries; empty if no word is similar enough
 */
export async function suggest(db: Reader, wanted: Wanted): Promise<string[]> {
  const parsed = parseQuery(wanted.query);
  if (!parsed.ok) return [];
  const finds = async (query: string) => {
    const found = await searchIn(db, { ...wanted, query, page: 1 });
    return found.ok && found.total > 0;
  };
  const keys = [...new Set(parsed.terms.filter(({ excluded }) => !excluded).flatMap((term) => term.keys))];
  const near = await neighbours(db, keys);
  const unknown = keys.filter((key) => near.get(key)?.[0]?.distance !== 0);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Each attempt uses the next neighbour of every unknown word.
    const put = new Map<string, string>();
    for (const key of unknown) {
      const candidates = near.get(key) ?? [];
      const candidate = candidates[Math.min(attempt, candidates.length - 1)];
      if (candidate) put.set(key, candidate.word);
    }
    if (put.size === 0) return [];
    const query = replaceWords(wanted.query, put);
    if (await finds(query)) return [query];
  }
  const alone: string[] = [];
  for (const key of unknown.slice(0, ATTEMPTS)) {
    const word = near.get(key)?.[0]?.word;
    if (word !== undefined && (await finds(word))) alone.push(word);
  }
  return alone;
}

interface Neighbour {
  readonly word: string;
  readonly distance: number;
}

/** The most similar words for each word, nearest first; a known word is its own neighbour at distance 0. */
async function neighbours(db: Reader, keys: readonly string[]): Promise<Map<string, Neighbour[]>> {
  const rows = await db.$queryRaw<{ key: string; words: string[] }[]>`
    SELECT key, ARRAY(SELECT word FROM spoken_words ORDER BY word <-> key LIMIT ${NEIGHBOURS}::int) AS words
    FROM unnest(${keys}::text[]) AS n (key)`;
  return new Map(
    rows.map(({ key, words }) => {
      const all = words.map((word) => ({ word, distance: editDistance(key, word) }));
      const near = all.filter(({ distance }) => distance <= tolerance(key));
      return [key, near.sort((a, b) => a.distance - b.distance)] as const;
    }),
  );
}

/** Keeps the rest of the query, such as quotes and signs, as it was typed. */
function replaceWords(query: string, put: ReadonlyMap<string, string>): string {
  let replaced = "";
  let at = 0;
  for (const { start, end, key } of tokenise(query)) {
    const word = put.get(key);
    if (word === undefined) continue;
    replaced += query.slice(at, start) + word;
    at = end;
  }
  return replaced + query.slice(at);
}
