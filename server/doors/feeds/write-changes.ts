import { SHOW_SLUG } from "@/lib/addresses";
import type { Reader } from "@/server/db";
import { writeXml } from "./write-xml";

interface Wanted {
  /** The show's slug. */
  readonly show: string;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
}

// As many as a daily reader wants to see.
const MOST = 100;

/**
 * A show's recently accepted changes as Atom (RFC 4287), newest first; null if there is no such show.
 * Imported revisions are left out: nobody here wrote them, and a history of thousands would hide the others.
 */
export async function writeChanges(db: Reader, { show: slug, siteUrl }: Wanted): Promise<string | null> {
  const show = SHOW_SLUG.test(slug) ? await db.show.findUnique({ where: { slug } }) : null;
  if (!show) return null;
  const entries = await db.logEntry.findMany({
    where: { revision: { imported: false, document: { episode: { showId: show.id } } } },
    orderBy: { position: "desc" },
    take: MOST,
    select: {
      at: true,
      revision: {
        select: {
          ...{ number: true, summary: true, authorName: true, createdAt: true },
          author: { select: { handle: true } },
          document: { select: { kind: true, episode: { select: { slug: true, title: true } } } },
        },
      },
    },
  });
  const page = `${siteUrl}/${slug}`;
  return writeXml({
    feed: {
      "@xmlns": "http://www.w3.org/2005/Atom",
      "@xml:lang": "en",
      id: `${page}/changes.xml`,
      title: `${show.title}: accepted changes`,
      updated: (entries[0]?.at ?? show.createdAt).toISOString(),
      // Feed readers refuse an entry without an author; the feed's author counts for entries without their
      // own.
      author: { name: show.title, uri: page },
      rights: show.licence ?? undefined,
      link: [
        { "@rel": "self", "@type": "application/atom+xml", "@href": `${page}/changes.xml` },
        { "@rel": "alternate", "@type": "text/html", "@href": page },
      ],
      entry: entries.map(({ at, revision }) => {
        const { document, author, authorName, number } = revision;
        const { episode, kind } = document;
        const address = `${page}/${episode.slug}${kind === "notes" ? "/notes" : ""}/history/${number}`;
        return {
          id: address,
          title: `${episode.title}: ${revision.summary}`,
          published: revision.createdAt.toISOString(),
          updated: at.toISOString(),
          author: { name: authorName, uri: author ? `${siteUrl}/people/${author.handle}` : undefined },
          link: { "@rel": "alternate", "@type": "text/html", "@href": address },
          summary: `${revision.summary}: revision ${number} of the ${kind === "notes" ? "show notes" : "transcript"} of ${episode.title}, by ${authorName}.`,
        };
      }),
    },
  });
}
