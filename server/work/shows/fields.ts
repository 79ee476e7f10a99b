/**
 * The fields of an episode that can be edited here, each with its columns. `chapters` and `people` are lists of their own
 * tables.
 */
export const EPISODE_FIELDS = {
  title: ["title"],
  description: ["description"],
  publishedAt: ["publishedAt"],
  audio: ["audioUrl", "audioType", "audioBytes"],
  duration: ["durationSeconds"],
  link: ["link"],
  season: ["season"],
  number: ["number"],
  artwork: ["artworkUrl"],
  explicit: ["explicit"],
  chapters: ["chapters"],
  people: ["people"],
} as const;

/** The fields of a show that can be edited here, each with its columns. */
export const SHOW_FIELDS = {
  title: ["title"],
  description: ["description"],
  author: ["author"],
  link: ["link"],
  artwork: ["artworkUrl"],
  language: ["language"],
  explicit: ["explicit"],
  categories: ["categories"],
  people: ["people"],
} as const;

/** Fields with the columns that each has. */
export type Fields = Readonly<Record<string, readonly string[]>>;

/** Values by the names of their columns, as JSON can hold them. */
export type Said = Readonly<Record<string, unknown>>;

/** A value as JSON can hold it: dates in ISO 8601, numbers of bytes as numbers. */
export function asJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? Number(value) : (value ?? null);
}

/** A column's value out of JSON. */
export function fromJson(column: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (column === "publishedAt") return new Date(String(value));
  return column === "audioBytes" ? BigInt(Number(value)) : value;
}
