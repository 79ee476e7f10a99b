import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { db } from "@/server/db";
import { findStanding } from "../../settings/find-standing";

/** An episode, for those who may edit its details; null for everybody else, and where there is none. */
export async function findEditor(show: string, slug: string) {
  if (!SHOW_SLUG.test(show) || !EPISODE_SLUG.test(slug)) return null;
  const found = await findStanding(show);
  if (!found) return null;
  const episode = await db().episode.findUnique({
    where: { showId_slug: { showId: found.show.id, slug } },
    select: { id: true, slug: true, title: true, audioUrl: true },
  });
  return episode ? { ...found, episode } : null;
}
