import { z } from "zod";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";

// What the API takes and gives, each in one place: the same schemas check the input, type the answers and make
// the description. Times are seconds from the start of the audio; moments are RFC 3339.

const seconds = z.number().min(0);
const count = z.int().min(0);
const moment = z.iso.datetime({ precision: 3 });
const address = z.url();

export const showSlug = z.string().regex(SHOW_SLUG).max(100);
export const episodeSlug = z.string().regex(EPISODE_SLUG).max(100);
export const documentKind = z.enum(["transcript", "notes"]);

/** An episode as other things name it: `practicalai/147`. */
export const episodeName = z
  .string()
  .max(201)
  .regex(
    /^[a-z0-9][a-z0-9_-]*\/[A-Za-z0-9][A-Za-z0-9_-]*$/,
    "An episode is named as its address is: show/episode.",
  )
  .describe("Show and episode, as in the episode's address: practicalai/147.");

export const showSchema = z
  .strictObject({
    slug: showSlug,
    title: z.string(),
    description: z.string().nullable(),
    licence: z.string().nullable().describe("Of its transcripts."),
    language: z.string().describe("BCP 47."),
    episodes: count,
    words: count.describe("In the transcripts."),
    gaps: count.describe("Places in the transcripts that nobody could understand yet."),
    url: address,
    feed: address.describe("RSS 2.0 with the Podcast Namespace."),
    changes: address.describe("Atom: what was accepted lately."),
  })
  .meta({ id: "Show" });

export const documentSchema = z
  .strictObject({
    document: episodeName,
    kind: documentKind,
    path: z.string().describe("Where it lies in the git repository."),
    revision: z.int().min(1).describe("The number of the newest revision."),
    words: count,
    gaps: count,
    url: address,
  })
  .meta({ id: "Document" });

export const episodeSchema = z
  .strictObject({
    show: showSlug,
    slug: episodeSlug,
    title: z.string(),
    description: z.string().nullable(),
    published: moment.nullable(),
    duration: seconds.nullable().describe("Of the audio, in seconds."),
    audio: z.strictObject({ url: address, type: z.string().nullable(), bytes: count.nullable() }).nullable(),
    people: z.array(z.string()).describe("Who speaks, those who say most first."),
    documents: z.array(documentSchema),
    url: address,
  })
  .meta({ id: "Episode" });

export const revisionSchema = z
  .strictObject({
    document: episodeName,
    kind: documentKind,
    number: z.int().min(1),
    summary: z.string(),
    author: z.strictObject({ name: z.string(), handle: z.string().nullable() }),
    imported: z.boolean().describe("Whether an import brought it, rather than an edit here."),
    written: moment,
    accepted: moment.describe("When it came into the log."),
    position: z.int().min(1).describe("Its place in the log of all that was accepted."),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("Of the text's UTF-8 bytes."),
    url: address,
  })
  .meta({ id: "Revision" });

export const revisionTextSchema = revisionSchema
  .extend({ text: z.string().describe("The whole text: Markdown, byte for byte.") })
  .meta({ id: "RevisionWithText" });

export const segmentSchema = z
  .strictObject({
    id: z
      .int()
      .min(1)
      .nullable()
      .describe(
        "Lasts as long as the paragraph can be recognised; null where it is not of the newest revision.",
      ),
    kind: z.enum(["speech", "marker", "text"]),
    speaker: z.string().nullable(),
    start: seconds,
    end: seconds,
    text: z.string().describe("As it is read, without marks."),
    markdown: z.string().describe("As it stands in the revision, after the label."),
    words: count,
    gaps: count,
  })
  .meta({ id: "Segment" });

export const gapSchema = z
  .strictObject({
    document: episodeName,
    revision: z.int().min(1),
    segment: z.int().min(1).describe("The id of the paragraph that it is in."),
    start: seconds.describe("When it is heard."),
    stated: z.boolean().describe("Whether the transcript says so itself; else it was reckoned."),
    speaker: z.string().nullable(),
    before: z.string().describe("What is said before it in its paragraph, at most 200 characters."),
    after: z.string(),
    url: address,
  })
  .meta({ id: "Gap" });

export const hitSchema = z
  .strictObject({
    document: episodeName,
    title: z.string(),
    published: moment.nullable(),
    segment: z.int().min(1),
    speaker: z.string().nullable(),
    start: seconds.describe("When the first of the marked words is said."),
    excerpt: z.array(z.strictObject({ text: z.string(), marked: z.boolean() })),
    url: address,
  })
  .meta({ id: "Hit" });

const faultSchema = z.strictObject({
  detail: z.string(),
  pointer: z.string().optional().describe("Into the body: a JSON Pointer as a fragment."),
  parameter: z.string().optional().describe("Of the address."),
});

export const problemSchema = z
  .looseObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(faultSchema).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457." });
