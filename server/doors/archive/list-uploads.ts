import type { Database } from "@/server/db";

/** An uploaded file, as an export tells of it. */
export interface ArchivedUpload {
  readonly sha256: string;
  readonly kind: string;
  readonly type: string;
  readonly bytes: number;
}

/** A picture's three files, as an export tells of them. */
export interface ArchivedPicture {
  readonly url: string;
  readonly small: string;
  readonly medium: string;
  readonly large: string;
}

/** Lists the uploads and pictures of one show, or of all: those that its pages show or play. */
export async function listUploads(
  db: Database,
  showId: number | null,
): Promise<{ readonly uploads: readonly ArchivedUpload[]; readonly pictures: readonly ArchivedPicture[] }> {
  const pictures = await db.$queryRaw<ArchivedPicture[]>`
    SELECT url, small, medium, large FROM pictures
    WHERE small IS NOT NULL AND medium IS NOT NULL AND large IS NOT NULL AND url IN (
      SELECT artwork_url FROM shows WHERE ${showId}::int IS NULL OR id = ${showId}::int
      UNION SELECT artwork_url FROM episodes WHERE ${showId}::int IS NULL OR show_id = ${showId}::int
      UNION SELECT c.image_url FROM credits AS c LEFT JOIN episodes AS e ON e.id = c.episode_id
            WHERE ${showId}::int IS NULL OR c.show_id = ${showId}::int OR e.show_id = ${showId}::int)
    ORDER BY url`;
  const shown = pictures.flatMap(({ small, medium, large }) => [small, medium, large]);
  const uploads = await db.$queryRaw<ArchivedUpload[]>`
    SELECT sha256, kind, type, bytes::float8 AS bytes FROM uploads WHERE sha256 = ANY(${shown}) OR sha256 IN (
      SELECT substring(audio_url FROM '^/static/([0-9a-f]{64})') FROM episodes
      WHERE ${showId}::int IS NULL OR show_id = ${showId}::int)
    ORDER BY sha256`;
  return { uploads, pictures };
}
