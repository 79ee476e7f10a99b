import type { Database } from "@/server/db";
import type { FetchOptions } from "@/server/net/fetch-bytes";
import { fetchFeed } from "./fetch-feed";
import { type FeedReport, importFetched, type NamedEpisode } from "./import-feed";
import { nextFetch } from "./next-fetch";
import { stateOf } from "./note-import";

/** What a fetch that brought something did, for the show's owner. */
export interface RefreshReport {
  readonly items: number;
  readonly fresh: number;
  readonly changed: number;
  readonly transcripts: number;
  readonly freshOnes: readonly NamedEpisode[];
  readonly changedOnes: readonly NamedEpisode[];
  /** Episodes that the feed no longer has; they stay here. */
  readonly vanished: readonly NamedEpisode[];
  /** How many of its items could not be read in full; the list of problems has them. */
  readonly remarks: number;
}

/** What became of a fetch; `failed` with a sentence. */
export type RefreshedFeed =
  | { readonly status: "unchanged" | "not-followed" }
  | { readonly status: "imported"; readonly report: RefreshReport }
  | { readonly status: "failed"; readonly message: string };

interface Options {
  readonly db: Database;
  readonly showId: number;
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "limitSeconds">;
  readonly signal?: AbortSignal;
}

// What a page lists.
const MOST_VANISHED = 50;

/**
 * Fetches a show's feed again, if its host says that it has changed, and brings the show up to date: new episodes appear,
 * what changed follows unless it was edited here, and what vanished stays. Of a feed that is as it was nothing but the
 * time of the look is written.
 *
 * What was imported before an import broke off stays, and the next fetch goes on from there: the feed's state is noted
 * only once all of it was imported.
 */
export async function refreshFeed({ db, showId, fetch, signal }: Options): Promise<RefreshedFeed> {
  const show = await db.show.findUnique({
    where: { id: showId },
    select: { slug: true, fetchedUrl: true, followedFeed: true },
  });
  if (!show?.fetchedUrl) return { status: "not-followed" };
  const followed =
    show.followedFeed ?? (await db.feedFollow.upsert({ where: { showId }, create: { showId }, update: {} }));
  const checkedAt = new Date();
  const known = { etag: followed.etag, lastModified: followed.lastModified };
  const fetched = await fetchFeed(show.fetchedUrl, { ...fetch, signal, known });

  const fail = async (message: string, notBefore?: Date): Promise<RefreshedFeed> => {
    const failures = followed.failures + 1;
    const nextAt = nextFetch({ ...followed, failures }, notBefore);
    const data = { checkedAt, failures, problem: message.slice(0, 1000), nextAt };
    await db.feedFollow.updateMany({ where: { showId }, data });
    return { status: "failed", message };
  };
  const succeed = (data: object) =>
    db.feedFollow.updateMany({
      where: { showId },
      data: {
        checkedAt,
        failures: 0,
        problem: null,
        nextAt: nextFetch({ ...followed, failures: 0 }),
        ...data,
      },
    });

  if (!fetched.ok && fetched.reason === "unchanged") {
    await succeed({});
    return { status: "unchanged" };
  }
  if (!fetched.ok) return fail(fetched.message, "notBefore" in fetched ? fetched.notBefore : undefined);
  const state = stateOf(fetched);
  // Some hosts know no validators, and some change them without changing the feed.
  if (followed.sha256 && Buffer.compare(followed.sha256, state.sha256) === 0) {
    await succeed(state);
    return { status: "unchanged" };
  }
  const imported = await importFetched(
    {
      ...{ db, source: show.fetchedUrl, show: show.slug, isRefresh: true },
      makeEpisodes: followed.isWhole || "newer",
      ...(fetch && { fetch }),
      ...(signal && { signal }),
    },
    fetched,
  );
  if (!imported.ok) return fail(imported.message);
  const report = reportOf(imported.report);
  const isNews = report.fresh + report.changed + report.transcripts > 0 || report.vanished.length > 0;
  await succeed({ ...state, ...(isNews && { changedAt: checkedAt, report }) });
  return { status: "imported", report };
}

function reportOf(report: FeedReport): RefreshReport {
  const { items, fresh, changed, transcripts, freshOnes, changedOnes, vanished, remarks } = report;
  return {
    ...{ items, fresh, changed, transcripts, freshOnes, changedOnes },
    vanished: vanished.slice(0, MOST_VANISHED),
    remarks: remarks.length,
  };
}
