import { shown } from "@/server/net/connect";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import { charsetOf } from "./charset-of";
import type { Feed, FeedItem } from "./feed";
import { distinct, type FeedRemark, readFeed } from "./read-feed";
import { MOST_BYTES } from "./read-xml";

/** A remark, and the page of the feed that it is about; null for its first. */
export interface PageRemark extends FeedRemark {
  readonly page: string | null;
}

/** All items of a feed in pages. */
export interface FetchedPages {
  readonly items: readonly FeedItem[];
  /** How many pages were read, with the first. */
  readonly pages: number;
  readonly remarks: readonly PageRemark[];
}

interface Paged {
  readonly feed: Feed;
  readonly remarks: readonly FeedRemark[];
  /** Where the first page was fetched from; null for a file. */
  readonly url: string | null;
}

// Ten episodes a page, as WordPress has them, make 2,000 episodes.
const MOST_PAGES = 200;
// Two feeds of the largest size: what a page holds stays in memory until all are stored.
const MOST_PAGED_BYTES = 2 * MOST_BYTES;

/**
 * Follows a feed to its end, page by page or archive by archive (RFC 5005): rel="next" and rel="prev-archive". Stops,
 * and says so, at a page that cannot be fetched or read, at one of another show, and at a limit.
 */
export async function fetchPages(
  first: Paged,
  options: Omit<FetchOptions, "mostBytes">,
): Promise<FetchedPages> {
  const { feed, url } = first;
  const items: FeedItem[] = [...feed.items];
  const remarks: PageRemark[] = first.remarks.map((remark) => ({ ...remark, page: null }));
  const seen = new Set([url, feed.self].filter((each) => each !== null));
  let pages = 1;
  let bytes = 0;
  let next = feed.next;
  const stop = (reason: string) =>
    void remarks.push({
      item: null,
      line: 1,
      page: null,
      reason: `its older episodes are missing: ${reason}`,
    });
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    if (pages === MOST_PAGES) {
      stop(`it has more than ${MOST_PAGES} pages`);
      break;
    }
    const fetched = await fetchBytes(next, { ...options, mostBytes: MOST_BYTES });
    const read = fetched.ok
      ? readFeed(fetched.bytes, { base: fetched.url, charset: charsetOf(fetched.contentType) })
      : fetched;
    if (!fetched.ok || !read.ok) {
      stop(`the page ${shown(next)} was not read. ${read.ok ? "" : read.message}`.trim());
      break;
    }
    bytes += fetched.bytes.length;
    if (bytes > MOST_PAGED_BYTES) {
      stop(`its pages have more than ${MOST_PAGED_BYTES / 1_000_000} MB`);
      break;
    }
    if (!isOneShow(feed, read.feed)) {
      stop(`the page ${shown(next)} is of another show (${read.feed.title})`);
      break;
    }
    pages++;
    for (const item of read.feed.items) items.push(item);
    const page = shown(next);
    remarks.push(...read.remarks.map((remark) => ({ ...remark, page })));
    next = read.feed.next;
  }
  if (pages === 1) return { items, pages, remarks };
  const doubled: FeedRemark[] = [];
  const all = distinct(items, doubled);
  remarks.push(...doubled.map((remark) => ({ ...remark, page: null })));
  return { items: all, pages, remarks };
}

/** By the guid where both have one: pages of older episodes may keep an older title. */
const isOneShow = (a: Feed, b: Feed) =>
  a.guid !== null && b.guid !== null
    ? a.guid === b.guid
    : a.title === b.title || (a.link !== null && a.link === b.link);
