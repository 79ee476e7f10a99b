import { OWN_ADDRESSES } from "@/lib/addresses";
import { titleSlug } from "@/lib/title-slug";
import type { Database } from "@/server/db";
import { KNOWN_SHOWS } from "@/server/doors/import/known-shows";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import type { Feed } from "./feed";

/** The slug of a feed's show, or why a person has to name it. */
export type FoundShow =
  | { readonly ok: true; readonly slug: string }
  | {
      readonly ok: false;
      readonly reason: "bad-show" | "another-feed" | "another-show";
      readonly message: string;
    };

interface Wanted {
  readonly feed: Feed;
  /** Where the feed was fetched from; null for a file. */
  readonly url: string | null;
}

/**
 * Finds a feed's show: by its podcast:guid; else by the address that it was fetched from; else by its title, if the show
 * of that title has no other feed. What a feed calls its own address may be copied from another show's: it leads to that
 * show only if the title agrees. Where the signs disagree nobody guesses: the caller has to name the show.
 */
export async function findShow(db: Database, { feed, url }: Wanted): Promise<FoundShow> {
  const byGuid = feed.guid ? await oldest(db, { podcastGuid: feed.guid }) : null;
  if (byGuid) return { ok: true, slug: byGuid.slug };

  const isTitled = (show: KnownShow) =>
    titleSlug(show.title) === titleSlug(feed.title) || show.title === feed.title;
  const disagrees = (show: KnownShow) =>
    feed.guid !== null && show.podcastGuid !== null && feed.guid !== show.podcastGuid;
  const fetched = url
    ? ((await oldest(db, { fetchedUrl: { in: spellings(url) } })) ??
      (await oldest(db, { feedUrl: { in: spellings(url) }, fetchedUrl: null })))
    : null;
  if (fetched) {
    if (!disagrees(fetched) || isTitled(fetched)) return { ok: true, slug: fetched.slug };
    return ask(
      fetched,
      `at this address was the feed of the show ${nameOf(fetched)}, with another podcast:guid`,
    );
  }
  for (const address of [url, feed.self]) {
    const named = address ? await oldest(db, { feedUrl: { in: spellings(address) } }) : null;
    if (!named) continue;
    if (isTitled(named) && !disagrees(named)) return { ok: true, slug: named.slug };
    return ask(
      named,
      address === url
        ? `its address is the one that the show ${nameOf(named)} calls its feed's`
        : `it calls ${address} its own address, and that is the feed of the show ${nameOf(named)}`,
    );
  }

  const slug = slugOf(feed.title);
  const unfit = slug === "" ? "its title has no letter that an address can have" : misfit(showSlug, slug);
  if (unfit !== null)
    return {
      ok: false,
      reason: "bad-show",
      message: `The show has no name for its address: ${unfit}. Name it with --show <slug>.`,
    };
  const existing = await db.show.findUnique({ where: { slug }, select: KNOWN });
  const address = feed.self ?? url;
  const hasOther =
    existing &&
    (disagrees(existing) || (existing.feedUrl && address && !spellings(address).includes(existing.feedUrl)));
  return hasOther
    ? {
        ok: false,
        reason: "another-feed",
        message: `The show ${slug} has another feed. If this one replaces it, add --show ${slug}; for another show of this title, add --show <a slug of its own>.`,
      }
    : { ok: true, slug };
}

const KNOWN = { slug: true, title: true, feedUrl: true, podcastGuid: true } as const;

interface KnownShow {
  readonly slug: string;
  readonly title: string;
  readonly feedUrl: string | null;
  readonly podcastGuid: string | null;
}

interface AnyOf {
  readonly in: string[];
}

/** An address with either scheme, and with and without a slash at its end: to a feed's readers they are the same. */
function spellings(address: string): string[] {
  const plain = address.replace(/^https?:/i, "").replace(/\/$/, "");
  return ["https:", "http:"].flatMap((scheme) => [`${scheme}${plain}`, `${scheme}${plain}/`]);
}

const oldest = (
  db: Database,
  where: { podcastGuid?: string; feedUrl?: AnyOf; fetchedUrl?: AnyOf | null },
): Promise<KnownShow | null> => db.show.findFirst({ where, orderBy: { id: "asc" }, select: KNOWN });

const nameOf = ({ slug, title }: KnownShow) => `${slug} ("${title}")`;

const ask = ({ slug }: KnownShow, why: string): FoundShow => ({
  ok: false,
  reason: "another-show",
  message: `It is not clear whose feed this is: ${why}. If it belongs to that show, add --show ${slug}; for another show, add --show <its slug>.`,
});

function slugOf(title: string): string {
  const named = [...KNOWN_SHOWS].find(([, known]) => titleSlug(known.title) === titleSlug(title));
  if (named) return named[0];
  const slug = titleSlug(title);
  return OWN_ADDRESSES.has(slug) ? `${slug}-podcast` : slug;
}
