import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import type { Database, Transaction } from "@/server/db";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import type { FileStore } from "./file-store";
import { openStore } from "./open-store";

const cleanUploadsJob = defineJob({
  name: "clean-uploads",
  data: z.object({}),
  longest: 60 * 60,
  schedule: { cron: "17 4 * * *", data: {}, atStart: false },
});

/** Removes uploads that nobody uses any more, once a day. */
export function handleCleanUploads(environment: Environment): Handler {
  return handleJob(cleanUploadsJob, async (_data, { db, signal }) => {
    await cleanUploads({ db, store: openStore(environment), signal });
  });
}

interface Options {
  readonly db: Database;
  readonly store: FileStore;
  readonly signal?: AbortSignal;
}

/** For so long what nobody uses stays: an edit may be taken back, a form may not have been saved yet. */
const DAYS = 7;
const AT_ONCE = 200;

/**
 * Removes pictures that nothing shows, files that nothing plays or shows, and archives whose import has ended badly, a week
 * after they came. What an edited field would be if it followed its feed again counts as used. A file goes while its row is
 * locked, so whoever brings the same content at that moment waits, and writes it again.
 *
 * @returns how many files were removed
 */
export async function cleanUploads({ db, store, signal }: Options): Promise<number> {
  await db.$executeRaw`DELETE FROM archives WHERE created_at < now() - make_interval(days => ${DAYS})`;
  await db.$executeRaw`
    DELETE FROM pictures AS p WHERE p.tried_at < now() - make_interval(days => ${DAYS})
      AND NOT EXISTS (SELECT FROM shows AS s WHERE s.artwork_url = p.url)
      AND NOT EXISTS (SELECT FROM episodes AS e WHERE e.artwork_url = p.url)
      AND NOT EXISTS (SELECT FROM credits AS c WHERE c.image_url = p.url)
      AND NOT EXISTS (SELECT FROM field_edits AS f WHERE position(p.url IN f.source::text) > 0)`;
  let removed = 0;
  for (;;) {
    signal?.throwIfAborted();
    const unused = await findUnused(db);
    for (const hash of unused) {
      const isGone = await db.$transaction(async (tx) => {
        // Asked again: something may have been linked to it since.
        if ((await findUnused(tx, hash)).length === 0) return false;
        await tx.$executeRaw`DELETE FROM uploads WHERE sha256 = ${hash}`;
        await store.remove(hash);
        return true;
      });
      if (isGone) removed += 1;
    }
    if (unused.length < AT_ONCE) return removed;
  }
}

/** Finds some, or one, and locks their rows until the caller's transaction ends. A link to one may name the site, too. */
async function findUnused(db: Database | Transaction, only: string | null = null): Promise<string[]> {
  const rows = await db.$queryRaw<{ hash: string }[]>`
    SELECT u.sha256 AS hash FROM uploads AS u
    WHERE u.created_at < now() - make_interval(days => ${DAYS}) AND (${only}::text IS NULL OR u.sha256 = ${only})
      AND NOT EXISTS (SELECT FROM pictures AS p WHERE u.sha256 IN (p.small, p.medium, p.large))
      AND NOT EXISTS (SELECT FROM episodes AS e WHERE e.audio_url LIKE '%/static/' || u.sha256 || '.%')
      AND NOT EXISTS (SELECT FROM field_edits AS f WHERE position(u.sha256 IN f.source::text) > 0)
    ORDER BY u.created_at LIMIT ${AT_ONCE} FOR UPDATE OF u`;
  return rows.map(({ hash }) => hash);
}
