import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import type { Reader } from "@/server/db";

/**
 * Where an address leads now whose show or episode had to give up its name to a page of the platform. What stands
 * behind the name stays: an ending, what lies below, the query.
 *
 * @param url as it was requested: /new/1/history?page=2, /embed/new/1
 * @returns the address as it is now: /new-show/1/history?page=2; null where nothing has moved
 */
export async function findMoved(db: Reader, url: string): Promise<string | null> {
  const [, embed = "", show = "", slug = "", below = ""] =
    /^(\/embed)?\/([^/?.]+)(?:\/([^/?.]+))?([/?.].*)?$/.exec(url) ?? [];
  // An address may hold what PostgreSQL takes for no text.
  if (!SHOW_SLUG.test(show) || (slug !== "" && !EPISODE_SLUG.test(slug))) return null;
  const moved = async (path: string) =>
    (await db.movedAddress.findUnique({ where: { oldPath: path } }))?.newPath ?? path;
  const now = await moved(show);
  const path = slug === "" ? now : await moved(`${now}/${slug}`);
  return path === (slug === "" ? show : `${show}/${slug}`) ? null : `${embed}/${path}${below}`;
}
