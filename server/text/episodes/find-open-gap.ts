import type { Reader } from "@/server/db";
import { marks } from "@/transcript";
import { readRevision } from "./read-revision";

/** A gap, and where to hear it. */
export interface OpenGap {
  readonly show: string;
  readonly slug: string;
  readonly title: string;
  readonly seconds: number;
}

// A gap without a time cannot be heard; one of the next few episodes has a gap with one.
const LOOKED_AT = 8;

/** Finds a gap to invite visitors with: the first one with a time in the newest episodes that have audio. */
export async function findOpenGap(db: Reader): Promise<OpenGap | null> {
  const documents = await db.document.findMany({
    where: { kind: "transcript", gaps: { gt: 0 }, episode: { audioUrl: { not: null } } },
    orderBy: [{ episode: { publishedAt: { sort: "desc", nulls: "last" } } }, { id: "asc" }],
    take: LOOKED_AT,
    include: { episode: { select: { slug: true, title: true, show: { select: { slug: true } } } } },
  });
  for (const { id, head, episode } of documents) {
    const revision = await readRevision(db, { documentId: id, number: head });
    const gap = marks(revision?.text ?? "").find(({ type, seconds }) => type === "gap" && seconds !== null);
    if (!gap || gap.seconds === null) continue;
    return { show: episode.show.slug, slug: episode.slug, title: episode.title, seconds: gap.seconds };
  }
  return null;
}
