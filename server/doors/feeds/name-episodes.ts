import { EPISODE_SLUG, isShowAddress } from "@/lib/addresses";
import { titleSlug } from "@/lib/title-slug";
import { trimEndWhere } from "@/lib/trim-where";
import type { FeedItem } from "./feed";

/** The part of a link that tells episodes apart; null for a site's front page. */
export function linkKey(link: string | null): string | null {
  if (!link || !URL.canParse(link)) return null;
  const { hostname, pathname, search } = new URL(link);
  const path = trimEndWhere(pathname, (sign) => sign === "/");
  return path || search ? `${hostname.replace(/^www\./, "")}${path}${search}`.toLowerCase() : null;
}

/** The slugs that an item's link and number offer. */
export function itemNames({ link, season, number }: FeedItem): { link: string[]; number: string[] } {
  const end =
    link && URL.canParse(link) ? new URL(link).pathname.split("/").filter(Boolean).at(-1) : undefined;
  const slug = (end ?? "").replace(/\.(?:x?html?|php|aspx?)$/i, "").toLowerCase();
  const numbers =
    number === null ? [] : [...(season === null ? [] : [`s${season}e${number}`]), String(number)];
  return { link: EPISODE_SLUG.test(slug) ? [slug] : [], number: numbers };
}

/**
 * Gives slugs to episodes that do not exist yet: the last part of their link, their number, their title, or, where that
 * is in another script, their date, whichever comes first that no other item and no episode has; else all of them and a counter. The order of
 * the items does not matter.
 *
 * @param taken the slugs of existing episodes
 * @param all every item of the feed, also those with an episode
 */
export function nameEpisodes(
  items: readonly FeedItem[],
  taken: ReadonlySet<string>,
  all: readonly FeedItem[],
): Map<FeedItem, string> {
  const uses = new Map<string, number>();
  const candidates = (item: FeedItem) => {
    const { link, number } = itemNames(item);
    // An episode's number alone recurs in the next season.
    const title = titleSlug(item.title) || (item.publishedAt?.toISOString().slice(0, 10) ?? "");
    const named = [...link, ...number.slice(0, 1), title];
    return [...new Set(named)].filter(
      (slug) => EPISODE_SLUG.test(slug) && slug.length <= 200 && !isShowAddress(slug),
    );
  };
  for (const item of all) for (const slug of candidates(item)) uses.set(slug, (uses.get(slug) ?? 0) + 1);
  const held = new Set([...taken].map((slug) => slug.toLowerCase()));
  const names = new Map<FeedItem, string>();
  for (const item of items.toSorted((a, b) => (a.guid < b.guid ? -1 : 1))) {
    const choices = candidates(item);
    const base = choices.at(-1) ?? "episode";
    let slug = choices.find((each) => uses.get(each) === 1 && !held.has(each)) ?? base;
    for (let n = 2; held.has(slug); n++) slug = `${base}-${n}`;
    held.add(slug);
    names.set(item, slug);
  }
  return names;
}
