import type { Term } from "./parse-query";

/** The stems of words as PostgreSQL gives them; none for a word that is in nearly every sentence. */
export type Stems = ReadonlyMap<string, string | null>;

/** A query as PostgreSQL reads it: what must be met, what is ranked by, and what is best of all. */
export interface TsQueries {
  /** None where only words are left that are in nearly every sentence. */
  readonly match: string | null;
  /** Its words by their stems, for the density of the hits. */
  readonly rank: string;
  /** All that was asked for word for word, and in this order. */
  readonly together: string;
}

/**
 * Puts terms into PostgreSQL's language of queries. Keys hold nothing but letters and digits, so that nothing a
 * user types can be an operator.
 */
export function toTsQueries(terms: readonly Term[], stems: Stems): TsQueries {
  const wanted = terms.filter(({ excluded }) => !excluded);
  const one = (term: Term) => lexemes(term, stems);
  const match = [
    ...wanted.flatMap(one),
    ...terms.filter(({ excluded }) => excluded).flatMap((term) => one(term).map((query) => `!(${query})`)),
  ];
  const kept = wanted.flatMap(one);
  return {
    match: kept.length > 0 ? match.join(" & ") : null,
    rank: kept.join(" & "),
    together: wanted
      .flatMap(({ kind, keys }) => keys.map((key) => (kind === "prefix" ? `'${key}':*A` : `'${key}':A`)))
      .join(" <-> "),
  };
}

function lexemes({ kind, keys }: Term, stems: Stems): string[] {
  if (kind === "phrase") return [`(${keys.map((key) => `'${key}':A`).join(" <-> ")})`];
  const [key = ""] = keys;
  if (kind === "prefix") return [`'${key}':*A`];
  const stem = stems.get(key);
  if (stem === null) return [];
  return [`'${stem ?? key}'`];
}
