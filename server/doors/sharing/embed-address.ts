import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { momentQuery, parseMoment } from "@/lib/time";

/** An episode named by an address. */
export interface NamedEpisode {
  readonly show: string;
  readonly slug: string;
  /** The moment in the address, in seconds; undefined if it has none. */
  readonly moment: number | undefined;
}

/**
 * Parses the address of an episode's page on this site, as copied from a browser: http or https, with or
 * without a moment.
 *
 * @returns undefined if it is not such an address
 */
export function parseEpisodeAddress(address: string, site: string): NamedEpisode | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.host !== new URL(site).host) return undefined;
  const [, show = "", slug = "", ...more] = url.pathname.replace(/\/$/, "").split("/");
  if (more.length > 0 || !SHOW_SLUG.test(show) || !EPISODE_SLUG.test(slug)) return undefined;
  const moment =
    parseMoment(new URLSearchParams(url.hash.slice(1)).get("t")) ?? parseMoment(url.searchParams.get("t"));
  return { show, slug, moment };
}

/** The path of the player for other sites' pages: `/embed/figures/1?t=255`. */
export function embedAddress({ show, slug, moment }: NamedEpisode): string {
  return `/embed/${show}/${slug}${moment === undefined ? "" : momentQuery(moment)}`;
}
