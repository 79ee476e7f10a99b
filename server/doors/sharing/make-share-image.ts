import type { Reader } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import type { Made } from "@/server/text/pages/kept";
import { drawShareImage } from "./draw-share-image";

/** An episode's share image, as it is served; none where there is no such episode. */
export async function makeShareImage(
  db: Reader,
  wanted: { readonly show: string; readonly slug: string },
): Promise<Made | null> {
  const episode = await findEpisode(db, wanted);
  if (!episode) return null;
  return {
    body: await drawShareImage(episode),
    headers: { "cache-control": "public, max-age=3600", "content-type": "image/png" },
  };
}
