import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { reachRemote } from "@/server/doors/mirrors/reach-remote";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { sendJob } from "@/server/jobs/send-job";
import { mayOwn, standingAt } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";
import { refreshRepository } from "./refresh-repository";

const refreshRepositoryJob = defineJob({
  name: "refresh-repository",
  data: z.object({
    /** None: sends the job for each repository that is due. */
    url: z.string().optional(),
  }),
  // Each may take 512 MB of the disk while it is read.
  atOnce: 1,
  longest: 60 * 60,
  // One that cannot be fetched is no failed job: its own row says when it is fetched again.
  retries: { most: 2, first: 60, longest: 600 },
  schedule: { cron: "* * * * *", data: {}, atStart: true },
});

/** Keeps shows up to date with the repositories that they follow. The address is the key: one fetch serves all its shows. */
export function handleRefreshRepository({ fetchInternal }: Environment): Handler {
  return handleJob(refreshRepositoryJob, async ({ url }, { db, signal }) => {
    if (url !== undefined) {
      await refreshRepository({ db, url, allowInternal: fetchInternal, signal });
      return;
    }
    for (const due of await findDueRepositories(db))
      await sendJob(db, refreshRepositoryJob, { url: due }, { key: due });
  });
}

/** The repositories whose time has come. */
export async function findDueRepositories(db: Database): Promise<string[]> {
  const rows = await db.$queryRaw<{ url: string }[]>`
    SELECT url FROM repository_follows WHERE every_minutes IS NOT NULL AND next_at <= now()
    GROUP BY url ORDER BY min(next_at) LIMIT 1000`;
  return rows.map(({ url }) => url);
}

interface Owner {
  readonly showId: number;
  readonly person: { readonly id: string; readonly name: string };
}

export type SetRepository =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "not-allowed" | "bad-address" | "has-mirror" | "no-repository" | "asked-already";
    };

const LONGEST_ADDRESS = 2000;
// A host should notice no more of an impatient owner than of somebody who pulls by hand.
const BETWEEN_SECONDS = 30;

/**
 * Lets a show follow a public repository, or none. For its owners. A show that is mirrored to a repository follows that one
 * already.
 *
 * @param wanted.url "" for none
 */
export async function setRepository(
  db: Database,
  wanted: Owner & { readonly url: string; readonly trusted: boolean; readonly allowInternal: boolean },
): Promise<SetRepository> {
  const { showId, person, url, trusted, allowInternal } = wanted;
  if (!mayOwn(await standingAt(db, { personId: person.id, showId })))
    return { ok: false, reason: "not-allowed" };
  if (url.length > LONGEST_ADDRESS || /\s/.test(url)) return { ok: false, reason: "bad-address" };
  if (url !== "" && !(await reachRemote({ url, token: null, allowInternal })).ok)
    return { ok: false, reason: "bad-address" };
  return db.$transaction(async (tx): Promise<SetRepository> => {
    if (url !== "" && (await tx.mirror.count({ where: { showId } })) > 0)
      return { ok: false, reason: "has-mirror" };
    const before = await tx.repositoryFollow.findUnique({ where: { showId }, select: { url: true } });
    if (url === "") await tx.repositoryFollow.deleteMany({ where: { showId } });
    else {
      const anew = before?.url === url ? {} : { head: null, report: {}, problem: null, failures: 0 };
      await tx.repositoryFollow.upsert({
        where: { showId },
        create: { showId, url, trusted },
        update: { url, trusted, nextAt: new Date(), ...anew },
      });
      await sendJob(tx, refreshRepositoryJob, { url }, { key: url });
    }
    const subject = { repository: url || null, trusted };
    await record(tx, { actor: person, action: "follow", showId, subject });
    return { ok: true };
  });
}

/** Fetches the repository that a show follows as soon as a worker is free. For its owners. */
export async function askForRepository(db: Database, { showId, person }: Owner): Promise<SetRepository> {
  if (!mayOwn(await standingAt(db, { personId: person.id, showId })))
    return { ok: false, reason: "not-allowed" };
  return db.$transaction(async (tx): Promise<SetRepository> => {
    const [row] = await tx.$queryRaw<{ url: string }[]>`
      UPDATE repository_follows SET asked_at = now()
      WHERE show_id = ${showId} AND (asked_at IS NULL OR asked_at < now() - make_interval(secs => ${BETWEEN_SECONDS}))
      RETURNING url`;
    if (!row) {
      const here = await tx.repositoryFollow.count({ where: { showId } });
      return { ok: false, reason: here > 0 ? "asked-already" : "no-repository" };
    }
    await sendJob(tx, refreshRepositoryJob, { url: row.url }, { key: row.url });
    return { ok: true };
  });
}
