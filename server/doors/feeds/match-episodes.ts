import type { FeedItem } from "./feed";
import { itemNames, linkKey, titleSlug } from "./name-episodes";

/** An existing episode, with the fields that items are matched by. */
export interface KnownEpisode {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly guid: string | null;
  readonly link: string | null;
  readonly publishedAt: Date | null;
}

/** The matches, and the items and episodes without one. */
export interface Matched {
  readonly pairs: ReadonlyMap<FeedItem, KnownEpisode>;
  readonly unmatchedItems: readonly FeedItem[];
  readonly unmatchedEpisodes: readonly KnownEpisode[];
}

type Keys = readonly [(item: FeedItem) => readonly string[], (episode: KnownEpisode) => string | null];

// From the strongest evidence to the weakest. Slug, number and title count only for episodes that were never
// in a feed: "3" of another season is another episode, even if the feed no longer goes back that far.
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
  // A show that moved to another host may get new guids and links for all episodes.
  [(item) => [titleAndDate(item) ?? ""], titleAndDate],
];

const withoutZeros = (slug: string) => slug.toLowerCase().replace(/(?<!\d)0+(?=\d)/g, "");

/**
 * Matches items to episodes by guid, link, the link's last part as the slug, number, and title, in this
 * order. A value that two items or two episodes share matches none: a wrong match is worse than no match. The
 * order of items and episodes does not matter.
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
