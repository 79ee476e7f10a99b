import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { parseSplices } from "@/server/text/documents/parse-splices";
import { applySplices, PARSER_VERSION, splices } from "@/transcript";

const BATCH = 100;

interface Version {
  readonly contribution_id: number;
  readonly number: number;
  readonly path: string;
  readonly parser: number;
  readonly splices: unknown;
  readonly text: string;
}

/**
 * Counts the changes of contributions by the segments of today's parser, if an older one made them: the text that each
 * proposes stays the same, and so does what a merge makes of it.
 *
 * @returns the contributions whose changes do not fit the text they were made from, and stay as they are
 */
export async function reparseContributions(db: Database, signal?: AbortSignal): Promise<number[]> {
  // Only these texts have other segments by version 2.
  await db.$executeRaw`
    UPDATE contribution_versions AS v SET parser = ${PARSER_VERSION} FROM revisions AS r
    WHERE v.parser < ${PARSER_VERSION} AND r.document_id = v.document_id AND r.number = v.base
      AND left(r.text, 3) <> '---' AND left(r.text, 1) <> chr(65279)`;
  const unfit: number[] = [];
  let last = { contribution_id: 0, number: 0 };
  while (!signal?.aborted) {
    const rows = await db.$queryRaw<Version[]>`
      SELECT v.contribution_id, v.number, d.path, v.parser, v.splices, r.text
      FROM contribution_versions AS v
      JOIN documents AS d ON d.id = v.document_id
      JOIN revisions AS r ON r.document_id = v.document_id AND r.number = v.base
      WHERE v.parser < ${PARSER_VERSION}
        AND (v.contribution_id, v.number) > (${last.contribution_id}::int, ${last.number}::int)
      ORDER BY v.contribution_id, v.number LIMIT ${BATCH}::int`;
    for (const row of rows) if (!(await reparse(db, row))) unfit.push(row.contribution_id);
    last = rows.at(-1) ?? last;
    if (rows.length < BATCH) break;
  }
  return unfit;
}

async function reparse(db: Database, { contribution_id: id, number, ...row }: Version): Promise<boolean> {
  const { path, text, parser } = row;
  const before = parseDocument({ path, text, parser });
  const proposed = applySplices(before, parseSplices(row.splices));
  if (proposed === null) return false;
  const found = splices(parseDocument({ path, text }), parseDocument({ path, text: proposed }));
  await db.$executeRaw`
    UPDATE contribution_versions SET splices = ${JSON.stringify(found)}::jsonb, parser = ${PARSER_VERSION}
    WHERE contribution_id = ${id} AND number = ${number}`;
  return true;
}
