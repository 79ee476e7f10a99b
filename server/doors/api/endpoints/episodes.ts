import { z } from "zod";
import type { Reader } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery, yesOrNo } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { episodeSchema, episodeSlug, showSlug } from "@/server/doors/api/schemas";
import { EPISODES_WITH } from "@/server/text/episodes/what-there-is";
import { toDocument } from "./documents";

const include = {
  show: { select: { slug: true } },
  appearances: { orderBy: { words: "desc" }, select: { person: { select: { name: true } } } },
  documents: { where: { head: { gt: 0 } }, orderBy: { kind: "asc" } },
} as const;

const findEpisodes = (db: Reader, where: { id: number }) => db.episode.findMany({ where, include });
type Row = Awaited<ReturnType<typeof findEpisodes>>[number];

function toEpisode(row: Row, siteUrl: string): z.output<typeof episodeSchema> {
  const { slug: show } = row.show;
  const { audioUrl, audioType, audioBytes } = row;
  return {
    show,
    slug: row.slug,
    title: row.title,
    description: row.description,
    published: row.publishedAt?.toISOString() ?? null,
    duration: row.durationSeconds,
    // Audio on this site is stored as a path.
    audio: audioUrl
      ? {
          url: new URL(audioUrl, siteUrl).href,
          type: audioType,
          bytes: audioBytes === null ? null : Number(audioBytes),
        }
      : null,
    people: row.appearances.map(({ person }) => person.name),
    documents: row.documents.map((d) =>
      toDocument({ ...d, episode: { slug: row.slug, show: row.show } }, siteUrl),
    ),
    url: `${siteUrl}/${show}/${row.slug}`,
  };
}

export const episodeEndpoints = [
  endpoint({
    method: "GET",
    path: "/episodes",
    name: "listEpisodes",
    summary: "Episodes, latest first",
    query: z.strictObject({
      ...pageQuery,
      show: showSlug.optional(),
      person: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe("Only episodes in which this person speaks, by the name in the transcripts."),
      since: z.iso
        .datetime({ offset: true })
        .optional()
        .describe("Only episodes published at this time or later."),
      until: z.iso.datetime({ offset: true }).optional().describe("Published before."),
      transcript: yesOrNo.optional().describe("Only episodes with a transcript, or only those without."),
      audio: yesOrNo.optional().describe("Only episodes whose audio is linked, or only the others."),
      checked: yesOrNo
        .optional()
        .describe("Only episodes whose transcript a maintainer has gone through, or only the others."),
      gaps: yesOrNo.optional().describe("Only episodes whose transcripts have gaps, or only those without."),
    }),
    answer: listOf(episodeSchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query }) => {
      const { limit, show, person, since, until, gaps, transcript, audio, checked } = query;
      const [published, id] = after ?? [];
      const before = Number(id ?? 0);
      const date = typeof published === "string" ? new Date(published) : null;
      const further = [
        { publishedAt: date, id: { lt: before } },
        ...(date ? [{ publishedAt: { lt: date } }, { publishedAt: null }] : []),
      ];
      const withGaps = { some: { kind: "transcript" as const, gaps: { gt: 0 } } };
      const rows = await db.episode.findMany({
        where: {
          ...(show === undefined ? {} : { show: { slug: show } }),
          ...(person === undefined ? {} : { appearances: { some: { person: { name: person } } } }),
          ...(gaps === undefined ? {} : { documents: gaps ? withGaps : { none: withGaps.some } }),
          AND: [
            ...(transcript === undefined ? [] : [EPISODES_WITH[transcript ? "transcript" : "no-transcript"]]),
            ...(audio === undefined ? [] : [EPISODES_WITH[audio ? "audio" : "no-audio"]]),
            ...(checked === undefined
              ? []
              : [checked ? EPISODES_WITH.checked : { NOT: EPISODES_WITH.checked }]),
            ...(since === undefined ? [] : [{ publishedAt: { gte: new Date(since) } }]),
            ...(until === undefined ? [] : [{ publishedAt: { lt: new Date(until) } }]),
            ...(after === undefined ? [] : [{ OR: further }]),
          ],
        },
        orderBy: [{ publishedAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
        take: limit + 1,
        include,
      });
      return pageOf(rows, {
        limit,
        item: (row) => toEpisode(row, siteUrl),
        keyOf: (row) => [row.publishedAt?.toISOString() ?? null, row.id],
      });
    },
  }),
  endpoint({
    method: "GET",
    path: "/episodes/{show}/{episode}",
    name: "getEpisode",
    summary: "An episode",
    params: z.strictObject({ show: showSlug, episode: episodeSlug }),
    answer: episodeSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params: { show, episode: slug } }) => {
      const row = await db.episode.findFirst({ where: { slug, show: { slug: show } }, include });
      if (!row) return refuse("not-found", `There is no episode ${show}/${slug}.`);
      return { ok: true, body: toEpisode(row, siteUrl) };
    },
  }),
];
