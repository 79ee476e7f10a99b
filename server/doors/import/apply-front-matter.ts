import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "@/server/db";
import { personOf, replaceCredits } from "@/server/text/episodes/replace-credits";
import { divideEdited, keepBeneath } from "@/server/work/shows/divide-edited";
import { EPISODE_FIELDS } from "@/server/work/shows/fields";
import type { FrontMatterData } from "./read-front-matter";

/** A document, and what its file's front matter says. */
export interface Described {
  readonly path: string;
  readonly data: FrontMatterData;
}

/**
 * Gives episodes what their files' front matter says: title, description, date, audio, link, numbers, and the speakers as
 * guests. An episode that a feed describes keeps what the feed says; what was edited here stays, and so does what front
 * matter does not say. Who wrote
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
          fieldEdits: { select: { id: true, field: true, source: true } },
        },
      },
    },
  });
  const byPath = new Map(files.map(({ path, data }) => [path, data] as const));
  for (const { path, episode } of documents) {
    const { speakers, origin: _, ...said } = byPath.get(path)!;
    const people = speakers.map((name) => ({
      ...{ name, role: "guest", group: "cast", imageUrl: null, href: null },
    }));
    const { row, beneath } = divideEdited(EPISODE_FIELDS, episode.fieldEdits, {
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)),
      ...(people.length > 0 && { people }),
    });
    await keepBeneath(tx, beneath);
    const { people: named, ...columns } = row;
    const changed = Object.entries(columns).filter(
      ([name, value]) => !isDeepStrictEqual(episode[name as keyof typeof episode], value),
    );
    if (changed.length > 0)
      await tx.episode.update({ where: { id: episode.id }, data: Object.fromEntries(changed) });
    if (named && !isDeepStrictEqual(episode.credits.map(personOf), people))
      await replaceCredits(tx, [{ episodeId: episode.id, people }]);
  }
}
