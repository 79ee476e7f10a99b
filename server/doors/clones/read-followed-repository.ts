import type { Database } from "@/server/db";
import type { RepositoryReport } from "./refresh-repository";

/** Which repository a show follows, for those who run the show. */
export interface FollowedRepositoryView {
  /** Whether it is mirrored to a repository, which it follows then. */
  readonly isMirrored: boolean;
  readonly follow: {
    readonly url: string;
    readonly trusted: boolean;
    readonly checkedAt: Date | null;
    readonly changedAt: Date | null;
    /** Null if only when somebody asks. */
    readonly nextAt: Date | null;
    readonly problem: string | null;
    readonly failures: number;
    readonly report: RepositoryReport | null;
  } | null;
}

/** Reads which repository a show follows, and what came of the last fetch. */
export async function readFollowedRepository(db: Database, showId: number): Promise<FollowedRepositoryView> {
  const [mirrors, follow] = await Promise.all([
    db.mirror.count({ where: { showId } }),
    db.repositoryFollow.findUnique({ where: { showId } }),
  ]);
  if (!follow) return { isMirrored: mirrors > 0, follow: null };
  const { url, trusted, checkedAt, changedAt, everyMinutes, problem, failures } = follow;
  // It is written by `refreshRepository` alone; `{}` where nothing was imported yet.
  const report = follow.report as RepositoryReport | null;
  return {
    isMirrored: mirrors > 0,
    follow: {
      ...{ url, trusted, checkedAt, changedAt, problem, failures },
      nextAt: everyMinutes === null ? null : follow.nextAt,
      report: report && "files" in report ? report : null,
    },
  };
}
