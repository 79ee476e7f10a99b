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
    /** A repository's address; of an archive, its file's name. */
    url: z.string(),
    /** The archive that was uploaded, in place of a repository. */
    archiveId: z.int().optional(),
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

/** A file of 8 MB, which is what a form may send, has a few hundred transcripts. */
export const MOST_ARCHIVE_BYTES = 8_000_000;

/** Keeps an uploaded archive of transcripts and sends the job that imports it: the id of the job, or why none was sent. */
export async function bringArchive(
  db: Database,
  bring: {
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly show: string | null;
    readonly personId: string;
  },
): Promise<{ readonly ok: true; readonly id: string } | { readonly ok: false; readonly message: string }> {
  const { name, bytes, show, personId } = bring;
  const unfit = show === null ? null : misfit(showSlug, show);
  if (unfit !== null) return { ok: false, message: texts.badSlug(show ?? "", unfit) };
  if (bytes.length === 0) return { ok: false, message: texts.archiveProblem("not-zip", null) };
  if (bytes.length > MOST_ARCHIVE_BYTES)
    return { ok: false, message: texts.archiveProblem("too-large", null) };
  const url = name.slice(0, 300);
  return db.$transaction(async (tx) => {
    const { id: archiveId } = await tx.archive.create({ data: { name: url, content: bytes } });
    const data = { url, archiveId, show, personId };
    return { ok: true, id: await sendJob(tx, importRepositoryJob, data, { key: `archive:${archiveId}` }) };
  });
}

/** Fetches a repository, or unpacks an archive, and imports what it holds, outside the process that makes pages. For administrators. */
export function handleImportRepository({ fetchInternal }: Environment): Handler {
  return handleJob(
    importRepositoryJob,
    async ({ url, archiveId, show, personId }, { db, signal, progress }) => {
      if (!(await isAdministrator(db, personId))) throw new Error(texts.notAllowed);
      let told = Promise.resolve();
      const tell = (state: Progress) => {
        told = told.then(() => progress(state)).catch(() => {});
      };
      tell({ done: 0, message: archiveId === undefined ? texts.fetching : texts.unpacking });
      const folder = await mkdtemp(join(tmpdir(), "onrecord-import-"));
      try {
        const came =
          archiveId === undefined
            ? await fetchRepository({ url, folder, allowInternal: fetchInternal, signal })
            : await unpack(db, { archiveId, folder });
        if (!came.ok) throw new Error(came.message);
        const imported = await importFolder({
          ...{ db, folder, name: came.name, history: archiveId === undefined, signal },
          ...(show !== null && { show }),
          onWait: () => tell({ done: 0, message: texts.waits }),
          onProgress: (state) => tell(state),
        });
        await told;
        if (!imported.ok) throw new Error(imported.message);
        const { report } = imported;
        if ("head" in came)
          await followRepository(db, { url, head: came.head, shows: report.shows.map(({ slug }) => slug) });
        const left = "problems" in came ? came.problems : [];
        const total = report.shows.reduce((sum, { episodes }) => sum + episodes, 0);
        await progress({ done: total, total, message: summaryOf(report, left) });
        if (archiveId !== undefined) await db.archive.deleteMany({ where: { id: archiveId } });
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  );
}

/** Unpacks an uploaded archive into a folder. One that cannot be unpacked is forgotten: it would fail again. */
async function unpack(
  db: Database,
  { archiveId, folder }: { readonly archiveId: number; readonly folder: string },
): Promise<
  | { readonly ok: true; readonly name: string; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly message: string }
> {
  const archive = await db.archive.findUnique({ where: { id: archiveId } });
  if (!archive) return { ok: false, message: texts.archiveProblem("gone", null) };
  const unpacked = await unpackArchive(archive.content, folder);
  if (unpacked.ok)
    return { ok: true, name: archive.name.replace(/\.zip$/i, ""), problems: unpacked.problems };
  await db.archive.deleteMany({ where: { id: archiveId } });
  return { ok: false, message: texts.archiveProblem(unpacked.reason, unpacked.detail) };
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
