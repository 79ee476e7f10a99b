import type { Database, Transaction } from "@/server/db";

/**
 * The number of a document's redactions. Every cache of a revision has this number in its key, so that no
 * process shows text that another one redacted.
 */
export async function redactionsOf(db: Database | Transaction, documentId: number): Promise<number> {
  const [row] = await db.$queryRaw<{ redactions: number }[]>`
    SELECT redactions FROM documents WHERE id = ${documentId}`;
  return row?.redactions ?? 0;
}
