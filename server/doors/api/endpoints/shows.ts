import { z } from "zod";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { showSchema, showSlug } from "@/server/doors/api/schemas";
import { findShow } from "@/server/work/shows/find-show";

interface Row {
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly licence: string | null;
  readonly language: string;
  readonly episodes: number;
  readonly words: number;
  readonly gaps: number;
}

const toShow = (row: Row, siteUrl: string): z.output<typeof showSchema> => ({
  slug: row.slug,
  title: row.title,
  description: row.description,
  licence: row.licence,
  language: row.language,
  episodes: row.episodes,
  words: row.words,
  gaps: row.gaps,
  url: `${siteUrl}/${row.slug}`,
  feed: `${siteUrl}/${row.slug}/feed.xml`,
  changes: `${siteUrl}/${row.slug}/changes.xml`,
});

export const showEndpoints = [
  endpoint({
    method: "GET",
    path: "/shows",
    name: "listShows",
    summary: "All shows, by slug",
    query: z.strictObject(pageQuery),
    answer: listOf(showSchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query: { limit } }) => {
      const rows = await db.$queryRaw<Row[]>`
        SELECT s.slug, s.title, s.description, s.licence, s.language,
               (SELECT count(*)::int FROM episodes AS e WHERE e.show_id = s.id) AS episodes,
               coalesce(sum(d.words), 0)::int AS words, coalesce(sum(d.gaps), 0)::int AS gaps
        FROM shows AS s
        LEFT JOIN episodes AS e ON e.show_id = s.id
        LEFT JOIN documents AS d ON d.episode_id = e.id AND d.kind = 'transcript'
        WHERE s.slug COLLATE "C" > ${String(after?.[0] ?? "")}
        GROUP BY s.id
        ORDER BY s.slug COLLATE "C" LIMIT ${limit + 1}::int`;
      return pageOf(rows, { limit, item: (row) => toShow(row, siteUrl), keyOf: ({ slug }) => [slug] });
    },
  }),
  endpoint({
    method: "GET",
    path: "/shows/{show}",
    name: "getShow",
    summary: "A show with its counts",
    params: z.strictObject({ show: showSlug }),
    answer: showSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params: { show: slug } }) => {
      const show = await findShow(db, slug);
      if (!show) return refuse("not-found", `There is no show ${slug}.`);
      return { ok: true, body: toShow(show, siteUrl) };
    },
  }),
];
