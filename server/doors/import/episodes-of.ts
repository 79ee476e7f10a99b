import type { Database } from "@/server/db";

/** The episodes of documents, by the documents' paths. */
export async function episodesOf(
  db: Database,
  paths: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: number; readonly showId: number }>> {
  const documents = await db.document.findMany({
    where: { path: { in: [...paths] } },
    select: { path: true, episode: { select: { id: true, showId: true } } },
  });
  return new Map(documents.map(({ path, episode }) => [path, episode] as const));
}
