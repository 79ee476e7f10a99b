import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { nextFetch } from "@/server/doors/feeds/next-fetch";
import { flatName } from "@/server/doors/import/find-files";
import { importFolder, type ReadFile, type ShowReport } from "@/server/doors/import/import-folder";
import type { Outcome } from "@/server/doors/import/outcome";
import type { Problem } from "@/server/doors/import/problem";
import { findAdder } from "@/server/doors/repository/find-adder";
import { runGit } from "@/server/doors/repository/run-git";
import { isNotes } from "@/server/text/documents/is-notes";
import { acceptFirstByRule } from "@/server/work/first-texts/decide-first";
import { proposeFirst } from "@/server/work/first-texts/propose-first";
import { askForHead, fetchRepository } from "./fetch-repository";

/** What the last fetch that brought something did at one show. */
export interface RepositoryReport {
  readonly files: number;
  /** Texts that were taken over. */
  readonly changed: number;
  /** New files that were proposed, or accepted at once. */
  readonly proposed: number;
  /** What was refused or needs a look, the first of it. */
  readonly problems: readonly Problem[];
}

/** The same commit as last time; something was imported; or it failed, and its row says why. */
export type RefreshedRepository = "unchanged" | "imported" | "failed";

interface Refreshing {
  readonly db: Database;
  readonly url: string;
  readonly allowInternal: boolean;
  readonly signal?: AbortSignal;
}

interface Follow {
  readonly showId: number;
  readonly trusted: boolean;
  readonly head: string | null;
  readonly everyMinutes: number | null;
  readonly failures: number;
  readonly show: { readonly slug: string };
}

const SHOWN_PROBLEMS = 20;
const RULE = { id: null, name: "Repository rule" };

/**
 * Fetches a repository again for the shows that follow it, once for all of them. A repository that is as it was costs one request
 * and a line for each show. A text that changed there becomes a revision, or a contribution where people have edited it here; a new
 * file becomes a proposed first transcript, credited to who committed it; a file that got another name stays the document that
 * it is; what vanished there stays.
 */
export async function refreshRepository(refreshing: Refreshing): Promise<RefreshedRepository> {
  const { db, url, allowInternal, signal } = refreshing;
  const follows: Follow[] = await db.repositoryFollow.findMany({
    where: { url },
    select: {
      ...{ showId: true, trusted: true, head: true, everyMinutes: true, failures: true },
      show: { select: { slug: true } },
    },
  });
  if (follows.length === 0) return "unchanged";
  const asked = await askForHead({ url, allowInternal, ...(signal && { signal }) });
  if (!asked.ok) return fail(db, follows, asked.message);
  const behind = follows.filter(({ head }) => head !== asked.head);
  for (const follow of follows.filter(({ head }) => head === asked.head)) await note(db, follow, {});
  if (behind.length === 0) return "unchanged";
  const folder = await mkdtemp(join(tmpdir(), "onrecord-follow-"));
  try {
    const fetched = await fetchRepository({ url, folder, allowInternal, ...(signal && { signal }) });
    if (!fetched.ok) return await fail(db, behind, fetched.message);
    let outcome: RefreshedRepository = "imported";
    for (const follow of behind) {
      const { slug } = follow.show;
      const counts = { proposed: 0 };
      const imported = await importFolder({
        ...{ db, folder, name: fetched.name, show: slug, ...(signal && { signal }) },
        place: await placeFollowed(db, { follow, root: folder, counts }),
      });
      if (!imported.ok) outcome = await fail(db, [follow], imported.message);
      else {
        const { shows, refused, remarks } = imported.report;
        const report = reportOf(shows[0], { ...counts, problems: [...refused, ...remarks] });
        await note(db, follow, { head: fetched.head, changedAt: new Date(), report });
      }
    }
    return outcome;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const reportOf = (
  show: ShowReport | undefined,
  { proposed, problems }: Pick<RepositoryReport, "proposed" | "problems">,
): RepositoryReport => ({
  files: (show?.episodes ?? 0) + proposed,
  changed: (show?.changed ?? 0) + (show?.fresh ?? 0),
  proposed,
  problems: problems.slice(0, SHOWN_PROBLEMS),
});

interface News {
  readonly head?: string;
  readonly changedAt?: Date;
  readonly report?: RepositoryReport;
}

async function note(db: Database, { showId, everyMinutes }: Follow, { report, ...news }: News) {
  await db.repositoryFollow.updateMany({
    where: { showId },
    data: {
      ...news,
      ...(report && { report: JSON.parse(JSON.stringify(report)) as object }),
      ...{ checkedAt: new Date(), problem: null, failures: 0 },
      nextAt: nextFetch({ everyMinutes, failures: 0 }),
    },
  });
}

async function fail(db: Database, follows: readonly Follow[], message: string): Promise<"failed"> {
  for (const { showId, everyMinutes, failures } of follows)
    await db.repositoryFollow.updateMany({
      where: { showId },
      data: {
        ...{ problem: message.slice(0, 1000), failures: failures + 1, checkedAt: new Date() },
        nextAt: nextFetch({ everyMinutes, failures: failures + 1 }),
      },
    });
  return "failed";
}

/** Says of each file which document it is, or proposes it where it is new. */
async function placeFollowed(
  db: Database,
  { follow, root, counts }: { readonly follow: Follow; readonly root: string; counts: { proposed: number } },
): Promise<(read: ReadFile) => Promise<Pick<ReadFile["file"], "path" | "slug"> | Outcome>> {
  const { showId, trusted } = follow;
  const { slug: show } = follow.show;
  const listed = await runGit(["ls-tree", "-r", "-z", "--name-only", "theirs"], { folder: root });
  const names = listed.out.toString("utf8").split("\0").filter(Boolean);
  // A show's files lie in its folder, or the repository is the show's alone.
  const there = new Set(
    names.flatMap((name) => [
      `${show}/${flatName(name)}`,
      ...(name.startsWith(`${show}/`) ? [`${show}/${flatName(name.slice(show.length + 1))}`] : []),
    ]),
  );
  const documents = await db.document.findMany({
    where: { episode: { showId } },
    select: { id: true, path: true, renamed: { select: { path: true } } },
  });
  const own = new Map(documents.map(({ path, renamed }) => [renamed?.path ?? path, path] as const));
  const gone = new Map(
    documents
      .filter(({ path, renamed }) => !there.has(renamed?.path ?? path))
      .map(({ id, path }) => [id, path] as const),
  );
  return async ({ folder, name, file }) => {
    const known = own.get(file.path);
    if (known !== undefined) return { path: known, slug: file.slug };
    const [was] = await db.$queryRaw<{ id: number }[]>`
      SELECT document_id AS id FROM revisions
      WHERE document_id = ANY(${[...gone.keys()]}::int[]) AND sha256 = decode(${file.sha256}, 'hex')
      ORDER BY document_id LIMIT 1`;
    const before = was && gone.get(was.id);
    if (was && before !== undefined) {
      gone.delete(was.id);
      await db.renamedFile.upsert({
        where: { documentId: was.id },
        create: { showId, path: file.path, documentId: was.id },
        update: { path: file.path },
      });
      return { path: before, slug: file.slug };
    }
    if (isNotes(file.path))
      return { status: "refused", reason: "new show notes begin on the site, beside their transcript" };
    const { author, subject } = await findAdder({ folder, commit: "theirs", name });
    const { data, text, path, slug, sha256 } = file;
    const proposed = await proposeFirst(db, {
      ...{ showId, text, path, channel: "repository", agreed: true, message: subject },
      author: {
        ...{ id: null, addressHash: `repository:${showId}` },
        name: author ?? "Repository",
      },
      of: { slug, title: data?.title ?? null, publishedAt: data?.publishedAt ?? null },
      ...(data?.origin && { origin: data.origin }),
      idempotencyKey: `${sha256}:${path}`,
    });
    if (!proposed.ok) return { status: "refused", reason: `it could not be proposed: ${proposed.reason}` };
    if (!proposed.again) counts.proposed += 1;
    if (trusted && proposed.status === "open") {
      const accepted = await acceptFirstByRule(db, proposed.id, RULE);
      if (accepted.ok) return { status: "proposed", reason: "it is new, and became an episode" };
    }
    return proposed.status === "open"
      ? { status: "proposed", reason: `it is new: first transcript ${proposed.id} waits for review` }
      : { status: "refused", reason: `first transcript ${proposed.id} was decided: ${proposed.status}` };
  };
}
