import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "@/server/db";
import type { FrontMatterData } from "./read-front-matter";
import { personOf, replaceCredits } from "./replace-credits";

/** A document, and what its file's front matter says. */
export interface Described {
  readonly path: string;
  readonly data: FrontMatterData;
}

/**
 * Gives episodes what their files' front matter says: title, description, date, audio, link, numbers, and the speakers as
 * guests. An episode that a feed describes keeps what the feed says, and what front matter does not say stays. Who wrote
 * the text is what the file says, whatever the feed does.
 */
export async function applyFrontMatter(tx: Transaction, files: readonly Described[]): Promise<void> {
  if (files.length === 0) return;
  for (const { path, data } of files)
    if (data.origin) await tx.document.updateMany({ where: { path }, data: data.origin });
  const documents = await tx.document.findMany({
    where: { path: { in: files.map(({ path }) => path) }, kind: "transcript", episode: { guid: null } },
    include: {
      episode: {
        include: {
          credits: { orderBy: { position: "asc" }, include: { person: { select: { name: true } } } },
        },
      },
    },
  });
  const byPath = new Map(files.map(({ path, data }) => [path, data] as const));
  for (const { path, episode } of documents) {
    const { speakers, origin: _, ...said } = byPath.get(path)!;
    const changed = Object.entries(said).filter(
      ([name, value]) => value !== null && !isDeepStrictEqual(episode[name as keyof typeof episode], value),
    );
    if (changed.length > 0)
      await tx.episode.update({ where: { id: episode.id }, data: Object.fromEntries(changed) });
    const people = speakers.map((name) => ({
      ...{ name, role: "guest", group: "cast", imageUrl: null, href: null },
    }));
    if (people.length > 0 && !isDeepStrictEqual(episode.credits.map(personOf), people))
      await replaceCredits(tx, [{ episodeId: episode.id, people }]);
  }
}
