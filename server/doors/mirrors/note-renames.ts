import { createHash } from "node:crypto";
import type { Database } from "@/server/db";
import { openBlobs } from "@/server/doors/import/open-blobs";
import { LIMIT } from "@/server/doors/import/read-text";

interface Noting {
  readonly db: Database;
  /** A repository that has the files. */
  readonly path: string;
  readonly showId: number;
  /** The files there, and the ids of their contents. */
  readonly there: ReadonlyMap<string, string>;
}

/**
 * Notes which files were renamed in a repository that a show follows: a file that is new there, with the text that a document
 * here has or had, where the document's own file is gone. The document keeps its path, its history and its address here, and
 * is found by its new name from now on, whatever becomes of its text.
 */
export async function noteRenames({ db, path, showId, there }: Noting): Promise<void> {
  const documents = await db.$queryRaw<{ id: number; path: string }[]>`
    SELECT d.id, coalesce(n.path, d.path) AS path FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id
    LEFT JOIN renamed_files AS n ON n.document_id = d.id
    WHERE e.show_id = ${showId}`;
  const known = new Set(documents.map((document) => document.path));
  const gone = documents.filter((document) => !there.has(document.path));
  const fresh = [...there].filter(([name]) => name.endsWith(".md") && !known.has(name));
  if (gone.length === 0 || fresh.length === 0) return;
  await using blobs = openBlobs(path);
  for (const [name, blob] of fresh) {
    const bytes = await blobs.read(blob, LIMIT);
    if (!bytes) continue;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const [was] = await db.$queryRaw<{ id: number }[]>`
      SELECT document_id AS id FROM revisions
      WHERE document_id = ANY(${gone.map(({ id }) => id)}::int[]) AND sha256 = decode(${sha256}, 'hex')
      ORDER BY document_id LIMIT 1`;
    if (!was) continue;
    await db.renamedFile.upsert({
      where: { documentId: was.id },
      create: { showId, path: name, documentId: was.id },
      update: { path: name },
    });
    gone.splice(
      gone.findIndex(({ id }) => id === was.id),
      1,
    );
    if (gone.length === 0) return;
  }
}
