import type { Transaction } from "@/server/db";

/** A chapter as it is stored. */
export interface StoredChapter {
  readonly startSeconds: number;
  readonly title: string;
  readonly link: string | null;
  readonly imageUrl: string | null;
}

/** Replaces the chapters of episodes by these, which are in the order of their starts. */
export async function replaceChapters(
  tx: Transaction,
  lists: readonly { readonly episodeId: number; readonly chapters: readonly StoredChapter[] }[],
): Promise<void> {
  if (lists.length === 0) return;
  await tx.chapter.deleteMany({ where: { episodeId: { in: lists.map(({ episodeId }) => episodeId) } } });
  await tx.chapter.createMany({
    data: lists.flatMap(({ episodeId, chapters }) =>
      chapters.map(({ startSeconds, title, link, imageUrl }, position) => ({
        ...{ episodeId, position, startSeconds, title, link, imageUrl },
      })),
    ),
  });
}
