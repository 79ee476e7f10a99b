import type { Database, Transaction } from "@/server/db";

/**
 * What a document's revisions depend on besides their numbers: how often words were removed from them for good, and how
 * often the times of their words were measured anew. Every cache of a revision has it in its key, so that no process
 * shows text that another one redacted, or times that another one has measured since.
 */
export async function versionOf(db: Database | Transaction, documentId: number): Promise<string> {
  const [row] = await db.$queryRaw<{ version: string }[]>`
    SELECT redactions || '.' || times AS version FROM documents WHERE id = ${documentId}`;
  return row?.version ?? "";
}
