import { titleSlug } from "@/lib/title-slug";
import type { FeedItem } from "./feed";
import { itemNames, linkKey } from "./name-episodes";
import { type PlacedShow, type Places, placesOf, type Standing } from "./places-of";

/** An existing episode, with the fields that items are matched by. */
export interface KnownEpisode {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly guid: string | null;
  readonly link: string | null;
  readonly publishedAt: Date | null;
  readonly audioUrl?: string | null;
  /** Whether its transcript came as a file of its own, which names the episode. */
  readonly hasFile: boolean;
}

/** The matches, and the items and episodes without one. */
export interface Matched {
  /** Episodes that an earlier run gave the details of another show's episode. They may be in `pairs` again. */
  readonly undone: readonly KnownEpisode[];
  /** Where the items lie. */
  readonly places: Places;
  readonly pairs: ReadonlyMap<FeedItem, KnownEpisode>;
  readonly unmatchedItems: readonly FeedItem[];
  readonly unmatchedEpisodes: readonly KnownEpisode[];
}

/** What an item is compared by, given where it lies; and what an episode is. */
type Keys = readonly [
  (item: FeedItem, standing: Standing, prefix: string) => readonly string[],
  (episode: KnownEpisode) => string | null,
];

// From the strongest evidence to the weakest. Slug, number and title count only for episodes that were never
// in a feed: "3" of another season is another episode, even if the feed no longer goes back that far.
const fresh = (key: (episode: KnownEpisode) => string) => (episode: KnownEpisode) =>
  episode.guid === null ? key(episode) : null;
const titleAndDate = ({ title, publishedAt }: { title: string; publishedAt: Date | null }) =>
  publishedAt && `${titleSlug(title)} ${publishedAt.toISOString()}`;

// What lies in another show's place has that show's numbers. Where nobody knows whose place it is, a number alone says
// nothing either: 103 is an episode of many shows.
const linkEnds = (item: FeedItem, standing: Standing, prefix: string) => {
  if (standing === "foreign") return [];
  const { link } = itemNames(item);
  const own = link.flatMap((slug) => [slug, ...withoutPrefix(slug, prefix)]);
  return standing === "own" ? own : own.filter((slug) => !/^\d+$/.test(slug));
};
const numbers = (item: FeedItem, standing: Standing) => {
  if (standing === "foreign") return [];
  const { number } = itemNames(item);
  return standing === "own" ? number : number.filter((slug) => !/^\d/.test(slug));
};
const titles = ({ title }: FeedItem, standing: Standing) =>
  standing === "foreign" ? [] : [titleSlug(title)];

const TIERS: readonly Keys[] = [
  [({ guid }) => [guid], ({ guid }) => guid],
  [({ link }) => [linkKey(link) ?? ""], ({ link }) => linkKey(link)],
  [linkEnds, fresh(({ slug }) => slug.toLowerCase())],
  [numbers, fresh(({ slug }) => withoutZeros(slug))],
  [titles, fresh(({ slug }) => slug.toLowerCase())],
  [titles, fresh(({ title }) => titleSlug(title))],
  // A show that moved to another host may get new guids and links for all episodes.
  [(item) => [titleAndDate(item) ?? ""], titleAndDate],
  // Some feeds make new guids each time.
  [({ enclosure }) => [enclosure?.url ?? ""], ({ audioUrl }) => audioUrl ?? null],
];

const withoutZeros = (slug: string) => slug.toLowerCase().replace(/(?<!\d)0+(?=\d)/g, "");

const withoutPrefix = (slug: string, prefix: string) =>
  prefix !== "" && slug.startsWith(`${prefix.toLowerCase()}-`) ? [slug.slice(prefix.length + 1)] : [];

/**
 * Matches items to episodes by guid, link, the link's last part as the slug, number, title, title and date, and audio, in
 * this order. A value that two items or two episodes share matches none: a wrong match is worse than no match. Items that
 * lie in another show's place are matched by guid and link alone. The order of items and episodes does not matter.
 *
 * An episode that has a file of its own and the guid of an item in another show's place was matched by mistake: it is
 * compared anew, as if it had never been in a feed.
 */
export function matchEpisodes(
  items: readonly FeedItem[],
  episodes: readonly KnownEpisode[],
  show: PlacedShow = { slug: "", filePrefix: "", link: null, others: new Set() },
): Matched {
  const places = placesOf(items, show);
  const standings = new Map(items.map((item) => [item, places.standingOf(item.link)] as const));
  const byGuid = new Map(items.map((item) => [item.guid, item] as const));
  const isWrong = ({ hasFile, guid, link }: KnownEpisode) =>
    places.isNamed &&
    hasFile &&
    guid !== null &&
    places.standingOf(byGuid.get(guid)?.link ?? link) === "foreign";
  const undone = episodes.filter(isWrong);
  const original = new Map<KnownEpisode, KnownEpisode>();
  const pairs = new Map<FeedItem, KnownEpisode>();
  let restItems = [...items];
  let restEpisodes = episodes.map((episode) => {
    if (!isWrong(episode)) return episode;
    // Its title and date are another's too.
    const bare = { ...episode, guid: null, link: null, title: "", publishedAt: null, audioUrl: null };
    original.set(bare, episode);
    return bare;
  });
  for (const [keysOf, keyOf] of TIERS) {
    const byKey = index(restEpisodes, (episode) => [keyOf(episode) ?? ""]);
    const taken = new Set<KnownEpisode>();
    const itemsByKey = index(restItems, (item) =>
      keysOf(item, standings.get(item) ?? "unsure", show.filePrefix),
    );
    for (const [key, [item, another]] of itemsByKey) {
      const [episode, other] = byKey.get(key) ?? [];
      if (!item || another || !episode || other || pairs.has(item) || taken.has(episode)) continue;
      // An item of another show never fills an episode that has a file of its own.
      if (standings.get(item) === "foreign" && episode.hasFile && places.isNamed) continue;
      pairs.set(item, original.get(episode) ?? episode);
      taken.add(episode);
    }
    restItems = restItems.filter((item) => !pairs.has(item));
    restEpisodes = restEpisodes.filter((episode) => !taken.has(episode));
  }
  return {
    ...{ pairs, undone, places, unmatchedItems: restItems },
    unmatchedEpisodes: restEpisodes.map((episode) => original.get(episode) ?? episode),
  };
}

function index<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const thing of things)
    for (const key of new Set(keysOf(thing))) if (key) found.set(key, [...(found.get(key) ?? []), thing]);
  return found;
}
