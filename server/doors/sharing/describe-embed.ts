import type { Reader } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { embedAddress, parseEpisodeAddress } from "./embed-address";
import { EMBED_SIZE, embedCode } from "./embed-code";
import { SHARE_IMAGE } from "./share-image";

/** An oEmbed 1.0 response of the type `rich`. */
export interface Embed {
  readonly version: "1.0";
  readonly type: "rich";
  readonly title: string;
  readonly author_name: string;
  readonly author_url: string;
  readonly provider_name: "On Record";
  readonly provider_url: string;
  /** In seconds. */
  readonly cache_age: number;
  readonly html: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail_url?: string;
  readonly thumbnail_width?: number;
  readonly thumbnail_height?: number;
}

interface Wanted {
  /** The address of the episode's page. */
  readonly url: string;
  /** This site's address, without a trailing slash. */
  readonly site: string;
  /** The space on the other site, in pixels. */
  readonly maxWidth?: number | undefined;
  readonly maxHeight?: number | undefined;
}

// Titles seldom change, and an old one shown for an hour does no harm.
const CACHE_SECONDS = 3600;

/**
 * Describes an episode by oEmbed (https://oembed.com) for another site that embeds it; null if there is no
 * such episode.
 */
export async function describeEmbed(
  db: Reader,
  { url, site, maxWidth, maxHeight }: Wanted,
): Promise<Embed | null> {
  const named = parseEpisodeAddress(url, site);
  const episode = named ? await findEpisode(db, named) : null;
  if (!named || !episode) return null;
  const { show, title } = episode;
  const page = `${site}/${show.slug}`;
  const width = Math.min(EMBED_SIZE.width, maxWidth ?? EMBED_SIZE.width);
  const height = Math.min(EMBED_SIZE.height, maxHeight ?? EMBED_SIZE.height);
  // The specification limits the thumbnail to the same space: it is given whole or not at all.
  const fits =
    SHARE_IMAGE.width <= (maxWidth ?? SHARE_IMAGE.width) &&
    SHARE_IMAGE.height <= (maxHeight ?? SHARE_IMAGE.height);
  return {
    version: "1.0",
    type: "rich",
    title,
    author_name: show.title,
    author_url: page,
    provider_name: "On Record",
    provider_url: site,
    cache_age: CACHE_SECONDS,
    html: embedCode({
      src: `${site}${embedAddress(named)}`,
      title: `${title} · ${show.title}`,
      width,
      height,
    }),
    width,
    height,
    ...(fits
      ? {
          thumbnail_url: `${page}/${episode.slug}/opengraph-image`,
          thumbnail_width: SHARE_IMAGE.width,
          thumbnail_height: SHARE_IMAGE.height,
        }
      : {}),
  };
}
