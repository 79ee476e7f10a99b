import { z } from "zod";
import { momentQuery } from "@/lib/time";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageQuery } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { hitSchema, showSlug } from "@/server/doors/api/schemas";
import { LONGEST_QUERY } from "@/server/doors/search/parse-query";
import { search } from "@/server/doors/search/search";
import { whatThereIs } from "@/server/text/episodes/what-there-is";

const WHY = {
  empty: "q is empty. Give words to search for.",
  "too-long": `q has at most ${LONGEST_QUERY} characters.`,
  "no-words": "q contains no word.",
  "only-excluded": "q only excludes words. Add a word to search for.",
  "only-common-words":
    "The words of q are in nearly every sentence. Put them in quotation marks to find the exact phrase.",
} as const;

export const searchEndpoints = [
  endpoint({
    method: "GET",
    path: "/search",
    // Passages are made some time after the revision that they are of.
    unkept: true,
    name: "search",
    summary: "Search the transcripts, best matches first",
    about: "As on the search page: words in any form, “phrases in quotation marks”, -excluded words.",
    query: z.strictObject({
      cursor: pageQuery.cursor,
      q: z.string().max(LONGEST_QUERY).describe("What to search for."),
      show: showSlug.optional(),
      speaker: z.string().min(1).max(200).optional().describe("The speaker, by the name in the transcripts."),
      year: z.coerce.number().int().min(1900).max(2999).optional().describe("The year of publication."),
      has: whatThereIs.optional().describe("Only episodes that have this, or lack it."),
    }),
    answer: listOf(hitSchema).extend({
      total: z.int().min(0).describe("The number of results, as far as they were counted."),
      more: z.boolean().describe("Whether there are more results than were counted."),
    }),
    problems: ["bad-cursor"],
    handle: async ({ db, siteUrl, after }, { query: { q, show, speaker, year, has } }) => {
      const page = Number(after?.[0] ?? 1);
      const found = await search(db, { query: q, show, speaker, year, has, page });
      if (!found.ok) return refuse("bad-query", WHY[found.reason]);
      const items = found.hits.map(({ show, episode, segment, speaker, seconds, excerpt }) => ({
        document: `${show.slug}/${episode.slug}`,
        title: episode.title,
        published: episode.publishedAt?.toISOString() ?? null,
        audio: episode.hasAudio,
        checked: episode.isChecked,
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
