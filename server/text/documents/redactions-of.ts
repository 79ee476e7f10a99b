import type { Database, Transaction } from "@/server/db";

/**
 * How often something was taken out of a document for good. Whatever is kept of a revision is kept under this number as
 * well, so that no process goes on showing what was redacted by another.
 */
export async function redactionsOf(db: Database | Transaction, documentId: number): Promise<number> {
  const [row] = await db.$queryRaw<{ redactions: number }[]>`
    SELECT redactions FROM documents WHERE id = ${documentId}`;
  return row?.redactions ?? 0;
}
