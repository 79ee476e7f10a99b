import pg from "pg";

/** A planted word and the column that it was planted in. */
export interface Canary {
  readonly word: string;
  /** "table.column" */
  readonly column: string;
}

/**
 * Columns without a canary, because addresses or programs are made of them: with one in it, nothing could be asked for.
 * All but the last two are names that everybody may know.
 */
const LEFT_AS_THEY_ARE = new Set([
  "shows.slug",
  "episodes.slug",
  "surveys.slug",
  "questions.slug",
  "users.handle",
  "documents.path",
  "commits.path",
  "moved_addresses.old_path",
  "moved_addresses.new_path",
  "contribution_versions.splices",
  "word_times.deltas",
  "waveforms.bars",
]);

/**
 * Adds a word of its own to each column of each table that can hold one: text, JSON, bytes, lists of texts. Checks
 * and triggers of the database are passed over, so it is good for nothing else afterwards.
 *
 * @throws Error if a table has no row
 */
export async function plantCanaries(url: string): Promise<readonly Canary[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: checks } = await client.query<{ table: string; name: string }>(
      `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name FROM pg_constraint
       WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
    );
    for (const { table, name } of checks) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
      `SELECT c.table_name AS "table", c.column_name AS "column", c.udt_name AS type
       FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
         AND c.udt_name IN ('text', 'varchar', 'bytea', 'jsonb', 'json', '_text')
       ORDER BY c.table_name, c.ordinal_position`,
    );
    await client.query("SET session_replication_role = replica");
    // Tables that are younger than the fixtures of releases.
    await client.query(
      `INSERT INTO evidence_terms (evidence_id, position, statistic_id, statistic_version)
       SELECT id, 1, statistic_id, statistic_version FROM evidence LIMIT 1`,
    );
    await client.query(
      `INSERT INTO source_files (episode_id, url, kind, grain, content, bytes, sha256)
       SELECT id, 'https://example.org/file.vtt', 'vtt', 'line', 'WEBVTT', 6, '' FROM episodes LIMIT 1`,
    );
    await client.query(
      `INSERT INTO import_problems (show_id, via, path, file, reason, of_text)
       SELECT id, 'feed', 'An item', 'https://example.org/feed.xml', 'a reason', false FROM shows LIMIT 1`,
    );
    await client.query(
      "INSERT INTO source_checks (file_id, checked_at) SELECT id, now() FROM source_files LIMIT 1",
    );
    await client.query(
      "INSERT INTO feed_follows (show_id, report) SELECT id, '{}' FROM shows LIMIT 1 ON CONFLICT DO NOTHING",
    );
    await client.query(
      `INSERT INTO field_edits (show_id, field, source, editor_name)
       SELECT id, 'title', '{"title": "A title"}', 'somebody' FROM shows LIMIT 1`,
    );
    await client.query(
      `INSERT INTO uploads (sha256, kind, type, bytes) VALUES (repeat('a', 64), 'picture', 'image/webp', 1)`,
    );
    await client.query(
      `INSERT INTO pictures (url, small, medium, large, problem)
       VALUES ('https://example.org/1.png', repeat('a', 64), repeat('a', 64), repeat('a', 64), 'a problem')`,
    );
    await client.query(
      "INSERT INTO alignments (document_id, revision, audio_url, model) SELECT id, 1, 'https://example.org/1.mp3', 'hmm-1' FROM documents LIMIT 1",
    );
    await client.query("INSERT INTO begin_codes (sha256) VALUES ('')");
    await client.query(
      "INSERT INTO sign_in_links (user_id, secret, maker_name, expires_at) SELECT id, '', 'Ann', now() FROM users LIMIT 1",
    );
    await client.query(
      `INSERT INTO show_requests (kind, user_id, source_url, slug, title, code)
       SELECT 'bring', id, 'https://example.org/feed.xml', 'a-show', 'A show', 'on-record-1' FROM users LIMIT 1`,
    );
    await client.query(
      "INSERT INTO transcript_requests (episode_id, who) SELECT id, 'an-address' FROM episodes LIMIT 1",
    );
    await client.query(
      "INSERT INTO heard_points (episode_id, length, timed_length, who, points) SELECT id, 2, 1, 'address:x', '{}' FROM episodes LIMIT 1",
    );
    await client.query(
      "INSERT INTO drafts (episode_id, asker_name) SELECT id, 'somebody' FROM episodes LIMIT 1",
    );
    await client.query(
      `INSERT INTO first_texts (show_id, slug, text, channel, author_name, licence)
       SELECT id, 'one', 'A text', 'form', 'somebody', 'CC0' FROM shows LIMIT 1`,
    );
    await client.query(
      "INSERT INTO renamed_files (show_id, path, document_id) SELECT e.show_id, 'x/other.md', d.id FROM documents AS d JOIN episodes AS e ON e.id = d.episode_id LIMIT 1",
    );
    await client.query(
      "INSERT INTO repository_follows (show_id, url, report) SELECT id, 'https://example.org/x.git', '{}' FROM shows LIMIT 1",
    );
    await client.query(
      "INSERT INTO file_times (contribution_id, text, deltas) SELECT id, 'A text', '' FROM contributions LIMIT 1",
    );
    await client.query("INSERT INTO archives (name, content) VALUES ('x.zip', '')");
    await client.query("INSERT INTO audio_hosts (host) VALUES ('example.org')");
    await client.query(
      "INSERT INTO job_progress (job_id, done) SELECT gen_random_uuid(), 1 WHERE NOT EXISTS (SELECT FROM job_progress)",
    );
    const planted: Canary[] = [];
    for (const { table, column, type } of columns) {
      const name = `${table}.${column}`;
      if (LEFT_AS_THEY_ARE.has(name)) continue;
      const word = wordOf(planted.length);
      const old = `"${column}"`;
      // The row's place makes what was empty differ from row to row, for unique indexes.
      const text = `coalesce(${old} || ' ${word}', '${word}' || ctid::text)`;
      const value = {
        text,
        varchar: text,
        bytea: `convert_to('${word}' || ctid::text, 'UTF8')`,
        jsonb: `CASE jsonb_typeof(${old}) WHEN 'object' THEN ${old} || '{"${word}": "${word}"}' ELSE ${old} END`,
        json: old,
        _text: `${old} || '${word}'::text`,
      }[type];
      const { rowCount } = await client.query(`UPDATE "${table}" SET "${column}" = ${value}`);
      if (!rowCount) throw new Error(`${table} has no row to plant a canary in`);
      planted.push({ word, column: name });
    }
    return planted;
  } finally {
    await client.end();
  }
}

/** The columns whose canaries are in a text or in bytes. */
export const canariesIn = (said: string, planted: readonly Canary[]): string[] =>
  planted.filter(({ word }) => said.includes(word)).map(({ column }) => column);

/** A word of letters that occurs nowhere else and contains no other one: `canaryaabq`. */
function wordOf(number: number): string {
  const letters = [...number.toString().padStart(3, "0")].map((digit) => "bcdfghjklm"[Number(digit)]);
  return `qcanary${letters.join("")}q`;
}
