import type { Database } from "@/server/db";
import { editDistance } from "./edit-distance";
import { parseQuery } from "./parse-query";
import { search, type Wanted } from "./search";
import { tokenise } from "./tokenise";

// The nearest by their letters in threes; which of them is meant, their letters one by one then tell.
const NEIGHBOURS = 40;
// As many as are tried out, each with a search.
const ATTEMPTS = 4;

/** How many mistakes a word may hold: one in four letters, as people type. */
const tolerance = (word: string) => Math.min(3, Math.max(1, Math.floor(word.length / 4)));

/**
 * What may have been meant by a query that finds nothing: the same with its unknown words in place of those that
 * are most like them in the transcripts, or, where these do not occur together, each of them alone. Only what finds
 * something where the query looked is suggested.
 *
 * @returns the queries to suggest; none where nothing is near enough
 */
export async function suggest(db: Database, wanted: Wanted): Promise<string[]> {
  const parsed = parseQuery(wanted.query);
  if (!parsed.ok) return [];
  const finds = async (query: string) => {
    const found = await search(db, { ...wanted, query, page: 1 });
    return found.ok && found.total > 0;
  };
  const keys = [...new Set(parsed.terms.filter(({ excluded }) => !excluded).flatMap((term) => term.keys))];
  const near = await neighbours(db, keys);
  const unknown = keys.filter((key) => near.get(key)?.[0]?.distance !== 0);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Each attempt moves on to the next neighbour of every word that has one.
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

/** For each word those most like it, the nearest first; the word itself, where it is known, at a distance of 0. */
async function neighbours(db: Database, keys: readonly string[]): Promise<Map<string, Neighbour[]>> {
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

/** Everything else of the query, its quotes and signs, stays as it was typed. */
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
