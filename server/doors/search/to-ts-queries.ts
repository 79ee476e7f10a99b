import type { Term } from "./parse-query";

/** The stems of words, from PostgreSQL; null for a stop word. */
export type Stems = ReadonlyMap<string, string | null>;

/** A query in PostgreSQL's syntax, in three forms. */
export interface TsQueries {
  /** The condition that hits must match; null if the query has only stop words. */
  readonly match: string | null;
  /** The words by stem, for ranking by density. */
  readonly rank: string;
  /** All words exactly and in this order; hits that match it rank first. */
  readonly together: string;
}

/**
 * Converts terms to PostgreSQL's tsquery syntax. Keys hold only letters and digits, so nothing that a user
 * types can be an operator.
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
