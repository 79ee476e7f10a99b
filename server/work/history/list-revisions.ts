import type { Database } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { type ChangeCount, countChange } from "./count-change";

/** A revision, as a line of its document's history. */
export interface RevisionLine extends ChangeCount {
  readonly number: number;
  readonly summary: string;
  readonly author: { readonly name: string; readonly handle: string | null };
  /** Who accepted it; null for imports. */
  readonly reviewer: string | null;
  /** Whether the reviewer edited it before accepting. */
  readonly edited: boolean;
  readonly imported: boolean;
  /** The number of the revision that it reverts. */
  readonly reverts: number | null;
  readonly contributionId: number | null;
  readonly createdAt: Date;
}

interface Wanted {
  readonly documentId: number;
  readonly path: string;
  readonly skip?: number;
  readonly take: number;
}

/** Lists a document's revisions, newest first. */
export async function listRevisions(
  db: Database,
  { documentId, path, skip = 0, take }: Wanted,
): Promise<RevisionLine[]> {
  const rows = await db.revision.findMany({
    where: { documentId },
    orderBy: { number: "desc" },
    skip,
    take,
    omit: { text: true, sha256: true },
    include: { author: { select: { handle: true } } },
  });
  const lines: RevisionLine[] = [];
  // In sequence: each source is cached and is the next line's `before`.
  for (const row of rows) {
    const { number } = row;
    const after = await readSource(db, { documentId, number, path });
    const before = number > 1 ? await readSource(db, { documentId, number: number - 1, path }) : null;
    lines.push({
      number,
      summary: row.summary,
      author: { name: row.authorName, handle: row.author?.handle ?? null },
      reviewer: row.reviewerName,
      edited: row.edited,
      imported: row.imported,
      reverts: row.reverts,
      contributionId: row.contributionId,
      createdAt: row.createdAt,
      ...(after ? countChange(before, after) : { added: 0, removed: 0 }),
    });
  }
  return lines;
}
