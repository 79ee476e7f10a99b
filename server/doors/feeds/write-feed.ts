import { SHOW_SLUG } from "@/lib/addresses";
import { TRANSCRIPT_FORMATS } from "@/lib/transcript-formats";
import type { Reader } from "@/server/db";
import type { Format } from "@/server/text/captions/is-format";
import { transcriptVersions } from "@/server/text/captions/transcript-versions";
import type { AlternateEnclosure } from "./feed";
import { isPublicAddress } from "./is-public-address";
import { licenceId } from "./licence-id";
import { podcastGuid } from "./podcast-guid";
import { writeXml, type Xml } from "./write-xml";

interface Wanted {
  /** The show's slug. */
  readonly show: string;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
}

const NAMESPACES = {
  "@version": "2.0",
  "@xmlns:atom": "http://www.w3.org/2005/Atom",
  "@xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
  "@xmlns:podcast": "https://podcastindex.org/namespace/1.0",
};

/** The formats that a feed names, in its order. */
const ORDER = (Object.keys(TRANSCRIPT_FORMATS) as Format[])
  .flatMap((format) => {
    const place = TRANSCRIPT_FORMATS[format].feedOrder;
    return place === null ? [] : [{ format, place }];
  })
  .toSorted((a, b) => a.place - b.place)
  .map(({ format }) => format);

/**
 * A show as RSS 2.0 with the Podcast Namespace: each episode with its audio, people, chapters, and transcript
 * in every format that apps read, under addresses that name the revision. Null if there is no such show.
 *
 * Where the show has a feed of its own, this one names it as its source and asks directories not to list it: they would
 * have the show twice.
 */
export async function writeFeed(db: Reader, { show: slug, siteUrl }: Wanted): Promise<string | null> {
  const show = SHOW_SLUG.test(slug) ? await findShow(db, slug) : null;
  if (!show) return null;
  const page = `${siteUrl}/${slug}`;
  const self = `${page}/feed.xml`;
  const licence = show.licence ? licenceId(show.licence) : null;
  const hosts = await oftenHeard(db, show.id);
  const versions = await versionsOf(db, show);
  const hasOwn = show.feedUrl !== null && show.feedUrl !== self;
  const source = hasOwn && show.feedUrl !== null && isPublicAddress(show.feedUrl) ? show.feedUrl : null;
  const channel: Xml = {
    title: show.title,
    link: page,
    description: show.description || `The transcripts of ${show.title}.`,
    language: show.language,
    generator: "On Record",
    "atom:link": [
      { "@href": self, "@rel": "self", "@type": "application/rss+xml" },
      ...(source ? [{ "@href": source, "@rel": "via", "@type": "application/rss+xml" }] : []),
    ],
    "itunes:author": show.author ?? undefined,
    "itunes:block": hasOwn ? "Yes" : undefined,
    "itunes:category": show.categories.map(toCategory),
    "itunes:explicit": show.explicit === null ? undefined : String(show.explicit),
    "itunes:new-feed-url": show.newFeedUrl ?? undefined,
    "itunes:image": show.artworkUrl ? { "@href": show.artworkUrl } : undefined,
    "podcast:block": hasOwn ? "yes" : undefined,
    "podcast:guid": show.podcastGuid ?? podcastGuid(show.feedUrl ?? self),
    "podcast:medium": "podcast",
    "podcast:license": licence ? { "@url": licence.url ?? page, "#text": licence.id } : undefined,
    "podcast:person": show.credits.map(toPerson),
    item: show.episodes.map((episode) => toItem(episode, { show, siteUrl, hosts, versions, source })),
  };
  return writeXml({ rss: { ...NAMESPACES, channel } });
}

function findShow(db: Reader, slug: string) {
  const credits = {
    orderBy: { position: "asc" },
    select: { role: true, group: true, href: true, imageUrl: true, person: { select: { name: true } } },
  } as const;
  return db.show.findUnique({
    where: { slug },
    include: {
      credits,
      episodes: {
        orderBy: [{ publishedAt: { sort: "desc", nulls: "last" } }, { sortKey: "desc" }, { id: "desc" }],
        omit: { notesHtml: true },
        include: {
          credits,
          appearances: { orderBy: { words: "desc" }, select: { person: { select: { name: true } } } },
          documents: {
            where: { kind: "transcript", head: { gt: 0 } },
            select: { id: true, head: true, origin: true, recogniser: true },
          },
          _count: { select: { chapters: true } },
        },
      },
    },
  });
}

type Show = NonNullable<Awaited<ReturnType<typeof findShow>>>;
type Episode = Show["episodes"][number];
type Credit = Show["credits"][number];

/**
 * The names of people who speak in more than half of the transcripts; they count as hosts if no hosts are
 * named.
 */
async function oftenHeard(db: Reader, showId: number): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    WITH heard AS (
      SELECT a.person_id, a.episode_id FROM appearances AS a JOIN episodes AS e ON e.id = a.episode_id
      WHERE e.show_id = ${showId}
    )
    SELECT p.name FROM people AS p
    JOIN (SELECT person_id, count(*) AS times FROM heard GROUP BY person_id) AS h ON h.person_id = p.id
    WHERE h.times * 2 > (SELECT count(DISTINCT episode_id) FROM heard)`;
  return new Set(rows.map(({ name }) => name));
}

/** The names of the versions of all transcripts, by document. */
async function versionsOf(db: Reader, show: Show): Promise<ReadonlyMap<number, string>> {
  const wanted = show.episodes.flatMap(({ documents, title, durationSeconds }) =>
    documents.map(({ id, head, origin, recogniser }) => ({
      ...{ documentId: id, revision: head, duration: durationSeconds },
      about: {
        ...{ title, show: show.title, language: show.language, licence: show.licence },
        ...{ origin, recogniser },
      },
    })),
  );
  const names = await transcriptVersions(db, wanted);
  return new Map(wanted.map(({ documentId }, i) => [documentId, names[i] ?? ""] as const));
}

/** "Society & Culture > History" as a category within another. */
function toCategory(category: string): Xml {
  const [first = "", ...below] = category.split(" > ");
  return {
    "@text": first,
    "itunes:category": below.length > 0 ? { "@text": below.join(" > ") } : undefined,
  };
}

function toPerson({ role, group, href, imageUrl, person }: Credit): Xml {
  return {
    "@role": role,
    "@group": group,
    "@href": href ?? undefined,
    "@img": imageUrl ?? undefined,
    "#text": person.name,
  };
}

interface Around {
  readonly show: Show;
  readonly siteUrl: string;
  readonly hosts: ReadonlySet<string>;
  readonly versions: ReadonlyMap<number, string>;
  /** The address of the show's own feed, if it has one that may be named. */
  readonly source: string | null;
}

function toItem(episode: Episode, { show, siteUrl, hosts, versions, source }: Around): Xml {
  const page = `${siteUrl}/${show.slug}/${episode.slug}`;
  const { guid, publishedAt, durationSeconds, audioUrl, artworkUrl, season, number } = episode;
  const [transcript] = episode.documents;
  const alternates = episode.alternateEnclosures as unknown as readonly AlternateEnclosure[];
  const credited = new Set(show.credits.map(({ person }) => person.name));
  const people =
    episode.credits.length > 0
      ? episode.credits.map(toPerson)
      : episode.appearances
          .map(({ person }) => person.name)
          .filter((name) => !credited.has(name))
          .map((name) => ({ "@role": hosts.has(name) ? "host" : "guest", "@group": "cast", "#text": name }));
  return {
    title: episode.title,
    link: page,
    guid: guid ? { "@isPermaLink": "false", "#text": guid } : { "@isPermaLink": "true", "#text": page },
    pubDate: publishedAt?.toUTCString(),
    source: source ? { "@url": source, "#text": show.title } : undefined,
    description: episode.description || undefined,
    // RSS requires all three attributes; by custom an unknown length is 0.
    enclosure: audioUrl
      ? {
          "@url": new URL(audioUrl, siteUrl).href,
          "@length": String(episode.audioBytes ?? 0),
          "@type": episode.audioType ?? "audio/mpeg",
        }
      : undefined,
    "itunes:duration": durationSeconds === null ? undefined : Math.round(durationSeconds),
    "itunes:explicit": episode.explicit === null ? undefined : String(episode.explicit),
    "itunes:image": artworkUrl ? { "@href": artworkUrl } : undefined,
    "itunes:season": season || undefined,
    "itunes:episode": number && Number.isInteger(number) ? number : undefined,
    "podcast:season": season ?? undefined,
    "podcast:episode": number ?? undefined,
    "podcast:alternateEnclosure": alternates.map(toAlternate),
    "podcast:person": people,
    "podcast:chapters":
      episode._count.chapters > 0
        ? { "@url": `${page}/chapters.json`, "@type": "application/json+chapters" }
        : undefined,
    "podcast:transcript": transcript
      ? ORDER.map((format) =>
          toTranscript(format, `${page}/transcript/${versions.get(transcript.id)}`, show.language),
        )
      : [],
  };
}

function toAlternate({ sources, integrity, ...attributes }: AlternateEnclosure): Xml {
  const named = Object.entries(attributes).map(([name, value]) => [`@${name}`, String(value)] as const);
  return {
    ...Object.fromEntries(named),
    "podcast:source": sources.map(({ uri, contentType }) => ({ "@uri": uri, "@contentType": contentType })),
    "podcast:integrity": integrity ? { "@type": integrity.type, "@value": integrity.value } : undefined,
  };
}

/** Apps keep a fetched file for months, so its address changes with what it holds. */
function toTranscript(format: Format, address: string, language: string): Xml {
  return {
    "@url": `${address}.${format}`,
    "@type": TRANSCRIPT_FORMATS[format].type.split(";")[0],
    "@language": language,
    "@rel": TRANSCRIPT_FORMATS[format].captions ? "captions" : undefined,
  };
}
