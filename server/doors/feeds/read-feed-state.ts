import type { Database } from "@/server/db";
import type { RefreshReport } from "./refresh-feed";

/** How a show's feed is followed, for those who run the show. */
export interface FeedStateView {
  /** Where it is fetched from. */
  readonly url: string;
  /** Where the feed says that it has moved to, if it does. */
  readonly movedTo: string | null;
  readonly everyMinutes: number | null;
  /** When it was last fetched, and when that last brought something. */
  readonly checkedAt: Date | null;
  readonly changedAt: Date | null;
  /** When it is fetched next; null if only when somebody asks. */
  readonly nextAt: Date | null;
  /** Whether somebody has asked for a fetch that has not ended yet. */
  readonly isAsked: boolean;
  readonly problem: string | null;
  readonly failures: number;
  readonly report: RefreshReport | null;
  /** Transcript files that changed at their hosts, the last first. */
  readonly files: readonly ChangedFile[];
  readonly problems: number;
}

export interface ChangedFile {
  readonly slug: string;
  readonly title: string;
  readonly outcome: "ours" | "times" | "proposed" | "nothing" | "failed";
  readonly contributionId: number | null;
  readonly problem: string | null;
  readonly checkedAt: Date;
}

// As many as a page lists.
const MOST_FILES = 20;

/** Reads how a show's feed is followed; null if the show has none that can be fetched. */
export async function readFeedState(db: Database, showId: number): Promise<FeedStateView | null> {
  const show = await db.show.findUnique({
    where: { id: showId },
    select: { fetchedUrl: true, newFeedUrl: true, feedUrl: true, followedFeed: true },
  });
  if (!show?.fetchedUrl) return null;
  const [files, problems] = await Promise.all([
    db.sourceCheck.findMany({
      where: {
        file: { episode: { showId } },
        OR: [{ outcome: { not: null } }, { problem: { not: null } }],
      },
      orderBy: { checkedAt: "desc" },
      take: MOST_FILES,
      select: {
        ...{ outcome: true, problem: true, contributionId: true, checkedAt: true },
        file: { select: { episode: { select: { slug: true, title: true } } } },
      },
    }),
    db.importProblem.count({ where: { showId, via: "feed" } }),
  ]);
  const { fetchedUrl: url, newFeedUrl, feedUrl, followedFeed: followed } = show;
  return {
    url,
    movedTo: newFeedUrl !== url && newFeedUrl !== feedUrl ? newFeedUrl : null,
    everyMinutes: followed ? followed.everyMinutes : 60,
    checkedAt: followed?.checkedAt ?? null,
    changedAt: followed?.changedAt ?? null,
    nextAt: followed?.everyMinutes == null ? null : followed.nextAt,
    isAsked: followed?.askedAt != null && followed.askedAt > (followed.checkedAt ?? new Date(0)),
    problem: followed?.problem ?? null,
    failures: followed?.failures ?? 0,
    // It is written by `refreshFeed` alone.
    report: (followed?.report ?? null) as RefreshReport | null,
    files: files.map(({ outcome, problem, contributionId, checkedAt, file: { episode } }) => ({
      ...{ ...episode, contributionId, problem, checkedAt },
      outcome: problem !== null ? "failed" : ((outcome ?? "nothing") as ChangedFile["outcome"]),
    })),
    problems,
  };
}
