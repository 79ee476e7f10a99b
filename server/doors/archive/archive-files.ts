import type { Database } from "@/server/db";
import type { FileStore } from "@/server/text/uploads/file-store";
import { listClaims } from "@/server/work/claims/list-claims";
import { toAnnotations } from "@/server/work/claims/to-annotations";
import { exportCsv } from "@/server/work/surveys/export-csv";
import { listUploads } from "./list-uploads";
import { ARCHIVE_VERSION, type ArchivedTable, CLAIM_TABLES, DOCUMENTS, TABLES } from "./tables";

/** A file of an export's branch `platform`: its lines, without their ends; or so many bytes, as they are. */
export type ArchiveFile =
  | { readonly name: string; readonly lines: AsyncIterable<string> }
  | { readonly name: string; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> };

const BATCH = 500;

const README = `This branch holds what the history of all texts on main does not:

- shows.jsonl, episodes.jsonl, surveys.jsonl and so on: one row per line
- log.jsonl: every accepted revision in order, with its author, reviewer and time
- attributions.csv: the same for people to read
- surveys/*.csv: the statistics, in the import format
- claims/*/*.jsonld: an episode's claims, their places and their evidence, as W3C Web Annotations
- claims.jsonl, claim_anchors.jsonl, evidence.jsonl: the same, one row per line
- uploads/*: uploaded audio and pictures by the SHA-256 of their content, if the command made this export; uploads.jsonl
  and pictures.jsonl tell of them

To restore a platform from it:  npm run restore -- <this file>
It holds no accounts, and no proposals that were not accepted.`;

interface Archived {
  readonly db: Database;
  /** The last position in the log that is exported. */
  readonly until: bigint;
  /** The show to export; null exports all shows. */
  readonly showId: number | null;
  /** The site's address, without a trailing slash. Annotations name their targets by it. */
  readonly siteUrl: string;
  /** Where uploads lie; without it they are left out. */
  readonly store?: FileStore | undefined;
}

/** Yields the files of an export's branch `platform` one by one. No file is held in memory as a whole. */
export async function* archiveFiles({
  db,
  until,
  showId,
  siteUrl,
  store,
}: Archived): AsyncGenerator<ArchiveFile> {
  yield { name: "README.md", lines: each(README.split("\n")) };
  yield { name: "version", lines: each([String(ARCHIVE_VERSION)]) };
  for (const table of [...TABLES, DOCUMENTS, ...CLAIM_TABLES])
    yield { name: `${table.name}.jsonl`, lines: rows(db, table, showId) };
  if (store) yield* uploaded(db, showId, store);
  yield { name: "log.jsonl", lines: entries(db, until, showId, "json") };
  for (const { slug } of await db.survey.findMany({ select: { slug: true }, orderBy: { slug: "asc" } })) {
    const csv = await exportCsv(db, { survey: slug });
    if (csv !== null) yield { name: `surveys/${slug}.csv`, lines: each(csv.trimEnd().split("\n")) };
  }
  const claimed = await db.episode.findMany({
    where: { claims: { some: { status: "published" } }, ...(showId === null ? {} : { showId }) },
    select: { id: true, slug: true, show: { select: { slug: true } } },
    orderBy: { id: "asc" },
  });
  for (const { id, slug, show } of claimed) {
    const { claims } = await listClaims(db, { episodeId: id });
    const page = toAnnotations(claims, { siteUrl, href: `/${show.slug}/${slug}` });
    yield {
      name: `claims/${show.slug}/${slug}.jsonld`,
      lines: each(JSON.stringify(page, null, 2).split("\n")),
    };
  }
  yield { name: "attributions.csv", lines: entries(db, until, showId, "csv") };
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function* uploaded(db: Database, showId: number | null, store: FileStore): AsyncGenerator<ArchiveFile> {
  const { uploads, pictures } = await listUploads(db, showId);
  yield { name: "uploads.jsonl", lines: each(uploads.map((row) => JSON.stringify(row))) };
  yield { name: "pictures.jsonl", lines: each(pictures.map((row) => JSON.stringify(row))) };
  for (const { sha256, bytes: size } of uploads) {
    const bytes = await store.open(sha256);
    // An export that lacks a file and does not say so is found out on the day it is needed.
    if (!bytes) throw new Error(`The store has no file ${sha256}, which the database tells of.`);
    yield { name: `uploads/${sha256}`, size, bytes };
  }
}

async function* rows(db: Database, table: ArchivedTable, showId: number | null): AsyncGenerator<string> {
  // Table names and conditions come from this code; values that others chose are parameters.
  const whose = showId === null ? "$1::int IS NULL" : table.ofShow;
  const where = table.only === undefined ? whose : `(${whose}) AND ${table.only}`;
  const fields = table.columns
    .map((column) => `'${table.archivedAs?.[column] ?? column}', t."${column}"`)
    .join(", ");
  const size = table.batch ?? BATCH;
  for (let offset = 0; ; offset += size) {
    const batch = await db.$queryRawUnsafe<{ row: string }[]>(
      `SELECT jsonb_build_object(${fields})::text AS row FROM ${table.name} AS t WHERE ${where} ORDER BY ${table.order} LIMIT ${size} OFFSET ${offset}`,
      showId,
    );
    for (const { row } of batch) yield row;
    if (batch.length < size) return;
  }
}

interface Entry {
  readonly position: bigint;
  readonly json: string;
  readonly csv: string[];
}

async function* entries(
  db: Database,
  until: bigint,
  showId: number | null,
  format: "json" | "csv",
): AsyncGenerator<string> {
  if (format === "csv") yield "path,revision,author,reviewer,accepted,summary";
  for (let last = 0n; ; ) {
    const batch = await db.$queryRaw<Entry[]>`
      SELECT l.position,
        jsonb_build_object(
          'path', c.path, 'documentId', r.document_id, 'number', r.number, 'sha256', encode(r.sha256, 'hex'),
          'summary', r.summary, 'authorName', r.author_name, 'imported', r.imported, 'reviewerName', r.reviewer_name,
          'edited', r.edited, 'reverts', r.reverts, 'createdAt', r.created_at, 'at', l.at,
          'wordTimes', translate(encode(w.deltas, 'base64'), E'\n', ''),
          'knownTimes', CASE WHEN w.source <> 'text' THEN jsonb_build_object(
            'source', w.source,
            'ends', translate(encode(w.ends, 'base64'), E'\n', ''),
            'confidences', translate(encode(w.confidences, 'base64'), E'\n', ''),
            'captions', translate(encode(w.captions, 'base64'), E'\n', ''),
            'audio', encode(w.audio, 'base64')) END,
          'commit', jsonb_build_object(
            'authorName', c.author_name, 'authorEmail', c.author_email, 'committerName', c.committer_name,
            'committerEmail', c.committer_email, 'message', c.message,
            -- The export of one show has neither: both describe all shows.
            'readme', CASE WHEN ${showId}::int IS NULL THEN c.readme END,
            'licence', CASE WHEN ${showId}::int IS NULL THEN c.licence END))::text AS json,
        ARRAY[c.path, r.number::text, r.author_name, coalesce(r.reviewer_name, ''),
              to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), r.summary] AS csv
      FROM log AS l
      JOIN commits AS c USING (position)
      JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
      JOIN documents AS d ON d.id = r.document_id
      JOIN episodes AS e ON e.id = d.episode_id
      LEFT JOIN word_times AS w ON w.document_id = r.document_id AND w.number = r.number
      WHERE l.position > ${last}::bigint AND l.position <= ${until}::bigint
        AND (${showId}::int IS NULL OR e.show_id = ${showId}::int)
      ORDER BY l.position LIMIT ${BATCH}`;
    for (const { json, csv } of batch) yield format === "json" ? json : csv.map(cell).join(",");
    const end = batch.at(-1);
    if (!end || batch.length < BATCH) return;
    last = end.position;
  }
}

/** Writes a cell (RFC 4180) on one line, so that no spreadsheet takes it for a formula. */
function cell(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const plain = /^[=+\-@]/.test(line) ? `'${line}` : line;
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
