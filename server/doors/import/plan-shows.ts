import { humanise } from "@/lib/episode-title";
import type { Database } from "@/server/db";
import { filePrefix } from "./file-prefix";
import { flatName, type ShowFolder, stemOf } from "./find-files";
import { KNOWN_SHOWS } from "./known-shows";
import { readLicence } from "./read-licence";

/** What is known of a show before its transcripts are read. */
export interface ShowPlan {
  readonly slug: string;
  readonly title: string;
  readonly prefix: string;
  readonly licence: string | null;
}

/**
 * Finds each show's title and file prefix. An existing show keeps its title and, once it has transcripts, its
 * prefix, so its episodes keep their addresses whatever files are imported later.
 */
export async function planShows(
  db: Database,
  root: string,
  folders: readonly ShowFolder[],
): Promise<ShowPlan[]> {
  const slugs = folders.map(({ show }) => show);
  const rows = await db.show.findMany({
    where: { slug: { in: slugs } },
    select: {
      ...{ slug: true, title: true, filePrefix: true },
      episodes: { where: { documents: { some: {} } }, take: 1, select: { id: true } },
    },
  });
  const stored = new Map(rows.map((show) => [show.slug, show] as const));
  const everywhere = await readLicence(root, root);
  return Promise.all(
    folders.map(async ({ show: slug, folder, names }) => {
      const licence = (folder === root ? null : await readLicence(folder, root)) ?? everywhere;
      const known = stored.get(slug);
      if (known && (known.filePrefix !== "" || known.episodes.length > 0))
        return { slug, title: known.title, prefix: known.filePrefix, licence };
      const { prefix, from } = filePrefix(
        slug,
        names.map((name) => stemOf(flatName(name))),
      );
      if (known) return { slug, title: known.title, prefix, licence };
      const title = from === "known" ? KNOWN_SHOWS.get(slug)?.title : undefined;
      return { slug, title: title ?? humanise(prefix || slug), prefix, licence };
    }),
  );
}
