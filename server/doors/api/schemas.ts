import { z } from "zod";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";

// What the API takes and returns, each defined once: the same schemas check the input, type the answers and
// make the description. Times are seconds from the start of the audio; dates are RFC 3339.

const seconds = z.number().min(0);
const count = z.int().min(0);
const moment = z.iso.datetime({ precision: 3 });
const address = z.url();

export const showSlug = z.string().regex(SHOW_SLUG).max(100);
export const episodeSlug = z.string().regex(EPISODE_SLUG).max(100);
export const documentKind = z.enum(["transcript", "notes"]);

/** An episode's name in other objects: `practicalai/147`. */
export const episodeName = z
  .string()
  .max(201)
  .regex(/^[a-z0-9][a-z0-9_-]*\/[A-Za-z0-9][A-Za-z0-9_-]*$/, "Name an episode by its address: show/episode.")
  .describe("Show and episode, as in the episode's address: practicalai/147.");

export const showSchema = z
  .strictObject({
    slug: showSlug,
    title: z.string(),
    description: z.string().nullable(),
    licence: z.string().nullable().describe("The licence of the show's transcripts."),
    language: z.string().describe("BCP 47."),
    episodes: count,
    words: count.describe("Words in the show's transcripts."),
    gaps: count.describe("Places in the transcripts that are marked as unintelligible."),
    url: address,
    feed: address.describe("RSS 2.0 with the Podcast Namespace."),
    changes: address.describe("Atom: recently accepted changes."),
  })
  .meta({ id: "Show" });

export const documentSchema = z
  .strictObject({
    document: episodeName,
    kind: documentKind,
    path: z.string().describe("The path in the git repository."),
    revision: z.int().min(1).describe("The number of the latest revision."),
    words: count,
    gaps: count,
    origin: z
      .enum(["person", "recogniser", "unknown"])
      .describe("Who made its first text, as far as is known."),
    recogniser: z.string().nullable().describe("The recogniser's name, if one made it."),
    checked: moment
      .nullable()
      .describe("When a maintainer said that they have gone through the whole of it; null where nobody did."),
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
    duration: seconds.nullable().describe("The audio's length in seconds."),
    audio: z.strictObject({ url: address, type: z.string().nullable(), bytes: count.nullable() }).nullable(),
    people: z.array(z.string()).describe("Speakers, by how many words they say."),
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
    imported: z.boolean().describe("Whether an import made it, not an edit on this site."),
    written: moment,
    accepted: moment.describe("When it was added to the log."),
    position: z.int().min(1).describe("Its position in the log of all accepted revisions."),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("The hash of the text's UTF-8 bytes."),
    url: address,
  })
  .meta({ id: "Revision" });

export const revisionTextSchema = revisionSchema
  .extend({ text: z.string().describe("The whole text in Markdown, byte for byte.") })
  .meta({ id: "RevisionWithText" });

export const segmentSchema = z
  .strictObject({
    id: z
      .int()
      .min(1)
      .nullable()
      .describe("Stays the same while the paragraph can be recognised; null if not of the latest revision."),
    kind: z.enum(["speech", "marker", "text"]),
    speaker: z.string().nullable(),
    start: seconds,
    end: seconds,
    text: z.string().describe("The paragraph's text without Markdown."),
    markdown: z.string().describe("The paragraph's Markdown in the revision, after the label."),
    words: count,
    gaps: count,
  })
  .meta({ id: "Segment" });

export const gapSchema = z
  .strictObject({
    document: episodeName,
    revision: z.int().min(1),
    segment: z.int().min(1).describe("The id of the paragraph that has the gap."),
    start: seconds.describe("When the gap is heard."),
    audio: z.boolean().describe("Whether it can be heard: whether the episode's audio is linked."),
    stated: z.boolean().describe("Whether the transcript gives this time; otherwise it is estimated."),
    speaker: z.string().nullable(),
    before: z.string().describe("The text before the gap in its paragraph, at most 200 characters."),
    after: z.string(),
    url: address,
  })
  .meta({ id: "Gap" });

export const hitSchema = z
  .strictObject({
    document: episodeName,
    title: z.string(),
    published: moment.nullable(),
    audio: z.boolean().describe("Whether the episode's audio is linked."),
    checked: z.boolean().describe("Whether a maintainer has gone through the whole transcript."),
    segment: z.int().min(1),
    speaker: z.string().nullable(),
    start: seconds.describe("When the first marked word is said."),
    excerpt: z.array(z.strictObject({ text: z.string(), marked: z.boolean() })),
    url: address,
  })
  .meta({ id: "Hit" });

const faultSchema = z.strictObject({
  detail: z.string(),
  pointer: z.string().optional().describe("Place in the body: a JSON Pointer as a URI fragment."),
  parameter: z.string().optional().describe("The query parameter."),
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
