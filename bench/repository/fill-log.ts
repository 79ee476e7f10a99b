import type { Database } from "../../server/db";
import { corpusPaths, corpusText } from "../../tests/support/corpus";

interface Wanted {
  readonly files: number;
  /** How many revisions each file has. */
  readonly revisions: number;
}

/**
 * Fills a database with documents of the corpus' lengths and habits, no two alike, and with a log of their
 * revisions in the scattered order of volunteers' work. It uses SQL and skips what is derived from a text,
 * since nobody reads these pages.
 */
export async function fillLog(db: Database, corpus: string, { files, revisions }: Wanted): Promise<void> {
  const show = await db.show.create({
    data: { slug: "bench", title: "Bench", filePrefix: "bench-", licence: "CC BY-SA 4.0" },
  });
  const paths = corpusPaths(corpus);
  await db.$executeRaw`
    INSERT INTO episodes (show_id, slug, sort_key, title)
    SELECT ${show.id}, n::text, lpad(n::text, 8, '0'), 'Episode ' || n FROM generate_series(1, ${files}::int) AS n`;
  for (const [i, path] of paths.entries()) {
    const text = corpusText(corpus, path);
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO documents (episode_id, kind, path, head)
        SELECT id, 'transcript', 'bench/bench-' || slug || '.md', 1 FROM episodes
        WHERE show_id = ${show.id} AND slug::int % ${paths.length}::int = ${i}`;
      await tx.$executeRaw`
        INSERT INTO revisions (document_id, number, text, sha256, summary, author_name, imported, created_at)
        SELECT d.id, 1, t.text, sha256(convert_to(t.text, 'UTF8')), 'Import ' || d.path, 'Import', true, now()
        FROM documents AS d
        CROSS JOIN LATERAL (SELECT ${text} || E'\n**Ana:** This is ' || d.path || E'.\n' AS text) AS t
        WHERE d.path LIKE 'bench/%' AND NOT EXISTS (SELECT FROM revisions AS r WHERE r.document_id = d.id)`;
    });
  }
  for (let number = 2; number <= revisions; number++) {
    await db.$executeRaw`
      INSERT INTO revisions (document_id, number, previous, text, sha256, summary, author_name, created_at)
      SELECT r.document_id, ${number}::int, ${number - 1}::int, t.text, sha256(convert_to(t.text, 'UTF8')),
             'Correct ' || d.path, 'Person ' || (d.id * ${number}::int) % 131, now()
      FROM revisions AS r JOIN documents AS d ON d.id = r.document_id
      CROSS JOIN LATERAL (SELECT overlay(r.text placing '«' || ${number}::text || '»'
                                         from 1000 + 40 * ${number}::int for 0) AS text) AS t
      WHERE r.number = ${number - 1}::int AND d.path LIKE 'bench/%'`;
  }
  await db.$executeRaw`UPDATE documents SET head = ${revisions}::int WHERE path LIKE 'bench/%'`;
  // Continue after existing entries, such as those of the demonstration.
  const there = await db.logEntry.count();
  await db.$executeRaw`
    INSERT INTO log (position, previous, document_id, revision_number, at)
    SELECT place, nullif(place - 1, 0), document_id, number, now() + place * interval '1 millisecond' FROM (
      SELECT document_id, number,
             ${there}::int + row_number() OVER (ORDER BY number, hashint4(document_id * 7 + number)) AS place
      FROM revisions AS r JOIN documents AS d ON d.id = r.document_id WHERE d.path LIKE 'bench/%') AS r
    ORDER BY place`;
}
