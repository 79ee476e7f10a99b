import { z } from "zod";
import { rowId } from "@/lib/row-id";
import type { DocumentKind, Reader } from "@/server/db";
import { endpoint } from "@/server/doors/api/endpoint";
import { listOf, pageOf, pageQuery, yesOrNo } from "@/server/doors/api/list-of";
import { type Refusal, refuse } from "@/server/doors/api/problems";
import {
  documentKind,
  documentSchema,
  episodeSlug,
  revisionSchema,
  revisionTextSchema,
  showSlug,
} from "@/server/doors/api/schemas";

interface DocumentRow {
  readonly kind: DocumentKind;
  readonly path: string;
  readonly head: number;
  readonly words: number;
  readonly gaps: number;
  readonly origin: "person" | "recogniser" | "unknown";
  readonly recogniser: string | null;
  readonly checkedAt: Date | null;
  readonly episode: { readonly slug: string; readonly show: { readonly slug: string } };
}

const name = ({ episode }: Pick<DocumentRow, "episode">) => `${episode.show.slug}/${episode.slug}`;

/** A document, in the API's shape. */
export function toDocument(row: DocumentRow, siteUrl: string): z.output<typeof documentSchema> {
  const { kind, path, head: revision, words, gaps, origin, recogniser } = row;
  const checked = row.checkedAt?.toISOString() ?? null;
  const document = name(row);
  const url = `${siteUrl}/${document}`;
  return { document, kind, path, revision, words, gaps, origin, recogniser, checked, url };
}

/** The three parts of a document's address. */
export const documentParams = { show: showSlug, episode: episodeSlug, kind: documentKind };

interface Asked {
  readonly show: string;
  readonly episode: string;
  readonly kind: DocumentKind;
}

/** Finds a document that has a revision by its address, or says that there is none. */
export async function findEpisodeDocument(db: Reader, { show, episode: slug, kind }: Asked) {
  const document = await db.document.findFirst({
    where: { kind, head: { gt: 0 }, episode: { slug, show: { slug: show } } },
    include: { episode: { select: { slug: true, durationSeconds: true, show: { select: { slug: true } } } } },
  });
  if (document) return { ok: true as const, document };
  return refuse("not-found", `There is no document ${show}/${slug}/${kind}.`) satisfies Refusal;
}

const revisionInclude = {
  author: { select: { handle: true } },
  entry: { select: { at: true, position: true } },
} as const;

interface RevisionRow {
  readonly number: number;
  readonly summary: string;
  readonly authorName: string;
  readonly author: { readonly handle: string } | null;
  readonly imported: boolean;
  readonly createdAt: Date;
  readonly sha256: Uint8Array;
  readonly entry: { readonly at: Date; readonly position: bigint } | null;
}

function toRevision(row: RevisionRow, asked: Asked, siteUrl: string): z.output<typeof revisionSchema> {
  const { show, episode, kind } = asked;
  const { number, summary, imported } = row;
  const base = `${siteUrl}/${show}/${episode}${kind === "notes" ? "/notes" : ""}`;
  return {
    document: `${show}/${episode}`,
    ...{ kind, number, summary, imported },
    author: { name: row.authorName, handle: row.author?.handle ?? null },
    written: row.createdAt.toISOString(),
    accepted: (row.entry?.at ?? row.createdAt).toISOString(),
    position: Number(row.entry?.position ?? 0),
    sha256: Buffer.from(row.sha256).toString("hex"),
    url: `${base}/history/${number}`,
  };
}

const revisionSelect = {
  ...{ number: true, summary: true, authorName: true, imported: true, createdAt: true, sha256: true },
  ...revisionInclude,
};

export const documentEndpoints = [
  endpoint({
    method: "GET",
    path: "/documents",
    name: "listDocuments",
    summary: "Transcripts and show notes, in the order in which they were added",
    query: z.strictObject({
      ...pageQuery,
      show: showSlug.optional(),
      kind: documentKind.optional(),
      gaps: yesOrNo.optional().describe("Only documents with gaps, or only those without."),
    }),
    answer: listOf(documentSchema),
    problems: ["bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { query: { limit, show, kind, gaps } }) => {
      const rows = await db.document.findMany({
        where: {
          head: { gt: 0 },
          id: { gt: Number(after?.[0] ?? 0) },
          ...(kind === undefined ? {} : { kind }),
          ...(gaps === undefined ? {} : { gaps: gaps ? { gt: 0 } : 0 }),
          ...(show === undefined ? {} : { episode: { show: { slug: show } } }),
        },
        orderBy: { id: "asc" },
        take: limit + 1,
        include: { episode: { select: { slug: true, show: { select: { slug: true } } } } },
      });
      return pageOf(rows, { limit, item: (row) => toDocument(row, siteUrl), keyOf: ({ id }) => [id] });
    },
  }),
  endpoint({
    method: "GET",
    path: "/documents/{show}/{episode}/{kind}",
    name: "getDocument",
    summary: "A transcript or show notes",
    params: z.strictObject(documentParams),
    answer: documentSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params }) => {
      const found = await findEpisodeDocument(db, params);
      return found.ok ? { ok: true, body: toDocument(found.document, siteUrl) } : found;
    },
  }),
  endpoint({
    method: "GET",
    path: "/documents/{show}/{episode}/{kind}/revisions",
    name: "listRevisions",
    summary: "The revisions of a document, newest first",
    params: z.strictObject(documentParams),
    query: z.strictObject(pageQuery),
    answer: listOf(revisionSchema),
    problems: ["not-found", "bad-cursor"],
    handle: async ({ reader: db, siteUrl, after }, { params, query: { limit } }) => {
      const found = await findEpisodeDocument(db, params);
      if (!found.ok) return found;
      const rows = await db.revision.findMany({
        where: {
          documentId: found.document.id,
          ...(after === undefined ? {} : { number: { lt: Number(after[0]) } }),
        },
        orderBy: { number: "desc" },
        take: limit + 1,
        select: revisionSelect,
      });
      return pageOf(rows, {
        limit,
        item: (row) => toRevision(row, params, siteUrl),
        keyOf: ({ number }) => [number],
      });
    },
  }),
  endpoint({
    method: "GET",
    path: "/documents/{show}/{episode}/{kind}/revisions/{number}",
    name: "getRevision",
    summary: "A revision, with its text",
    params: z.strictObject({ ...documentParams, number: rowId }),
    answer: revisionTextSchema,
    problems: ["not-found"],
    handle: async ({ reader: db, siteUrl }, { params }) => {
      const found = await findEpisodeDocument(db, params);
      if (!found.ok) return found;
      const { number } = params;
      const row = await db.revision.findUnique({
        where: { documentId_number: { documentId: found.document.id, number } },
        select: { ...revisionSelect, text: true },
      });
      if (!row) return refuse("not-found", `This document has no revision ${number}.`);
      return { ok: true, body: { ...toRevision(row, params, siteUrl), text: row.text } };
    },
  }),
];
