import fc from "fast-check";
import { expect, test } from "vitest";
import type { FeedItem } from "../../../server/doors/feeds/feed";
import { type KnownEpisode, matchEpisodes } from "../../../server/doors/feeds/match-episodes";
import { nameEpisodes } from "../../../server/doors/feeds/name-episodes";

const item = (over: Partial<FeedItem>): FeedItem => ({
  ...{
    guid: "g",
    title: "T",
    description: null,
    notesHtml: null,
    publishedAt: null,
    link: null,
    season: null,
  },
  ...{ number: null, artworkUrl: null, durationSeconds: null, enclosure: null, people: [], chapters: [] },
  ...{ chaptersUrl: null, transcripts: [], line: 1, explicit: null, alternateEnclosures: [] },
  ...over,
});
const episode = (id: number, over: Partial<KnownEpisode>): KnownEpisode => ({
  ...{ id, slug: String(id), title: `Show ${id}`, guid: null, link: null, publishedAt: null },
  hasFile: true,
  ...over,
});
const matched = (items: readonly FeedItem[], episodes: readonly KnownEpisode[]) =>
  Object.fromEntries([...matchEpisodes(items, episodes).pairs].map(([{ guid }, { id }]) => [guid, id]));

test("a guid says more than a link, a link more than a number, a number more than a title", () => {
  const episodes = [
    episode(1, { guid: "a", slug: "x" }),
    episode(2, { link: "https://x.example/two/" }),
    episode(3, {}),
    episode(4, { slug: "the-title" }),
  ];
  expect(
    matched(
      [
        item({ guid: "a", number: 3, link: "https://x.example/two" }),
        item({ guid: "b", number: 3, link: "http://www.x.example/two" }),
        item({ guid: "c", number: 3 }),
        item({ guid: "d", title: "The Title?" }),
      ],
      episodes,
    ),
  ).toEqual({ a: 1, b: 2, c: 3, d: 4 });
});

test("what says the same of two says nothing: no match is better than a wrong one", () => {
  expect(matched([item({ guid: "a", number: 1 }), item({ guid: "b", number: 1 })], [episode(1, {})])).toEqual(
    {},
  );
  // The earlier feed's "3" belongs to another season.
  expect(matched([item({ guid: "new", number: 3 })], [episode(3, { guid: "old" })])).toEqual({});
});

test("a show that moved to another host keeps its episodes, by title and date", () => {
  const publishedAt = new Date("2024-01-01");
  const moved = item({ guid: "new", title: "One", publishedAt });
  expect(matched([moved], [episode(1, { guid: "old", title: "One", publishedAt })])).toEqual({ new: 1 });
  expect(matched([moved], [episode(1, { guid: "old", title: "One" })])).toEqual({});
});

const someItems = fc.uniqueArray(
  fc.record({
    guid: fc.stringMatching(/^[a-f]{1,3}$/),
    title: fc.constantFrom("One", "Two", "Three!", "你好"),
    number: fc.constantFrom(null, 1, 2, 3.5),
    season: fc.constantFrom(null, 1, 2),
    link: fc.constantFrom(null, "https://x.example/", "https://x.example/one", "https://x.example/2"),
  }),
  { selector: ({ guid }) => guid, maxLength: 12 },
);

test("names are addresses, each given once, and the order of the items says nothing", () => {
  fc.assert(
    fc.property(someItems, fc.constantFrom<string[][]>([], ["one", "2"], ["1", "two"]), (made, slugs) => {
      const items = made.map(item);
      const episodes = slugs.map((slug, i) => episode(i, { slug, title: slug }));
      const taken = new Set(slugs);
      const run = (ordered: readonly FeedItem[]) => {
        const { pairs, unmatchedItems } = matchEpisodes(ordered, episodes);
        const names = nameEpisodes(unmatchedItems, taken, ordered);
        return Object.fromEntries(
          ordered.map((each) => [each.guid, pairs.get(each)?.slug ?? names.get(each)]),
        );
      };
      const names = run(items);
      expect(run(items.toReversed())).toEqual(names);
      const all = Object.values(names);
      expect(new Set(all).size).toBe(all.length);
      for (const name of all) expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
    }),
  );
});
