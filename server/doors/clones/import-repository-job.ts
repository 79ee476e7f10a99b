import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Environment } from "@/lib/read-environment";
import { bringRepository as texts } from "@/lib/texts/en/shows";
import type { Database } from "@/server/db";
import { type ImportReport, importFolder } from "@/server/doors/import/import-folder";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import type { Problem } from "@/server/doors/import/problem";
import { defineJob } from "@/server/jobs/define-job";
import { type Handler, handleJob } from "@/server/jobs/handle-job";
import { type JobView, readJob } from "@/server/jobs/read-job";
import type { Progress } from "@/server/jobs/report-progress";
import { sendJob } from "@/server/jobs/send-job";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { fetchRepository } from "./fetch-repository";
import { followRepository } from "./follow-repository";
import { unpackArchive } from "./unpack-archive";

const importRepositoryJob = defineJob({
  name: "import-repository",
  data: z.object({
    url: z.string(),
    /** The only show to import, or the name for the repository itself; null for all shows in it. */
    show: z.string().nullable(),
    personId: z.uuid(),
  }),
  longest: 6 * 60 * 60,
  retries: { most: 1, first: 60, longest: 60 },
});

const LONGEST_ADDRESS = 2000;

/** Sends the job that imports a repository of transcripts with its history: the id of the job, or why none was sent. */
export async function bringRepository(
  db: Database,
  bring: { readonly url: string; readonly show: string | null; readonly personId: string },
): Promise<{ readonly ok: true; readonly id: string } | { readonly ok: false; readonly message: string }> {
  const { url, show } = bring;
  // Whoever names a folder of the server's would read what is not theirs.
  if (!/^https?:\/\//i.test(url) || url.length > LONGEST_ADDRESS || !URL.canParse(url))
    return { ok: false, message: texts.badAddress };
  const unfit = show === null ? null : misfit(showSlug, show);
  if (unfit !== null) return { ok: false, message: texts.badSlug(show ?? "", unfit) };
  return { ok: true, id: await sendJob(db, importRepositoryJob, bring, { key: url }) };
}

/** Fetches a repository and imports what it holds, outside the process that makes pages. For administrators. */
export function handleImportRepository({ fetchInternal }: Environment): Handler {
  return handleJob(importRepositoryJob, async ({ url, show, personId }, { db, signal, progress }) => {
    if (!(await isAdministrator(db, personId))) throw new Error(texts.notAllowed);
    let told = Promise.resolve();
    const tell = (state: Progress) => {
      told = told.then(() => progress(state)).catch(() => {});
    };
    tell({ done: 0, message: texts.fetching });
    const folder = await mkdtemp(join(tmpdir(), "onrecord-import-"));
    try {
      const fetched = await fetchRepository({ url, folder, allowInternal: fetchInternal, signal });
      if (!fetched.ok) throw new Error(fetched.message);
      const imported = await importFolder({
        ...{ db, folder, name: fetched.name, history: true, signal },
        ...(show !== null && { show }),
        onWait: () => tell({ done: 0, message: texts.waits }),
        onProgress: (state) => tell(state),
      });
      await told;
      if (!imported.ok) throw new Error(imported.message);
      const { report } = imported;
      const total = report.shows.reduce((sum, { episodes }) => sum + episodes, 0);
      await progress({ done: total, total, message: summaryOf(report) });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
}

// A page shows a few; the command `npm run import` prints them all.
const SHOWN_PROBLEMS = 20;

function summaryOf({ shows, refused, remarks }: ImportReport, left: readonly Problem[]): string {
  const problems = [...left, ...refused, ...remarks];
  return [
    ...shows.map(({ title, slug, episodes, fresh }) => texts.brought({ title, slug, episodes, fresh })),
    ...problems.slice(0, SHOWN_PROBLEMS).map(({ path, reason }) => `${path}: ${reason}`),
    ...(problems.length > SHOWN_PROBLEMS ? [texts.moreProblems(problems.length - SHOWN_PROBLEMS)] : []),
  ].join("\n");
}

/** What has become of a repository's import, with the shows that are here by its end. */
export interface RepositoryImportView extends JobView {
  readonly url: string;
  readonly show: string | null;
}

/** What has become of it; null where there is none, or it ended more than a week ago. */
export async function readRepositoryImport(db: Database, id: string): Promise<RepositoryImportView | null> {
  const job = await readJob(db, importRepositoryJob, id);
  if (!job) return null;
  const [row] = await db.$queryRaw<{ url: string; show: string | null }[]>`
    SELECT data ->> 'url' AS url, data ->> 'show' AS show
    FROM jobs.job WHERE name = ${importRepositoryJob.name} AND id = ${id}::uuid`;
  return row ? { ...job, ...row } : null;
}
