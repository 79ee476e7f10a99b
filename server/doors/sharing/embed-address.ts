import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { momentQuery, parseMoment } from "@/lib/time";

/** An episode as an address names it. */
export interface NamedEpisode {
  readonly show: string;
  readonly slug: string;
  /** Seconds at which the address opens it, where it says so. */
  readonly moment: number | undefined;
}

/**
 * Reads the address of an episode's page, as someone copied it from their browser: of this site, over http or https,
 * with or without a moment.
 *
 * @returns none where it is no such address
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

/** Where the player for other sites' pages is: `/embed/figures/1?t=255`. */
export function embedAddress({ show, slug, moment }: NamedEpisode): string {
  return `/embed/${show}/${slug}${moment === undefined ? "" : momentQuery(moment)}`;
}
