import type { Database } from "@/server/db";
import type { FetchOptions } from "@/server/net/fetch-bytes";
import { kindOf } from "@/server/text/transcript-files/kind-of";
import { charsetOf } from "./charset-of";
import type { Feed } from "./feed";
import { fetchFeed } from "./fetch-feed";
import { findFeedLink } from "./find-feed-link";
import { findShow } from "./find-show";
import { type FeedRemark, readFeed } from "./read-feed";

/** What an import of a feed would bring. */
export interface FeedPreview {
  /** Where the feed was found, after redirects. */
  readonly url: string;
  readonly title: string;
  readonly author: string | null;
  readonly licence: string | null;
  /** On its first page. */
  readonly episodes: number;
  /** Whether it has more pages, which the import reads too. */
  readonly more: boolean;
  readonly withAudio: number;
  readonly withTranscript: number;
  /** How many transcripts there are of each kind; "unknown" where neither type nor ending tells. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The first and the last day of its episodes. */
  readonly from: Date | null;
  readonly to: Date | null;
  /** The slug that the show has, or would get; "" where a person has to choose one. */
  readonly slug: string;
  /** The show of that slug, if it is here already. */
  readonly here: { readonly title: string; readonly episodes: number } | null;
  /** Whether nobody can tell which show's feed this is. */
  readonly unclear: boolean;
  /** What cannot be read of it, with its line. */
  readonly problems: readonly { readonly line: number | null; readonly reason: string }[];
}

/** The preview, or why there is none. */
export type PreviewedFeed =
  | { readonly ok: true; readonly preview: FeedPreview }
  | { readonly ok: false; readonly message: string };

interface Options {
  readonly db: Database;
  /** The address of a feed, or of a page that names one. */
  readonly url: string;
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "limitSeconds">;
}

const LONGEST_ADDRESS = 2000;

/** Fetches a feed and says what an import would bring. Writes nothing. */
export async function previewFeed({ db, url, fetch = {} }: Options): Promise<PreviewedFeed> {
  // A file of the server's is for the command.
  if (!/^https?:\/\//i.test(url) || url.length > LONGEST_ADDRESS || !URL.canParse(url))
    return { ok: false, message: "A feed’s address begins with https://." };
  const found = await readAt(url, fetch);
  if (!found.ok) return found;
  const { feed, remarks } = found;
  const shown = await findShow(db, { feed, url: found.url });
  const slug = shown.ok ? shown.slug : "";
  const here = slug
    ? await db.show.findUnique({
        where: { slug },
        select: { title: true, _count: { select: { episodes: true } } },
      })
    : null;
  return {
    ok: true,
    preview: {
      ...{ url: found.url, title: feed.title, author: feed.author, licence: feed.licence },
      ...countsOf(feed),
      slug,
      here: here && { title: here.title, episodes: here._count.episodes },
      unclear: !shown.ok && shown.reason !== "bad-show",
      problems: remarks.map(({ line, reason }) => ({ line: line ?? null, reason })),
    },
  };
}

type FoundFeed =
  | { readonly ok: true; readonly feed: Feed; readonly remarks: readonly FeedRemark[]; readonly url: string }
  | { readonly ok: false; readonly message: string };

async function readAt(
  url: string,
  fetch: NonNullable<Options["fetch"]>,
  isLinked = false,
): Promise<FoundFeed> {
  const fetched = await fetchFeed(url, fetch);
  if (!fetched.ok) return fetched;
  const at = fetched.url ?? url;
  const read = readFeed(fetched.bytes, { base: at, charset: charsetOf(fetched.contentType) });
  if (read.ok) return { ...read, url: at };
  const link = isLinked ? null : findFeedLink(fetched.bytes.toString("utf8"), at);
  return link ? readAt(link, fetch, true) : read;
}

function countsOf({ items, next }: Feed) {
  const kinds: Record<string, number> = {};
  for (const { type, url } of items.flatMap(({ transcripts }) => transcripts)) {
    const kind = kindOf({ type, name: url }) ?? "unknown";
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const days = items
    .flatMap(({ publishedAt }) => publishedAt ?? [])
    .sort((a, b) => a.getTime() - b.getTime());
  return {
    episodes: items.length,
    more: next !== null,
    withAudio: items.filter(({ enclosure }) => enclosure !== null).length,
    withTranscript: items.filter(({ transcripts }) => transcripts.length > 0).length,
    ...{ kinds, from: days[0] ?? null, to: days.at(-1) ?? null },
  };
}
