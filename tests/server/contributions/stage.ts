import type { Database } from "../../../server/db";
import { appendRevisions } from "../../../server/text/documents/append-revisions";

type Role = "owner" | "maintainer" | "trusted" | "contributor";

/** A person with an account. */
export async function person(db: Database, handle: string, admin = false) {
  const { id } = await db.user.create({ data: { handle, name: handle, admin } });
  return { id, name: handle };
}

interface Show {
  readonly slug?: string;
  readonly contribute?: "anyone" | "signed_in" | "invited";
  readonly trustAccepted?: number | null;
  readonly licence?: string | null;
}

/** A show. The tests' contributors have agreed to its licence unless a test says otherwise. */
export async function makeShow(db: Database, { slug = "x", ...rules }: Show = {}) {
  return db.show.create({ data: { slug, title: slug.toUpperCase(), filePrefix: slug, ...rules } });
}

export async function grant(db: Database, { id: userId }: { id: string }, showId: number, role: Role) {
  await db.showRole.create({ data: { userId, showId, role } });
}

/** An episode with a transcript, or with show notes too, at its first revision. */
export async function makeDocument(
  db: Database,
  {
    showId,
    slug = "1",
    text,
    path,
    duration = null,
  }: {
    showId: number;
    slug?: string;
    text: string;
    path?: string;
    duration?: number | null;
  },
): Promise<number> {
  const where = path ?? `${showId}/x-${slug}.md`;
  const kind = where.endsWith(".notes.md") ? "notes" : "transcript";
  return db.$transaction(async (tx) => {
    const key = { showId_slug: { showId, slug } };
    const create = { showId, slug, sortKey: slug, title: `Episode ${slug}`, durationSeconds: duration };
    const episode = await tx.episode.upsert({ where: key, create, update: {} });
    const document = await tx.document.create({ data: { episodeId: episode.id, kind, path: where } });
    const author = { id: null, name: "Import" };
    const made = await appendRevisions(tx, [
      { documentId: document.id, base: 0, text, summary: "Import", author, imported: true },
    ]);
    if (!made.ok) throw new Error(made.reason);
    return document.id;
  });
}

/** The newest text of a document. */
export async function headText(db: Database, documentId: number): Promise<string> {
  const document = await db.document.findUniqueOrThrow({ where: { id: documentId } });
  const revision = await db.revision.findUniqueOrThrow({
    where: { documentId_number: { documentId, number: document.head } },
  });
  return revision.text;
}
