import type { FeedItem } from "./feed";
import { itemNames, linkKey, titleSlug } from "./name-episodes";

/** An episode that is there, as far as items can be told by it. */
export interface KnownEpisode {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly guid: string | null;
  readonly link: string | null;
  readonly publishedAt: Date | null;
}

/** Which episode each item is of. */
export interface Matched {
  readonly pairs: ReadonlyMap<FeedItem, KnownEpisode>;
  readonly unmatchedItems: readonly FeedItem[];
  readonly unmatchedEpisodes: readonly KnownEpisode[];
}

type Keys = readonly [(item: FeedItem) => readonly string[], (episode: KnownEpisode) => string | null];

// From what says most to what says least. A slug, a number and a title are looked for only among episodes that have
// never been in a feed: "3" of another season is another episode, also where the feed no longer goes back to it.
const fresh = (key: (episode: KnownEpisode) => string) => (episode: KnownEpisode) =>
  episode.guid === null ? key(episode) : null;
const titleAndDate = ({ title, publishedAt }: { title: string; publishedAt: Date | null }) =>
  publishedAt && `${titleSlug(title)} ${publishedAt.toISOString()}`;

const TIERS: readonly Keys[] = [
  [({ guid }) => [guid], ({ guid }) => guid],
  [({ link }) => [linkKey(link) ?? ""], ({ link }) => linkKey(link)],
  [(item) => itemNames(item).link, fresh(({ slug }) => slug.toLowerCase())],
  [(item) => itemNames(item).number, fresh(({ slug }) => withoutZeros(slug))],
  [({ title }) => [titleSlug(title)], fresh(({ slug }) => slug.toLowerCase())],
  [({ title }) => [titleSlug(title)], fresh(({ title }) => titleSlug(title))],
  // A show that moved to another host may get new guids and links for all.
  [(item) => [titleAndDate(item) ?? ""], titleAndDate],
];

const withoutZeros = (slug: string) => slug.toLowerCase().replace(/(?<!\d)0+(?=\d)/g, "");

/**
 * Matches items to episodes by guid, link, the link's end as the slug, number, and title, in this order. What one
 * of these says of two items or two episodes it says of none: a wrong match is worse than none. The order of items
 * and of episodes says nothing.
 */
export function matchEpisodes(items: readonly FeedItem[], episodes: readonly KnownEpisode[]): Matched {
  const pairs = new Map<FeedItem, KnownEpisode>();
  let restItems = [...items];
  let restEpisodes = [...episodes];
  for (const [keysOf, keyOf] of TIERS) {
    const byKey = index(restEpisodes, (episode) => [keyOf(episode) ?? ""]);
    const taken = new Set<KnownEpisode>();
    for (const [key, [item, another]] of index(restItems, keysOf)) {
      const [episode, other] = byKey.get(key) ?? [];
      if (!item || another || !episode || other || pairs.has(item)) continue;
      pairs.set(item, episode);
      taken.add(episode);
    }
    restItems = restItems.filter((item) => !pairs.has(item));
    restEpisodes = restEpisodes.filter((episode) => !taken.has(episode));
  }
  return { pairs, unmatchedItems: restItems, unmatchedEpisodes: restEpisodes };
}

function index<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const thing of things)
    for (const key of new Set(keysOf(thing))) if (key) found.set(key, [...(found.get(key) ?? []), thing]);
  return found;
}
