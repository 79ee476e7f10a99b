import type { Reader } from "@/server/db";
import type { Made } from "@/server/text/pages/kept";
import { makeText } from "@/server/text/pages/make-text";
import type { FeedKind } from "./is-feed";
import { writeChanges } from "./write-changes";
import { writeFeed } from "./write-feed";

interface Wanted {
  /** The show's slug. */
  readonly show: string;
  /** Where the site is reached, without a slash at its end. */
  readonly siteUrl: string;
  /** The show's own feed, or that of what was accepted lately. */
  readonly kind: FeedKind;
}

const KINDS = {
  "feed.xml": { write: writeFeed, type: "application/rss+xml; charset=utf-8" },
  "changes.xml": { write: writeChanges, type: "application/atom+xml; charset=utf-8" },
} as const satisfies Record<FeedKind, unknown>;

/** One of a show's feeds, as it is served; none where there is no such show. */
export async function makeFeed(db: Reader, { kind, ...wanted }: Wanted): Promise<Made | null> {
  const { write, type } = KINDS[kind];
  const body = await write(db, wanted);
  return body === null ? null : makeText({ body, type });
}
