import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { bringShow as texts } from "@/lib/texts/en/shows";
import type { Database, Role, Transaction } from "@/server/db";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { type JobView, readJob } from "@/server/jobs/read-job";
import type { Progress } from "@/server/jobs/report-progress";
import { sendJob } from "@/server/jobs/send-job";
import { grantRole } from "@/server/people/accounts/grant-role";
import { mayImport } from "@/server/work/ownership/may-import";
import { type FeedReport, importFeed } from "./import-feed";

const importFeedJob = defineJob({
  name: "import-feed",
  data: z.object({
    url: z.string(),
    /** The show's slug. */
    show: z.string(),
    /** The account of whoever brings it. */
    personId: z.uuid(),
  }),
  // A feed of 2,000 episodes with a transcript each, from a slow host.
  longest: 6 * 60 * 60,
  retries: { most: 2, first: 60, longest: 600 },
});

/** The id of the job, or why none was sent. */
export type BroughtShow =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly message: string };

/**
 * Sends the job that imports a show's feed, with all its episodes. Whoever sends it twice gets the job that waits.
 *
 * @param bring.show the slug, which may be that of a show that is here
 */
export async function bringShow(
  db: Database,
  bring: { readonly url: string; readonly show: string; readonly personId: string },
): Promise<BroughtShow> {
  const unfit = misfit(showSlug, bring.show);
  if (unfit !== null) return { ok: false, message: texts.badSlug(bring.show, unfit) };
  return { ok: true, id: await sendFeedImport(db, bring) };
}

/** Sends that job for a slug that is known to fit, in the caller's transaction. */
export const sendFeedImport = (
  tx: Transaction | Database,
  bring: { readonly url: string; readonly show: string; readonly personId: string },
): Promise<string> => sendJob(tx, importFeedJob, bring, { key: bring.show });

/**
 * Imports a feed outside the process that makes pages. What was imported before a job ended stays, and the next run goes
 * on from there. Whoever brings a show that has no owner gets the role that they may have there.
 */
export function handleImportFeed({ fetchInternal }: Environment): Handler {
  return handleJob(importFeedJob, async ({ url, show, personId }, { db, signal, progress }) => {
    // They may have lost the right since they asked.
    const role = await mayImport(db, { personId, url, show });
    if (role === null) throw new Error(texts.notAllowed);
    let told = Promise.resolve();
    // One after the other; what could not be noted is noted by the next.
    const tell = (state: Progress) => {
      told = told.then(() => progress(state)).catch(() => {});
    };
    const imported = await importFeed({
      ...{ db, source: url, show, makeEpisodes: true, signal },
      fetch: { allowInternal: fetchInternal },
      onWait: () => tell({ done: 0, message: texts.waits }),
      onProgress: (state) => tell(state),
    });
    await told;
    if (!imported.ok) throw new Error(imported.message);
    await giveToBringer(db, { show, personId, role });
    const { items } = imported.report;
    await progress({ done: items, total: items, message: summaryOf(imported.report) });
  });
}

async function giveToBringer(
  db: Database,
  { show: slug, personId, role }: { readonly show: string; readonly personId: string; readonly role: Role },
): Promise<void> {
  const show = await db.show.findUniqueOrThrow({
    where: { slug },
    select: { id: true, roles: { where: { role: "owner" }, select: { userId: true }, take: 1 } },
  });
  if (show.roles.length > 0) return;
  const actor = { id: null, name: "import of a feed" };
  await grantRole(db, { showId: show.id, userId: personId, role, actor });
}

// A page shows a few; the command `npm run import` prints them all.
const SHOWN_REMARKS = 20;

const summaryOf = ({ items, transcripts, fresh, remarks }: FeedReport) =>
  [
    texts.brought({ items, fresh, transcripts }),
    ...remarks.slice(0, SHOWN_REMARKS).map(({ path, reason }) => `${path}: ${reason}`),
    ...(remarks.length > SHOWN_REMARKS ? [texts.moreRemarks(remarks.length - SHOWN_REMARKS)] : []),
  ].join("\n");

/** An import as its page shows it. */
export interface ImportView extends JobView {
  /** The show's slug. */
  readonly show: string;
  /** Whether there is something to look at already. */
  readonly isHere: boolean;
  /** The account of whoever brings it. */
  readonly personId: string;
}

/** What has become of an import; null where there is none, or it ended more than a week ago. */
export async function readFeedImport(db: Database, id: string): Promise<ImportView | null> {
  const job = await readJob(db, importFeedJob, id);
  if (!job) return null;
  const [row] = await db.$queryRaw<{ show: string; personId: string }[]>`
    SELECT data ->> 'show' AS show, data ->> 'personId' AS "personId" FROM jobs.job WHERE name = ${importFeedJob.name} AND id = ${id}::uuid`;
  if (!row) return null;
  return { ...job, ...row, isHere: (await db.show.count({ where: { slug: row.show } })) > 0 };
}
