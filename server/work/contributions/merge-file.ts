import { createHash } from "node:crypto";
import type { Database } from "@/server/db";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource } from "@/server/text/documents/read-source";
import { merge, serialize } from "@/transcript";

interface Wanted {
  readonly document: { readonly id: number; readonly path: string; readonly head: number };
  /** The text that the file's was made from, as far as is known: what the file said when it was last fetched. */
  readonly before: string | null;
  /** What the file says now. */
  readonly text: string;
}

/** The text to propose, and the revision that it is proposed for. */
export interface MergedFile {
  readonly base: number;
  readonly text: string;
  /** How many places stay as they were edited here, because the file changes them too. */
  readonly kept: number;
}

/**
 * Merges a file from elsewhere three ways: what it changed of the text it was made from is proposed, and what people
 * changed here stays. Where a revision has the very text that the file was made from, that revision is the base, and the
 * pipeline merges; where none has it, the merge is made here, and nobody's edit gives way.
 */
export async function mergeFile(db: Database, { document, before, text }: Wanted): Promise<MergedFile> {
  const { id, path, head } = document;
  const revision = await findBase(db, id, before);
  if (revision !== null) return { base: revision, text, kept: 0 };
  const source = await readSource(db, { documentId: id, number: head, path });
  if (!source) throw new Error(`${path} has no text`);
  const [base, theirs] = [parseDocument({ path, text: before ?? "" }), parseDocument({ path, text })];
  const merged = merge(base, source.transcript, theirs);
  if (merged.ok) return { base: head, text: serialize(merged.transcript), kept: 0 };
  // In the partly merged text the base stands at each conflict; ours takes its place.
  const segments = [...merged.transcript.segments];
  for (const { segments: at } of merged.conflicts.toReversed())
    segments.splice(
      at.merged[0],
      at.merged[1] - at.merged[0],
      ...source.transcript.segments.slice(...at.ours),
    );
  return {
    base: head,
    text: serialize({ ...merged.transcript, segments }),
    kept: merged.conflicts.length,
  };
}

/**
 * The newest revision that has this text; where the text is not known, the last that an import made, else the first.
 *
 * @returns null where the text is known and no revision has it
 */
async function findBase(db: Database, documentId: number, before: string | null): Promise<number | null> {
  const sha256 = before === null ? null : createHash("sha256").update(before).digest();
  const [row] = await db.$queryRaw<{ number: number | null }[]>`
    SELECT CASE WHEN ${sha256}::bytea IS NULL
             THEN coalesce(max(number) FILTER (WHERE imported), min(number))
             ELSE max(number) FILTER (WHERE sha256 = ${sha256}::bytea) END AS number
    FROM revisions WHERE document_id = ${documentId}`;
  return row?.number ?? null;
}
