import { z } from "zod";
import { controlCharacters } from "@/transcript";
import type { Said } from "./fields";

// As long as pages can show and feeds send.
const LONGEST = { title: 500, description: 10_000, address: 2000, name: 200, role: 100, type: 200 };
const MOST_CHAPTERS = 1000;
const MOST_PEOPLE = 100;
const MOST_CATEGORIES = 20;
const LONGEST_DURATION = 10 * 24 * 3600;
/** PostgreSQL's `integer`, which no season needs. */
const MOST = 2_147_483_647;

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(
      (text) => controlCharacters(text).length === 0 && !/[\n\r]/.test(text) && !/\p{Cs}/u.test(text),
      "it holds characters that are no text",
    );
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine(
      (value) => !value.includes("\0") && !/\p{Cs}/u.test(value),
      "it holds characters that are no text",
    );
/** Without a name or a password, which the site would keep readable. */
const address = z
  .url({ protocol: /^https?$/ })
  .max(LONGEST.address)
  .refine((url) => URL.canParse(url) && new URL(url).username === "" && new URL(url).password === "");

const chapter = z.strictObject({
  start: z.number().min(0).max(LONGEST_DURATION).describe("Seconds from the beginning of the audio."),
  title: line(LONGEST.title),
  link: address.nullable().default(null),
  image: address.nullable().default(null),
});
const person = z.strictObject({
  name: line(LONGEST.name),
  role: line(LONGEST.role).default("host").describe("A role of the Podcast Taxonomy, in lower case."),
  group: line(LONGEST.role).default("cast"),
  link: address.nullable().default(null),
  image: address.nullable().default(null),
});
const audio = z.strictObject({
  url: address,
  type: line(LONGEST.type).nullable().default(null).describe("Its media type."),
  bytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
});

/** What people may set of an episode; null takes a value away. */
export const episodeValues = z.strictObject({
  title: line(LONGEST.title),
  description: text(LONGEST.description).nullable(),
  publishedAt: z.iso.datetime({ offset: true }).nullable(),
  audio: audio.nullable(),
  duration: z.number().positive().max(LONGEST_DURATION).nullable().describe("Seconds."),
  link: address.nullable().describe("The episode's page on the show's own site."),
  season: z.int().min(0).max(MOST).nullable(),
  number: z.number().min(0).max(MOST).nullable(),
  artwork: address.nullable(),
  explicit: z.boolean().nullable(),
  chapters: z.array(chapter).max(MOST_CHAPTERS),
  people: z.array(person).max(MOST_PEOPLE),
});

/** What people may set of a show; null takes a value away. */
export const showValues = z.strictObject({
  title: line(LONGEST.title),
  description: text(LONGEST.description).nullable(),
  author: line(LONGEST.name).nullable(),
  link: address.nullable().describe("The show's own site."),
  artwork: address.nullable(),
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
    .describe("BCP 47."),
  explicit: z.boolean().nullable(),
  categories: z.array(line(LONGEST.name)).max(MOST_CATEGORIES),
  people: z
    .array(person)
    .max(MOST_PEOPLE)
    .describe("Its hosts and makers: those of episodes that name nobody."),
});

type EpisodeValues = z.output<typeof episodeValues>;
type ShowValues = z.output<typeof showValues>;

/** The values of an episode by field and column, for `editFields`. Fields that are not given are left out. */
export function episodeColumns(values: Partial<EpisodeValues>): Record<string, Said> {
  const { audio: sound, chapters, people, artwork, duration, publishedAt, ...plain } = values;
  return {
    ...columnsOf(plain),
    ...(publishedAt !== undefined && {
      publishedAt: { publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString() },
    }),
    ...(artwork !== undefined && { artwork: { artworkUrl: artwork } }),
    ...(duration !== undefined && { duration: { durationSeconds: duration } }),
    ...(sound !== undefined && {
      audio: {
        audioUrl: sound?.url ?? null,
        audioType: sound?.type ?? null,
        audioBytes: sound?.bytes ?? null,
      },
    }),
    ...(chapters && {
      chapters: {
        chapters: chapters
          .map(({ start, title, link, image }) => ({ startSeconds: start, title, link, imageUrl: image }))
          .sort((a, b) => a.startSeconds - b.startSeconds),
      },
    }),
    ...(people && { people: credited(people) }),
  };
}

const credited = (people: EpisodeValues["people"]) => ({
  people: people.map(({ name, role, group, link, image }) => ({
    ...{ name, role, group, imageUrl: image, href: link },
  })),
});

/** The values of a show by field and column, for `editFields`. */
export function showColumns({ artwork, people, ...plain }: Partial<ShowValues>): Record<string, Said> {
  return {
    ...columnsOf(plain),
    ...(artwork !== undefined && { artwork: { artworkUrl: artwork } }),
    ...(people && { people: credited(people) }),
  };
}

/** Fields that have one column of their own name. An empty text is none. */
const columnsOf = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { [name]: value === "" ? null : value }]),
  );
