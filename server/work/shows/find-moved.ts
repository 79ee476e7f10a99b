import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import type { Database } from "@/server/db";

/**
 * Where a show or an episode is now that had to give up its name to a page of the platform.
 *
 * @returns the path as it is now, with a slash before it; null where nothing has moved
 */
export async function findMoved(
  db: Database,
  { show, slug }: { readonly show: string; readonly slug?: string },
): Promise<string | null> {
  // An address may hold what PostgreSQL takes for no text.
  if (!SHOW_SLUG.test(show) || (slug !== undefined && !EPISODE_SLUG.test(slug))) return null;
  const moved = async (path: string) =>
    (await db.movedAddress.findUnique({ where: { oldPath: path } }))?.newPath ?? path;
  const now = await moved(show);
  if (slug === undefined) return now === show ? null : `/${now}`;
  const path = await moved(`${now}/${slug}`);
  return path === `${show}/${slug}` ? null : `/${path}`;
}
