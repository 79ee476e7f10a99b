import { z } from "zod";
import { readEnvironment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { type Refusal, refuse } from "@/server/doors/api/problems";
import { readAtMost } from "@/server/doors/api/read-json-body";
import { episodeName, episodeSlug, showSlug } from "@/server/doors/api/schemas";
import { askForFetch } from "@/server/doors/feeds/refresh-feed-job";
import { LONGEST_TEXT } from "@/server/work/contributions/check-proposal";
import type { Refusal as Refused } from "@/server/work/contributions/refusal";
import { beginDocument } from "@/server/work/first-texts/begin-document";
import { addEpisode } from "@/server/work/shows/add-episode";
import { bringAudio } from "@/server/work/shows/bring-audio";
import { bringCover, mayBringCover } from "@/server/work/shows/bring-cover";
import { bringTranscript } from "@/server/work/shows/bring-transcript";
import { editFields, readFieldValues } from "@/server/work/shows/edit-fields";
import { episodeColumns, episodeValues, showColumns, showValues } from "@/server/work/shows/field-values";
import { EPISODE_FIELDS, SHOW_FIELDS } from "@/server/work/shows/fields";
import { proposalProblem } from "./contribution-problems";

const follow = (fields: Readonly<Record<string, unknown>>) =>
  z
    .array(z.enum(Object.keys(fields) as [string, ...string[]]))
    .max(Object.keys(fields).length)
    .optional()
    .describe("Fields that are to follow the feed again.");
const WAS = "The fields as you read them: one that somebody else has changed since answers 409.";

const edited = z
  .array(
    z.strictObject({
      field: z.string(),
      by: z.string().describe("The name of whoever edited it last."),
      source: z.record(z.string(), z.unknown()).describe("What the feed says, by column."),
    }),
  )
  .describe("The fields that were edited here and do not follow the feed.");
const editedAnswer = z
  .strictObject({ changed: z.array(z.string()).describe("The fields that this call changed."), edited })
  .meta({ id: "FieldsEdited" });

const MAY_NOT = "Only those who run this show may do this. Nothing was changed.";

async function findShowId(db: Database, slug: string): Promise<number | null> {
  return (await db.show.findUnique({ where: { slug }, select: { id: true } }))?.id ?? null;
}

async function findEpisodeId(db: Database, show: string, slug: string) {
  return db.episode.findFirst({ where: { slug, show: { slug: show } }, select: { id: true, showId: true } });
}

async function listEdited(db: Database, where: { showId: number; episodeId: number | null }) {
  const rows = await db.fieldEdit.findMany({ where, orderBy: { field: "asc" } });
  return rows.map(({ field, editorName, source }) => ({
    field,
    by: editorName,
    source: source as Record<string, unknown>,
  }));
}

/** The refusal of an edit as a problem of the API. */
function editProblem(refused: Exclude<Awaited<ReturnType<typeof editFields>>, { ok: true }>): Refusal {
  switch (refused.reason) {
    case "not-allowed":
      return refuse("forbidden", MAY_NOT);
    case "no-episode":
      return refuse("not-found", "There is no such episode.");
    case "no-source":
      return refuse("conflict", "No feed says what this field would be otherwise. Nothing was changed.");
    case "changed-meanwhile":
      return refuse("conflict", `${refused.field} was changed meanwhile. Nothing was changed.`, {
        more: { field: refused.field, now: refused.now },
      });
  }
}

export const editEndpoints = [
  endpoint({
    method: "PATCH",
    path: "/shows/{show}",
    name: "editShow",
    summary: "Edit a show",
    about:
      "Fields that are left out stay. What is edited stays as it is, whatever the show's feed says later.",
    scope: "review",
    params: z.strictObject({ show: showSlug }),
    body: showValues
      .partial()
      .extend({ follow: follow(SHOW_FIELDS), was: showValues.partial().optional().describe(WAS) }),
    answer: editedAnswer,
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, person }, { params: { show }, body: { follow: again, was, ...values } }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const showId = await findShowId(db, show);
      if (showId === null) return refuse("not-found", `There is no show ${show}.`);
      const result = await editFields(db, {
        ...{ showId, slug: null, changes: showColumns(values), follow: again },
        ...{ was: was && showColumns(was), actor: { id: person.id, name: person.name } },
      });
      if (!result.ok) return editProblem(result);
      return {
        ok: true,
        body: { changed: [...result.changed], edited: await listEdited(db, { showId, episodeId: null }) },
      };
    },
  }),
  endpoint({
    method: "POST",
    path: "/shows/{show}/fetch",
    name: "fetchFeed",
    summary: "Fetch a show's feed again, as soon as a worker is free",
    scope: "review",
    status: 201,
    params: z.strictObject({ show: showSlug }),
    body: z.strictObject({}),
    answer: z.strictObject({ show: showSlug }).meta({ id: "FetchAsked" }),
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, person }, { params: { show } }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const showId = await findShowId(db, show);
      if (showId === null) return refuse("not-found", `There is no show ${show}.`);
      const asked = await askForFetch(db, { showId, personId: person.id });
      if (asked.ok) return { ok: true, body: { show } };
      if (asked.reason === "not-allowed") return refuse("forbidden", MAY_NOT);
      return asked.reason === "no-feed"
        ? refuse("conflict", "This show has no feed that can be fetched.")
        : refuse("conflict", "A fetch was asked for less than half a minute ago.");
    },
  }),
  endpoint({
    method: "POST",
    path: "/episodes/{show}",
    name: "addEpisode",
    summary: "Add an episode by hand",
    about: "What is given stays as it is, should the episode appear in the show's feed later.",
    scope: "review",
    status: 201,
    params: z.strictObject({ show: showSlug }),
    body: episodeValues
      .partial()
      .required({ title: true })
      .extend({
        slug: episodeSlug
          .optional()
          .describe("The last part of its address; made of the number or the title if left out."),
      }),
    answer: z.strictObject({ episode: episodeName, url: z.url() }).meta({ id: "EpisodeAdded" }),
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, person, siteUrl }, { params: { show }, body: { slug, ...values } }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const showId = await findShowId(db, show);
      if (showId === null) return refuse("not-found", `There is no show ${show}.`);
      const added = await addEpisode(db, {
        ...{ showId, slug, actor: { id: person.id, name: person.name } },
        values: { ...episodeColumns(values), title: { title: values.title } },
      });
      if (added.ok) {
        const url = `${siteUrl}/${show}/${added.slug}`;
        return { ok: true, body: { episode: `${show}/${added.slug}`, url }, location: url };
      }
      if (added.reason === "not-allowed") return refuse("forbidden", MAY_NOT);
      return added.reason === "taken"
        ? refuse("conflict", "Another episode has this address. Nothing was added.")
        : refuse("invalid", "Every show has its own page of that name.", {
            more: { errors: [{ pointer: "#/slug", detail: "Every show has its own page of that name." }] },
          });
    },
  }),
  endpoint({
    method: "PATCH",
    path: "/episodes/{show}/{episode}",
    name: "editEpisode",
    summary: "Edit an episode",
    about:
      "Fields that are left out stay; chapters and people are replaced as whole lists. What is edited stays as it is, " +
      "whatever the show's feed says later.",
    scope: "review",
    params: z.strictObject({ show: showSlug, episode: episodeSlug }),
    body: episodeValues
      .partial()
      .extend({ follow: follow(EPISODE_FIELDS), was: episodeValues.partial().optional().describe(WAS) }),
    answer: editedAnswer,
    problems: ["forbidden", "not-found", "conflict"],
    handle: async (
      { db, person },
      { params: { show, episode: slug }, body: { follow: again, was, ...values } },
    ) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const found = await findEpisodeId(db, show, slug);
      if (!found) return refuse("not-found", `There is no episode ${show}/${slug}.`);
      const { id: episodeId, showId } = found;
      // What the API does not say of a field (a type, a number of bytes) is no change that somebody made.
      const before = was && (await asTheyAre(db, { showId, episodeId }, episodeColumns(was)));
      const result = await editFields(db, {
        ...{ showId, slug, changes: episodeColumns(values), follow: again },
        ...{ was: before, actor: { id: person.id, name: person.name } },
      });
      if (!result.ok) return editProblem(result);
      return {
        ok: true,
        body: { changed: [...result.changed], edited: await listEdited(db, { showId, episodeId }) },
      };
    },
  }),
  endpoint({
    method: "POST",
    path: "/episodes/{show}/{episode}/transcript",
    name: "bringTranscript",
    summary: "Bring a transcript's file: an episode's first, or a better one",
    about:
      "Send the file's text: WebVTT, SubRip, JSON, TTML, HTML or plain text. The first transcript of an episode is kept " +
      "at once, from those who review at its show; from others it is proposed to them. A better one becomes a contribution, merged with what people have " +
      "edited since the import. If only its times are other ones, a reviewer's are taken over.",
    scope: "contribute",
    status: 201,
    params: z.strictObject({ show: showSlug, episode: episodeSlug }),
    body: z.strictObject({
      text: z.string().describe(`At most ${LONGEST_TEXT} characters once it is read.`),
      name: z.string().max(300).optional().describe("The file's name: its ending tells its kind."),
      type: z.string().max(200).optional().describe("Its media type."),
      origin: z.enum(["person", "recogniser", "unknown"]).optional().describe("Who made the text."),
      edits: z
        .enum(["merge", "whole"])
        .optional()
        .describe("`merge` keeps what was edited here since; `whole` proposes the file as it is."),
    }),
    answer: z
      .strictObject({
        status: z.enum(["added", "proposed", "times"]),
        contribution: z
          .int()
          .min(1)
          .nullable()
          .describe("The contribution's id, if one was made; none of a first transcript that is proposed."),
        url: z.url(),
      })
      .meta({ id: "TranscriptBrought" }),
    problems: ["forbidden", "not-found"],
    handle: async ({ db, person, siteUrl, idempotencyKey }, { params: { show, episode: slug }, body }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const found = await findEpisodeId(db, show, slug);
      if (!found) return refuse("not-found", `There is no episode ${show}/${slug}.`);
      const { text, name = "brought.txt", type = null, origin, edits } = body;
      const brought = await bringTranscript(db, {
        ...{ showId: found.showId, episodeId: found.id, origin, edits, idempotencyKey, agreed: true },
        file: { bytes: new TextEncoder().encode(text), name, type },
        author: { id: person.id, name: person.name },
      });
      if (brought.ok) {
        const contribution = brought.status === "proposed" ? brought.contribution.id : null;
        const status = brought.status === "first-proposed" ? "proposed" : brought.status;
        const page =
          brought.status === "first-proposed"
            ? `contributions/first/${brought.id}`
            : contribution === null
              ? `${show}/${slug}`
              : `contributions/${contribution}`;
        const url = `${siteUrl}/${page}`;
        return { ok: true, body: { status, contribution, url }, location: url };
      }
      if (brought.reason === "unreadable") {
        const detail = `${brought.line === null ? "" : `Line ${brought.line}: `}${brought.why}`;
        return refuse("invalid", detail, { more: { errors: [{ pointer: "#/text", detail }] } });
      }
      return documentProblem(brought);
    },
  }),
  endpoint({
    method: "POST",
    path: "/episodes/{show}/{episode}/audio",
    name: "uploadAudio",
    summary: "Upload an episode's audio",
    about:
      "The body is the file: MP3, M4A, WAV, FLAC, Opus or Vorbis. It is served from here, in place of what the feed says. " +
      "To link audio that lies elsewhere, send its address with PATCH.",
    scope: "review",
    status: 201,
    params: z.strictObject({ show: showSlug, episode: episodeSlug }),
    file: ["audio/*", "application/octet-stream"],
    answer: z.strictObject({ url: z.url() }).meta({ id: "FileKept" }),
    problems: ["forbidden", "not-found"],
    handle: async ({ db, person, siteUrl, file }, { params: { show, episode: slug } }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const { body = null, length = 0, signal } = file ?? {};
      const brought = await bringAudio(db, {
        ...{ show, slug, length, body, signal, environment: readEnvironment() },
        actor: { id: person.id, name: person.name },
      });
      if (brought.ok) {
        const url = `${siteUrl}${brought.url}`;
        return { ok: true, body: { url }, location: url };
      }
      return fileProblem(brought.reason, { show, slug });
    },
  }),
  ...(["/shows/{show}/artwork", "/episodes/{show}/{episode}/artwork"] as const).map((path) =>
    endpoint({
      method: "POST",
      path,
      name: path.startsWith("/shows") ? "uploadShowArtwork" : "uploadEpisodeArtwork",
      summary: path.startsWith("/shows") ? "Upload a show's cover" : "Upload an episode's cover",
      about:
        "The body is the picture: JPEG, PNG, WebP or GIF of at most 8 MB. It is re-encoded and served from here.",
      scope: "review",
      status: 201,
      params: path.startsWith("/shows")
        ? z.strictObject({ show: showSlug })
        : z.strictObject({ show: showSlug, episode: episodeSlug }),
      file: ["image/*", "application/octet-stream"],
      answer: z.strictObject({ url: z.url() }).meta({ id: "FileKept" }),
      problems: ["forbidden", "not-found"],
      handle: async ({ db, person, siteUrl, file }, { params }) => {
        if (!person) return refuse("no-token", "A personal token is needed.");
        const { show, episode = null } = params as { show: string; episode?: string };
        const showId = await findShowId(db, show);
        if (showId === null) return refuse("not-found", `There is no show ${show}.`);
        const actor = { id: person.id, name: person.name };
        // Before a byte of it is read.
        const may = await mayBringCover(db, { showId, slug: episode, actor });
        if (!may) return fileProblem("not-allowed", { show, slug: episode });
        const bytes = await readAtMost(file?.body ?? null, MOST_PICTURE_BYTES);
        if (bytes === null) return fileProblem("too-large", { show, slug: episode });
        const brought = await bringCover(db, {
          ...{ showId, slug: episode, bytes, actor, environment: readEnvironment() },
        });
        if (!brought.ok) return fileProblem(brought.reason, { show, slug: episode });
        const url = `${siteUrl}${brought.url}`;
        return { ok: true, body: { url }, location: url };
      },
    }),
  ),
  endpoint({
    method: "POST",
    path: "/episodes/{show}/{episode}/notes",
    name: "beginNotes",
    summary: "Begin an episode's show notes",
    about: "Where there are notes already, propose a new text for them at /contributions.",
    scope: "review",
    status: 201,
    params: z.strictObject({ show: showSlug, episode: episodeSlug }),
    body: z.strictObject({ text: z.string().describe(`Markdown, at most ${LONGEST_TEXT} characters.`) }),
    answer: z.strictObject({ episode: episodeName, url: z.url() }).meta({ id: "NotesBegun" }),
    problems: ["forbidden", "not-found", "conflict"],
    handle: async ({ db, person, siteUrl }, { params: { show, episode: slug }, body: { text } }) => {
      if (!person) return refuse("no-token", "A personal token is needed.");
      const found = await findEpisodeId(db, show, slug);
      if (!found) return refuse("not-found", `There is no episode ${show}/${slug}.`);
      const begun = await beginDocument(db, {
        ...{ showId: found.showId, episodeId: found.id, kind: "notes", text },
        origin: { origin: "person", recogniser: null },
        author: { id: person.id, name: person.name },
      });
      if (!begun.ok) return documentProblem(begun);
      const url = `${siteUrl}/${show}/${slug}`;
      return { ok: true, body: { episode: `${show}/${slug}`, url }, location: url };
    },
  }),
];

const MOST_PICTURE_BYTES = 8_000_000;

/** Why a file was not kept. */
function fileProblem(
  reason: "not-allowed" | "no-episode" | "too-large" | "not-audio" | "not-a-picture" | "empty" | "broken-off",
  { show, slug }: { readonly show: string; readonly slug: string | null },
): Refusal {
  switch (reason) {
    case "not-allowed":
      return refuse("forbidden", MAY_NOT);
    case "no-episode":
      return refuse("not-found", `There is no episode ${show}/${slug ?? ""}.`);
    case "too-large":
      return refuse("too-large", "The file is larger than what is taken here. Nothing was kept.");
    case "empty":
      return refuse("invalid", "The body is empty. Nothing was kept.");
    case "broken-off":
      return refuse("invalid", "The file broke off. Nothing was kept.");
    case "not-audio":
      return refuse(
        "invalid",
        "This is no audio that is played here, whatever it is called. Nothing was kept.",
      );
    case "not-a-picture":
      return refuse("invalid", "This is no picture that can be read. Nothing was kept.");
  }
}

/** Why a document was not begun, or a proposal not made. */
function documentProblem(refused: { readonly reason: string }): Refusal {
  switch (refused.reason) {
    case "not-allowed":
      return refuse("forbidden", MAY_NOT);
    case "there-already":
      return refuse("conflict", "There is one already. Nothing was changed.");
    case "empty":
      return refuse("invalid", "It has no words.", {
        more: { errors: [{ pointer: "#/text", detail: "It has no words." }] },
      });
    default:
      return proposalProblem(refused as Refused);
  }
}

/** What a caller says that fields were, with the columns that the API leaves out as they are now. */
async function asTheyAre(
  db: Database,
  target: { readonly showId: number; readonly episodeId: number },
  was: ReturnType<typeof episodeColumns>,
): Promise<ReturnType<typeof episodeColumns>> {
  const now = await readFieldValues(db, target, EPISODE_FIELDS);
  const { audio } = was;
  if (!audio || !now.audio || audio.audioUrl !== now.audio.audioUrl) return was;
  return { ...was, audio: now.audio };
}
