import type { Database } from "@/server/db";
import { absolute } from "./choose-transcript";
import type { FeedItem } from "./feed";

interface Listed {
  readonly item: FeedItem;
  readonly episodeId: number;
}

/**
 * Notes where the files lie now that transcripts were made of: hosts name a changed file anew. A file whose address a feed
 * no longer has is the one of the same language and type there, if there is just one.
 *
 * @param feedUrl for addresses that are relative to the feed's
 */
export async function followMovedFiles(
  db: Database,
  listed: readonly Listed[],
  feedUrl: string | null,
): Promise<void> {
  const files = await db.sourceFile.findMany({
    where: { episodeId: { in: listed.map(({ episodeId }) => episodeId) } },
    select: { id: true, episodeId: true, url: true, type: true, language: true, taken: true },
  });
  const items = new Map(listed.map(({ episodeId, item }) => [episodeId, item] as const));
  for (const file of files.filter(({ taken }) => taken)) {
    const named = (items.get(file.episodeId)?.transcripts ?? []).flatMap((each) => {
      const url = absolute(each.url, feedUrl);
      return url === null ? [] : [{ ...each, url }];
    });
    if (named.some(({ url }) => url === file.url)) continue;
    const [moved, another] = named.filter(
      ({ type, language, url }) =>
        type === file.type &&
        language === file.language &&
        !files.some((other) => other.episodeId === file.episodeId && other.url === url),
    );
    if (!moved || another) continue;
    // What another address called its file says nothing of this one, which is to be asked for soon.
    const unknown = { etag: null, lastModified: null, checkedAt: new Date(0) };
    await db.$transaction([
      db.sourceFile.update({ where: { id: file.id }, data: { url: moved.url } }),
      db.sourceCheck.upsert({
        where: { fileId: file.id },
        create: { fileId: file.id, ...unknown },
        update: unknown,
      }),
    ]);
  }
}
