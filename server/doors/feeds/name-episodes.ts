import { EPISODE_SLUG, isShowAddress } from "@/lib/addresses";
import { trimEndWhere, trimWhere } from "@/lib/trim-where";
import type { FeedItem } from "./feed";

// Long enough to tell episodes apart, short enough to read aloud.
const LONGEST_SLUG = 80;

/**
 * A title as a slug: `Ünder the Hood!` becomes `under-the-hood`; empty if most of its letters cannot be in an address,
 * as in another script: what would be left of it names nothing.
 */
export function titleSlug(title: string): string {
  const plain = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, "")
    .replace(/[^a-z0-9]+/g, "-");
  const letters = trimWhere(plain, (sign) => sign === "-");
  const all = title.normalize("NFKC").match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters.replaceAll("-", "").length * 2 < all) return "";
  if (letters.length <= LONGEST_SLUG) return letters;
  return letters.slice(
    0,
    letters.lastIndexOf("-", LONGEST_SLUG) > 0 ? letters.lastIndexOf("-", LONGEST_SLUG) : LONGEST_SLUG,
  );
}

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
