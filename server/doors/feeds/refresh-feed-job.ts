import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { sendJob } from "@/server/jobs/send-job";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { refreshFeed } from "./refresh-feed";
import { refreshTranscripts } from "./refresh-transcripts";

const refreshFeedJob = defineJob({
  name: "refresh-feed",
  data: z.object({
    /** None: sends the job for each feed that is due. */
    showId: z.int().optional(),
    /** Whether somebody asked for it: then each file of a recent episode is asked for, whenever that was last done. */
    asked: z.boolean().optional(),
  }),
  // One slow host keeps no other feed waiting; more would take the connections that readers need.
  atOnce: 4,
  longest: 6 * 60 * 60,
  // A feed that cannot be fetched is no failed job: its own row says when it is fetched again.
  retries: { most: 2, first: 60, longest: 600 },
  schedule: { cron: "* * * * *", data: {}, atStart: true },
});

/** Keeps shows up to date with their feeds, and the transcripts of their recent episodes with the files they came in. */
export function handleRefreshFeed({ fetchInternal }: Environment): Handler {
  return handleJob(refreshFeedJob, async ({ showId, asked = false }, { db, signal }) => {
    if (showId === undefined) {
      for (const id of await findDueFeeds(db))
        await sendJob(db, refreshFeedJob, { showId: id }, { key: String(id) });
      return;
    }
    const options = { db, showId, signal, fetch: { allowInternal: fetchInternal } };
    await refreshFeed(options);
    await refreshTranscripts({ ...options, every: asked });
  });
}

/** The shows whose feeds' time has come, the longest overdue first. */
export async function findDueFeeds(db: Database): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM shows AS s LEFT JOIN feed_follows AS f ON f.show_id = s.id
    WHERE s.fetched_url IS NOT NULL
      AND (f.show_id IS NULL OR (f.every_minutes IS NOT NULL AND f.next_at <= now()))
    ORDER BY f.next_at NULLS FIRST LIMIT 5000`;
  return rows.map(({ id }) => id);
}

export type AskedForFetch =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-allowed" | "no-feed" | "asked-already" };

/** Fetches a show's feed as soon as a worker is free. For its owners; asked again while it waits, it stays one fetch. */
export async function askForFetch(
  db: Database,
  { showId, personId }: { readonly showId: number; readonly personId: string },
): Promise<AskedForFetch> {
  if (!mayOwn(await standingAt(db, { personId, showId }))) return { ok: false, reason: "not-allowed" };
  return db.$transaction(async (tx): Promise<AskedForFetch> => {
    const rows = await tx.$queryRaw<{ asked: number }[]>`
      INSERT INTO feed_follows AS f (show_id, asked_at)
      SELECT id, now() FROM shows WHERE id = ${showId} AND fetched_url IS NOT NULL
      ON CONFLICT (show_id) DO UPDATE SET asked_at = now()
        WHERE f.asked_at IS NULL OR f.asked_at < now() - make_interval(secs => ${BETWEEN_SECONDS})
      RETURNING show_id AS asked`;
    if (rows.length === 0) {
      const here = await tx.show.count({ where: { id: showId, fetchedUrl: { not: null } } });
      return { ok: false, reason: here > 0 ? "asked-already" : "no-feed" };
    }
    await sendJob(tx, refreshFeedJob, { showId, asked: true }, { key: String(showId) });
    return { ok: true };
  });
}

// A host should notice no more of an impatient owner than of a listener's app.
const BETWEEN_SECONDS = 30;

export type ChangedInterval =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-allowed" | "no-feed" };

/** How often a feed may be fetched, in minutes; none: only when somebody asks. */
export const INTERVALS = [15, 60, 360, 1440, 10_080] as const;

/** Sets how often a show's feed is fetched. For its owners. */
export async function setFetchInterval(
  db: Database,
  wanted: { readonly showId: number; readonly personId: string; readonly everyMinutes: number | null },
): Promise<ChangedInterval> {
  const { showId, personId, everyMinutes } = wanted;
  if (!mayOwn(await standingAt(db, { personId, showId }))) return { ok: false, reason: "not-allowed" };
  // A show's feed and its repository are fetched on the same schedule.
  const { count: repositories } = await db.repositoryFollow.updateMany({
    where: { showId },
    data: { everyMinutes, nextAt: new Date() },
  });
  const changed = await db.$executeRaw`
    INSERT INTO feed_follows AS f (show_id, every_minutes)
    SELECT id, ${everyMinutes}::int FROM shows WHERE id = ${showId} AND fetched_url IS NOT NULL
    ON CONFLICT (show_id) DO UPDATE SET every_minutes = excluded.every_minutes,
      next_at = least(f.next_at, coalesce(f.checked_at, now()) + make_interval(mins => coalesce(${everyMinutes}::int, 60)))`;
  return changed + repositories > 0 ? { ok: true } : { ok: false, reason: "no-feed" };
}
