import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { momentQuery } from "@/lib/time";
import type { Reader } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery, yesOrNo } from "@/server/doors/api/list-of";
import { refuse } from "@/server/doors/api/problems";
import { episodeName, gapSchema, segmentSchema, showSlug } from "@/server/doors/api/schemas";
import { listGaps } from "@/server/text/episodes/list-gaps";
import { timeText } from "@/server/text/episodes/time-text";
import { counts, readableText, turns } from "@/transcript";
import { documentParams, findEpisodeDocument } from "./documents";

interface Wanted {
  readonly id: number;
  readonly path: string;
  readonly head: number;
  readonly duration: number | null;
  readonly revision: number;
}

/** The segments of a revision with their times; null if there is no such revision. */
async function timedSegments(db: Reader, wanted: Wanted): Promise<z.output<typeof segmentSchema>[] | null> {
  const { id: documentId, path, head, duration, revision } = wanted;
  const timed = await timeText(db, { documentId, revision, duration, path });
  if (!timed) return null;
  const { transcript, time } = timed;
  const ids =
    revision === head
      ? await db.segment.findMany({
          where: { documentId, gone: null },
          orderBy: { position: "asc" },
          select: { id: true },
        })
      : [];
  // A revision accepted just now may have changed the segments already.
  const lasting = ids.length === transcript.segments.length;
  const speakers = turns(transcript).flatMap(({ speaker, first, last }) =>
    Array(last - first + 1).fill(speaker),
  );
  return transcript.segments.map((segment, index) => {
    const { words, gaps } = counts({ ...transcript, segments: [segment] });
    return {
      id: lasting ? (ids[index]?.id ?? null) : null,
      kind: segment.kind,
      speaker: segment.kind === "marker" ? segment.name : (speakers[index] ?? null),
      start: time.segmentStarts[index] ?? time.end,
      end: time.segmentStarts[index + 1] ?? time.end,
      text: readableText(segment.body),
      markdown: segment.body,
      words,
      gaps,
    };
  });
}

export const segmentEndpoints = [
  endpoint({
    method: "GET",
    path: "/documents/{show}/{episode}/{kind}/segments",
    name: "listSegments",
    summary: "The paragraphs of a document with their times",
    about: "Of the latest revision, or of the one you name.",
    params: z.strictObject(documentParams),
    query: z.strictObject({ ...pageQuery, revision: rowId.optional() }),
    answer: listOf(segmentSchema),
    problems: ["not-found", "bad-cursor"],
    handle: async ({ reader: db, after }, { params, query: { limit, revision } }) => {
      const found = await findEpisodeDocument(db, params);
      if (!found.ok) return found;
      const { id, path, head, episode } = found.document;
      // All pages of a list come from the revision that its first page used.
      const [from = 0, begun] = (after ?? []).map(Number);
      const number = revision ?? begun ?? head;
      const wanted = { id, path, head, duration: episode.durationSeconds, revision: number };
      const segments = await timedSegments(db, wanted);
      if (!segments) return refuse("not-found", `This document has no revision ${number}.`);
      const rows = segments.map((segment, index) => ({ segment, index })).slice(from, from + limit + 1);
      return pageOf(rows, {
        limit,
        item: ({ segment }) => segment,
        keyOf: ({ index }) => [index + 1, number],
      });
    },
  }),
  endpoint({
    method: "GET",
    path: "/gaps",
    name: "listGaps",
    summary: "Gaps: places in transcripts marked as unintelligible",
    query: z.strictObject({
      ...pageQuery,
      show: showSlug.optional(),
      document: episodeName.optional(),
      audio: yesOrNo.optional().describe("Only gaps that can be heard, or only the others."),
    }),
    answer: listOf(gapSchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query: { limit, show, document, audio } }) => {
      const [documentId = 0, place = 0] = (after ?? []).map(Number);
      const rows = await listGaps(db, {
        ...{ show, document, audio },
        ...{ after: { documentId, place }, take: limit + 1 },
      });
      return pageOf(rows, {
        limit,
        keyOf: (gap) => [gap.documentId, gap.place],
        item: ({ document, revision, segment, start, audio, stated, speaker, before, after }) => ({
          ...{ document, revision, segment, start, audio, stated, speaker, before, after },
          url: `${siteUrl}/${document}${momentQuery(start)}`,
        }),
      });
    },
  }),
];
