import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { redactionsOf } from "@/server/text/documents/redactions-of";

/** The text of one immutable revision. */
export interface RevisionText {
  readonly documentId: number;
  readonly number: number;
  readonly text: string;
  /** Hex of the SHA-256 of the text's bytes. */
  readonly sha256: string;
  readonly createdAt: Date;
}

// A revision changes by a redaction alone, so its key and how many there were say all. The longest transcripts are 170 KB: 64 MB hold some hundreds.
const cache = new LRUCache<string, RevisionText>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ text }) => text.length * 2 + 1,
});

/** Reads a revision's text; none where there is no such revision. */
export async function readRevision(
  db: Reader,
  { documentId, number }: { documentId: number; number: number },
): Promise<RevisionText | null> {
  const key = `${documentId}@${number}.${await redactionsOf(db, documentId)}`;
  const kept = cache.get(key);
  if (kept) return kept;
  const row = await db.revision.findUnique({
    where: { documentId_number: { documentId, number } },
    select: { documentId: true, number: true, text: true, sha256: true, createdAt: true },
  });
  if (!row) return null;
  const revision = { ...row, sha256: Buffer.from(row.sha256).toString("hex") };
  cache.set(key, revision);
  return revision;
}
