import type { Reader } from "@/server/db";
import { findEpisode } from "@/server/text/episodes/find-episode";
import type { Made } from "@/server/text/pages/kept";
import { listClaims } from "./list-claims";
import { toAnnotations } from "./to-annotations";

interface Wanted {
  readonly show: string;
  readonly slug: string;
  /** Where the site is reached, without a slash at its end. */
  readonly siteUrl: string;
}

/** An episode's published claims as W3C Web Annotations, as they are served; none where there is no such episode. */
export async function makeAnnotations(db: Reader, { show, slug, siteUrl }: Wanted): Promise<Made | null> {
  const episode = await findEpisode(db, { show, slug });
  if (!episode) return null;
  const { claims } = await listClaims(db, { episodeId: episode.id });
  const page = toAnnotations(claims, { siteUrl, href: `/${show}/${slug}` });
  return {
    body: Buffer.from(JSON.stringify(page)),
    headers: {
      "cache-control": "no-cache",
      "content-type": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    },
  };
}
