import { LRUCache } from "lru-cache";
import type { Reader } from "@/server/db";
import { versionOf } from "@/server/text/documents/version-of";

/** The text of one revision. */
export interface RevisionText {
  readonly documentId: number;
  readonly number: number;
  readonly text: string;
  /** SHA-256 of the text's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly createdAt: Date;
}

// Only a redaction changes a revision, and each makes another version. The longest transcripts have 170 KB: 64 MB hold some hundreds.
const cache = new LRUCache<string, RevisionText>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ text }) => text.length * 2 + 1,
});

/** Reads a revision's text; null if there is no such revision. */
export async function readRevision(
  db: Reader,
  { documentId, number }: { documentId: number; number: number },
): Promise<RevisionText | null> {
  const key = `${documentId}@${number}.${await versionOf(db, documentId)}`;
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
