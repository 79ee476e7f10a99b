import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import type { FileStore } from "./file-store";
import { keepPicture } from "./keep-picture";
import { openStore } from "./open-store";

const fetchPicturesJob = defineJob({
  name: "fetch-pictures",
  data: z.object({}),
  longest: 30 * 60,
  schedule: { cron: "* * * * *", data: {}, atStart: true },
});

/** Fetches covers and portraits that no page can show yet. */
export function handleFetchPictures(environment: Environment): Handler {
  return handleJob(fetchPicturesJob, async (_data, { db, signal }) => {
    await fetchPictures({
      ...{ db, signal, store: openStore(environment), folder: environment.uploads.folder },
      fetch: { allowInternal: environment.fetchInternal },
    });
  });
}

interface Options {
  readonly db: Database;
  readonly store: FileStore;
  /** Where files lie while they come. */
  readonly folder: string;
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "isInternal" | "limitSeconds">;
  readonly signal?: AbortSignal;
}

// Apple takes covers of up to 3,000 pixels; few have more than 3 MB.
const MOST_BYTES = 15_000_000;
// A minute's worth: what is more comes in the next.
const AT_ONCE = 40;
// After 1, 2, 4 … hours: for five days.
const MOST_FAILURES = 7;

/**
 * Fetches each cover and portrait once, in bounded size and time and never from an internal address, and keeps it re-encoded.
 * One that fails is tried again later, some times.
 *
 * @returns how many were kept
 */
export async function fetchPictures({ db, store, folder, fetch, signal }: Options): Promise<number> {
  let kept = 0;
  for (const url of await findMissing(db)) {
    signal?.throwIfAborted();
    const fetched = await fetchBytes(url, { ...fetch, signal, mostBytes: MOST_BYTES });
    const picture = fetched.ok ? await keepPicture(db, url, fetched.bytes, { store, folder }) : null;
    if (picture?.ok) {
      kept += 1;
      continue;
    }
    const problem = (fetched.ok ? "it is no picture that can be read" : fetched.message).slice(0, 500);
    await db.picture.upsert({
      where: { url },
      create: { url, problem, failures: 1 },
      update: { problem, failures: { increment: 1 }, triedAt: new Date() },
    });
  }
  return kept;
}

async function findMissing(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ url: string }[]>`
    SELECT w.url FROM (
      SELECT artwork_url AS url, 0 AS rank FROM shows
      UNION SELECT artwork_url, 1 FROM episodes
      UNION SELECT image_url, 2 FROM credits) AS w
    LEFT JOIN pictures AS p ON p.url = w.url
    WHERE w.url ~* '^https?://' AND p.small IS NULL
      AND (p.url IS NULL OR (p.failures < ${MOST_FAILURES}
        AND p.tried_at < now() - make_interval(hours => (2 ^ p.failures)::int / 2)))
    GROUP BY w.url ORDER BY min(w.rank), w.url LIMIT ${AT_ONCE}`;
  return rows.map(({ url }) => url);
}
