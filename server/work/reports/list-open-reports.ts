import type { Database } from "@/server/db";

/** A report that awaits review. */
export interface OpenReport {
  readonly id: string;
  readonly at: Date;
  readonly episode: { readonly show: string; readonly slug: string; readonly title: string };
  /** The paragraph: `#p{segmentId}` on the episode's page. */
  readonly documentId: number;
  readonly segmentId: number;
  /** Whether the paragraph still exists; its text may have changed. */
  readonly stands: boolean;
  /** The paragraph's beginning at the time of the report, and when it is said, in seconds. */
  readonly quote: string;
  readonly start: number;
  /** What the reader says is wrong: untrusted text. */
  readonly note: string | null;
  /** The account that reported it; null if they were not signed in. */
  readonly reporter: { readonly handle: string; readonly name: string | null } | null;
}

/** The most reports on a page. */
const MOST = 100;

/** Lists open reports on the shows that a person maintains, oldest first. */
export async function listOpenReports(
  db: Database,
  { showIds, take = MOST }: { showIds: readonly number[]; take?: number },
): Promise<OpenReport[]> {
  const rows = await db.report.findMany({
    where: { closedAt: null, episode: { showId: { in: [...showIds] } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take,
    include: {
      episode: { select: { slug: true, title: true, show: { select: { slug: true } } } },
      segment: { select: { gone: true } },
      reporter: { select: { handle: true, name: true } },
    },
  });
  return rows.map(
    ({ id, createdAt, episode, documentId, segmentId, segment, quote, start, note, reporter }) => ({
      id,
      at: createdAt,
      episode: { show: episode.show.slug, slug: episode.slug, title: episode.title },
      documentId,
      segmentId,
      stands: segment.gone === null,
      quote,
      start,
      note,
      reporter,
    }),
  );
}
