import type { Database } from "@/server/db";

/** A commit to write into the repository. */
export interface CommitRow {
  readonly position: bigint;
  readonly documentId: number;
  readonly number: number;
  readonly path: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committerName: string;
  readonly committerEmail: string;
  readonly message: string;
  readonly readme: string | null;
  readonly licence: string | null;
  /** Whole seconds since 1970, as digits. */
  readonly authored: string;
  readonly committed: string;
  readonly text: string;
}

// Counts bytes as PostgreSQL stores them, compressed: the texts have two to three times as many.
const BATCH_BYTES = 1_000_000;
const BATCH_COMMITS = 200;
const WINDOW = 2000;

/**
 * Reads the commits between two log positions, the first excluded, in batches of a few megabytes. The next
 * batch is fetched while one is used.
 */
export async function* readCommits(
  db: Database,
  after: bigint,
  until: bigint,
  /** Only this show's commits, without the common README.md and LICENSE. */
  showId: number | null = null,
): AsyncGenerator<CommitRow[]> {
  let next: Promise<CommitRow[]> | null = null;
  for await (const [from, to] of batches(db, after, until)) {
    const read = readBatch(db, from, to, showId);
    // The promise is awaited below; this keeps an early failure from counting as unhandled.
    read.catch(() => {});
    if (next) yield await next;
    next = read;
  }
  if (next) yield await next;
}

async function* batches(db: Database, after: bigint, until: bigint): AsyncGenerator<[bigint, bigint]> {
  let from = after;
  for (let window = after; window < until; window += BigInt(WINDOW)) {
    const sizes = await db.$queryRaw<{ position: bigint; size: number }[]>`
      SELECT l.position, pg_column_size(r.text) AS size
      FROM log AS l JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
      WHERE l.position > ${window}::bigint AND l.position <= ${window + BigInt(WINDOW)}::bigint AND l.position <= ${until}::bigint
      ORDER BY l.position`;
    let bytes = 0;
    for (const { position, size } of sizes) {
      bytes += size;
      if (bytes < BATCH_BYTES && position - from < BATCH_COMMITS && position !== sizes.at(-1)?.position)
        continue;
      yield [from, position];
      from = position;
      bytes = 0;
    }
  }
}

function readBatch(db: Database, after: bigint, until: bigint, showId: number | null): Promise<CommitRow[]> {
  return db.$queryRaw<CommitRow[]>`
    SELECT c.position, l.document_id AS "documentId", l.revision_number AS number, c.path, c.author_name AS "authorName", c.author_email AS "authorEmail",
           c.committer_name AS "committerName", c.committer_email AS "committerEmail", c.message,
           CASE WHEN ${showId}::int IS NULL THEN c.readme END AS readme,
           CASE WHEN ${showId}::int IS NULL THEN c.licence END AS licence,
           greatest(floor(extract(epoch FROM r.created_at)), 0)::bigint::text AS authored,
           greatest(floor(extract(epoch FROM l.at)), 0)::bigint::text AS committed, r.text
    FROM commits AS c JOIN log AS l USING (position)
    JOIN revisions AS r ON r.document_id = l.document_id AND r.number = l.revision_number
    WHERE c.position > ${after}::bigint AND c.position <= ${until}::bigint
      AND (${showId}::int IS NULL OR l.document_id IN (
        SELECT d.id FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id WHERE e.show_id = ${showId}::int))
    ORDER BY c.position`;
}
