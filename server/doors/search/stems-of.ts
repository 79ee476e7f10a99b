import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { keysToStem, type Term } from "./parse-query";
import type { Stems } from "./to-ts-queries";

// A word's stem never changes. An empty stem marks a stop word.
const cache = new LRUCache<string, string>({ max: 10_000 });

/** Finds the stems of a query's words with the same configuration that indexed the passages. */
export async function stemsOf(db: Reader, terms: readonly Term[]): Promise<Stems> {
  const keys = keysToStem(terms);
  const unknown = keys.filter((key) => !cache.has(key));
  if (unknown.length > 0) {
    const rows = await db.$queryRaw<{ key: string; stems: string[] }[]>`
      SELECT key, tsvector_to_array(to_tsvector('english', key)) AS stems FROM unnest(${unknown}::text[]) AS n (key)`;
    for (const { key, stems } of rows) cache.set(key, stems[0] ?? "");
  }
  const stems = new Map<string, string | null>();
  for (const key of keys) stems.set(key, cache.get(key) || null);
  // A word without a stem, such as "2021", is searched as it is.
  for (const { kind, keys: all } of terms)
    if (kind === "word") for (const key of all) if (!stems.has(key)) stems.set(key, key);
  return stems;
}
