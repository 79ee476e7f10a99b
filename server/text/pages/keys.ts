import type { Scope } from "./scope-name";

export interface Kind {
  /** Whose state it is kept under. */
  readonly of: Scope["of"];
  /** What tells it from others of its kind in the same scope. */
  readonly by: readonly string[];
  readonly what: string;
  /** The part of the store that all of its kind may take, where anybody can ask for as many as they like. */
  readonly share?: number;
}

/**
 * Everything that is kept, by the first word of its key. This is the one list; the table in README.md is drawn from it
 * (tests/server/pages/keys.test.ts).
 */
export const KEYS = {
  "episode-page": { of: "episode", by: [], what: "an episode's page" },
  "embed-page": { of: "episode", by: [], what: "the player for other sites' pages" },
  text: { of: "episode", by: ["address"], what: "the text of a page, which its address names" },
  "show-page": {
    of: "show",
    by: ["page", "day"],
    what: "a show's page; it says how long decisions took of late",
  },
  home: { of: "site", by: [], what: "the first page" },
  transcript: {
    of: "episode",
    by: ["format", "revision", "by words", "characters in a line"],
    what: "a transcript in one of its formats",
  },
  "transcript-version": {
    of: "episode",
    by: ["its name"],
    what: "a transcript under the name of its version, as feed.xml has it",
  },
  "word-starts": {
    of: "episode",
    by: ["revision", "way of timing"],
    what: "when each word of a page begins",
  },
  chapters: { of: "episode", by: [], what: "chapters.json" },
  claims: { of: "episode", by: [], what: "claims.jsonld" },
  "share-image": { of: "episode", by: [], what: "the image that a shared link shows" },
  oembed: { of: "episode", by: ["address", "width", "height"], what: "an episode's oEmbed description" },
  feed: { of: "show", by: ["feed.xml or changes.xml"], what: "a show's feeds" },
  sitemap: { of: "site", by: [], what: "sitemap.xml" },
  robots: { of: "site", by: [], what: "robots.txt" },
  "person-page": { of: "person", by: [], what: "a person's credits" },
  search: {
    of: "site",
    by: ["query"],
    what: "the first page of a search; all of them take at most an eighth of the store",
    share: 1 / 8,
  },
  survey: { of: "surveys", by: ["survey", "question"], what: "a survey's statistics as CSV" },
  "claims-feed": { of: "site", by: [], what: "the newest claims as Atom" },
  "claims-csv": { of: "site", by: [], what: "all claims as CSV" },
  api: { of: "site", by: ["address"], what: "an answer of the API to a read without a token" },
} as const satisfies Record<string, Kind>;

export type KeyName = keyof typeof KEYS;

/** What a kept thing of a kind is found by. */
export interface KeyOf<Name extends KeyName> {
  readonly name: Name;
  readonly scope: Extract<Scope, { readonly of: (typeof KEYS)[Name]["of"] }>;
  /** The values of what `KEYS` lists under `by`, in that order; all but the day. */
  readonly by?: readonly string[];
  /** BCP 47; none where it is in its own language. Nothing is kept in others yet. */
  readonly language?: string;
  /** Who may see it; none where everybody may. Nothing else is kept yet. */
  readonly audience?: string;
}

/** What a kept thing is found by. */
export type Key = { readonly [Name in KeyName]: KeyOf<Name> }[KeyName];

// Of a key that is held on to, such as an address's: most are asked for again in the same state.
const written = new WeakMap<Key, { readonly state: string; readonly day: string; readonly line: string }>();

/** A key, the state of its scope, and the day where the thing depends on it, in one line. */
export function writeKey(key: Key, state: string): string {
  const { name, scope, by = [], language = "", audience = "" } = key;
  const { by: parts }: Kind = KEYS[name];
  const day = parts.includes("day") ? new Date().toISOString().slice(0, 10) : "";
  const before = written.get(key);
  if (before?.state === state && before.day === day) return before.line;
  const line = JSON.stringify([name, ...Object.values(scope), ...by, day, language, audience, state]);
  written.set(key, { state, day, line });
  return line;
}
