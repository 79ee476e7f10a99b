import type pg from "pg";

/**
 * Gives a document so many earlier revisions, each with an accepted contribution: bare rows, without deciding
 * each. The head's text stays the same.
 *
 * @param client connected to the document's database
 */
export async function addPast(client: pg.Client, documentId: number, count: number): Promise<void> {
  await client.query("BEGIN");
  const { rows } = await client.query<{ head: number }>("SELECT head FROM documents WHERE id = $1", [
    documentId,
  ]);
  const head = rows[0]?.head ?? 0;
  await client.query(
    `INSERT INTO revisions (document_id, number, previous, text, sha256, summary, author_name, imported)
     SELECT r.document_id, n, n - 1, r.text, r.sha256, 'A past', 'A past', true
     FROM generate_series($2::int + 1, $2::int + $3::int) AS n, revisions AS r
     WHERE r.document_id = $1 AND r.number = $2`,
    [documentId, head, count],
  );
  await client.query(
    `WITH last AS (SELECT max(position) AS position, max(at) AS at FROM log)
     INSERT INTO log (position, previous, document_id, revision_number, at)
     SELECT last.position + n, last.position + n - 1, $1, $2::int + n, last.at
     FROM last, generate_series(1, $3::int) AS n`,
    [documentId, head, count],
  );
  await client.query(
    `INSERT INTO word_times (document_id, number, deltas)
     SELECT document_id, $2::int + $3::int, deltas FROM word_times WHERE document_id = $1 AND number = $2`,
    [documentId, head, count],
  );
  await client.query(
    `WITH made AS (
       INSERT INTO contributions (document_id, channel, segment_id, author_name, status, revision, created_at, decided_at)
       SELECT $1, 'paragraph', 1, 'A past', 'accepted', $2::int + n, now() - interval '1 day', now() - interval '1 day'
       FROM generate_series(1, $3::int) AS n RETURNING id, document_id, revision)
     INSERT INTO contribution_versions (contribution_id, number, document_id, base, splices, summary, added, removed)
     SELECT id, 1, document_id, revision - 1, '[]', 'A past', 1, 1 FROM made`,
    [documentId, head, count],
  );
  await client.query("UPDATE documents SET head = $2 WHERE id = $1", [documentId, head + count]);
  await client.query("COMMIT");
  await client.query("ANALYZE");
}
