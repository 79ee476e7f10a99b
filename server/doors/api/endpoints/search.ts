import { z } from "zod";
import { momentQuery } from "@/lib/time";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageQuery } from "@/server/doors/api/lists";
import { refuse } from "@/server/doors/api/problems";
import { hitSchema, showSlug } from "@/server/doors/api/schemas";
import { LONGEST_QUERY } from "@/server/doors/search/parse-query";
import { search } from "@/server/doors/search/search";

const WHY = {
  empty: "Say in q what to look for.",
  "too-long": `q has at most ${LONGEST_QUERY} characters.`,
  "no-words": "There is no word in q.",
  "only-excluded": "q says only what must not be there.",
  "only-common-words":
    "The words of q are in nearly every sentence; put them in quotation marks to find them as they stand.",
} as const;

export const searchEndpoints = [
  endpoint({
    method: "GET",
    path: "/search",
    // Passages are made some time after the revision that they are of.
    unkept: true,
    name: "search",
    summary: "What was said, best matches first",
    about: "As on the search page: words in any of their forms, “phrases in quotation marks”, -without.",
    query: z.strictObject({
      cursor: pageQuery.cursor,
      q: z.string().max(LONGEST_QUERY).describe("What to look for."),
      show: showSlug.optional(),
      speaker: z.string().min(1).max(200).optional().describe("By the name in the transcripts."),
      year: z.coerce.number().int().min(1900).max(2999).optional().describe("In which it was published."),
    }),
    answer: listOf(hitSchema).extend({
      total: z.int().min(0).describe("How many there are, as far as they were counted."),
      more: z.boolean().describe("Whether there are more than were counted."),
    }),
    problems: ["bad-cursor"],
    handle: async ({ db, siteUrl, after }, { query: { q, show, speaker, year } }) => {
      const page = Number(after?.[0] ?? 1);
      const found = await search(db, { query: q, show, speaker, year, page });
      if (!found.ok) return refuse("bad-query", WHY[found.reason]);
      const items = found.hits.map(({ show, episode, segment, speaker, seconds, excerpt }) => ({
        document: `${show.slug}/${episode.slug}`,
        title: episode.title,
        published: episode.publishedAt?.toISOString() ?? null,
        segment,
        speaker,
        start: seconds,
        excerpt: excerpt.parts.map(({ text, marked }) => ({ text, marked })),
        url: `${siteUrl}/${show.slug}/${episode.slug}${momentQuery(seconds)}`,
      }));
      const { total, more, pages } = found;
      return {
        ok: true,
        body: { items, next: null, total, more },
        next: page < pages ? [page + 1] : undefined,
      };
    },
  }),
];
