/** A show's feeds, by the last part of their address. */
const FEEDS = ["feed.xml", "changes.xml"] as const;

export type FeedKind = (typeof FEEDS)[number];

export const isFeed = (name: string): name is FeedKind => FEEDS.some((feed) => feed === name);
