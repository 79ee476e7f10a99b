import type { Database } from "@/server/db";
import { mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { listSourceFiles, type SourceFile } from "@/server/text/episodes/list-source-files";

/** A source file, with what only those who review at its show see. */
export interface OwnSourceFile extends SourceFile {
  readonly bytes: number;
  readonly fetchedAt: Date;
  /** Its address, and whether its bytes are kept; null for those who do not review at the show. */
  readonly own: { readonly url: string; readonly isKept: boolean } | null;
}

/** The files that an episode's transcript was chosen from; null if there is no such episode. */
export async function readSources(
  db: Database,
  { show, slug, personId }: { show: string; slug: string; personId: string | null },
): Promise<{
  readonly title: string;
  readonly reviews: boolean;
  readonly files: readonly OwnSourceFile[];
} | null> {
  const episode = await db.episode.findFirst({
    where: { slug, show: { slug: show } },
    select: { id: true, title: true, showId: true },
  });
  if (!episode) return null;
  const reviews = mayReview(await standingAt(db, { personId, showId: episode.showId }));
  const [files, rows] = await Promise.all([
    listSourceFiles(db, episode.id),
    db.$queryRaw<{ id: number; url: string; bytes: number; fetchedAt: Date; isKept: boolean }[]>`
      SELECT id, url, bytes, fetched_at AS "fetchedAt", content IS NOT NULL AS "isKept"
      FROM source_files WHERE episode_id = ${episode.id}`,
  ]);
  const byId = new Map(rows.map((row) => [row.id, row] as const));
  return {
    title: episode.title,
    reviews,
    files: files.flatMap((file) => {
      const row = byId.get(file.id);
      if (!row) return [];
      const { url, isKept, bytes, fetchedAt } = row;
      return [{ ...file, bytes, fetchedAt, own: reviews ? { url, isKept } : null }];
    }),
  };
}
