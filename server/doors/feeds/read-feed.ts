import type { Enclosure, Feed, FeedItem, FeedPerson, FeedTranscript } from "./feed";
import { plainHtml } from "./plain-html";
import { readSimpleChapters } from "./read-chapter-file";
import { oneLine, readDate, readNumber, readSeconds, webAddress } from "./read-values";
import { type ReadXml, readXml, type XmlElement } from "./read-xml";

/** A remark about a feed or one of its items. */
export interface FeedRemark {
  /** The item's title; null if the remark is about the feed. */
  readonly item: string | null;
  readonly reason: string;
}

/** A feed and remarks on what was left out, or why the file is not a feed. */
export type ReadFeed =
  | { readonly ok: true; readonly feed: Feed; readonly remarks: readonly FeedRemark[] }
  | {
      readonly ok: false;
      readonly reason: Extract<ReadXml, { ok: false }>["reason"] | "not-a-feed";
      readonly message: string;
    };

const LONGEST = {
  title: 500,
  // A description is shown below a title; longer text is treated as notes.
  description: 400,
  showDescription: 2000,
  // PostgreSQL's index entries hold 2,700 bytes.
  guid: 600,
  // Names in labels have at most 200 characters.
  name: 200,
  word: 60,
  notes: 500_000,
} as const;

/**
 * Reads a feed from its bytes. Values that are not valid (an enclosure that is a web page, an unreadable
 * date) are left out and reported. Of two items with the same identity the later published one wins, so the
 * order of items does not matter. Never throws.
 */
export function readFeed(bytes: Uint8Array): ReadFeed {
  const xml = readXml(bytes);
  if (!xml.ok) return { ok: false, reason: xml.reason, message: `This is not a feed: ${xml.message}.` };
  const channel = xml.root.name === "rss" ? child(xml.root, "channel") : undefined;
  if (!channel) {
    const name = xml.root.name.slice(0, 40);
    const message =
      name === "atom:feed"
        ? "This is an Atom feed; a podcast feed is RSS 2.0."
        : `This is not a podcast feed: it is <${name}>, not <rss> with a <channel>.`;
    return { ok: false, reason: "not-a-feed", message };
  }
  const title = oneLine(value(channel, "title"), LONGEST.title);
  if (title === null)
    return { ok: false, reason: "not-a-feed", message: "This is not a podcast feed: it has no title." };
  const remarks: FeedRemark[] = [];
  const items = channel.children
    .filter(({ name }) => name === "item")
    .flatMap((element, i) => readItem(element, i, remarks) ?? []);
  const feed: Feed = {
    title,
    description: plain(channel, ["description", "itunes:summary"], LONGEST.showDescription),
    author: plain(channel, ["itunes:author", "podcast:author"], LONGEST.title),
    language: language(value(channel, "language")),
    link: webAddress(value(channel, "link")),
    artworkUrl: artwork(channel),
    licence: licence(value(channel, "podcast:license")),
    self: webAddress(
      channel.children
        .find(({ name, attributes }) => name === "atom:link" && attributes.get("rel") === "self")
        ?.attributes.get("href"),
    ),
    people: people(channel),
    items: distinct(items, remarks),
  };
  return { ok: true, feed, remarks };
}

const child = (element: XmlElement, name: string) => element.children.find((each) => each.name === name);
const value = (element: XmlElement, name: string) => child(element, name)?.text;

/** The text of the first of these elements that has any, as plain text. */
function plain(element: XmlElement, names: readonly string[], most: number): string | null {
  for (const name of names) {
    const text = oneLine(plainHtml((value(element, name) ?? "").slice(0, LONGEST.notes)), most);
    if (text !== null) return text;
  }
  return null;
}

function readItem(element: XmlElement, index: number, remarks: FeedRemark[]): FeedItem | null {
  const enclosure = child(element, "enclosure");
  const link = webAddress(value(element, "link"));
  const title = oneLine(value(element, "title") || value(element, "itunes:title"), LONGEST.title);
  const remark = (reason: string) => remarks.push({ item: title ?? `item ${index + 1} (no title)`, reason });
  const guid = value(element, "guid")?.trim() || webAddress(enclosure?.attributes.get("url")) || link;
  if (title === null) {
    remark("it has no title, and was skipped");
    return null;
  }
  if (!guid || guid.length > LONGEST.guid) {
    remark(guid ? "its guid is too long, and it was skipped" : "it has no guid, and was skipped");
    return null;
  }
  const date = value(element, "pubDate");
  const publishedAt = readDate(date);
  if (date?.trim() && !publishedAt) remark(`its date cannot be read: ${oneLine(date, LONGEST.word)}`);
  const notes = notesOf(element);
  if (notes && notes.length > LONGEST.notes)
    remark("its notes are longer than 500,000 characters, and were left out");
  return {
    guid,
    title,
    description: plain(element, ["itunes:subtitle", "description", "itunes:summary"], LONGEST.description),
    notesHtml: notes && notes.length <= LONGEST.notes ? notes : null,
    publishedAt,
    link,
    season: whole(value(element, "podcast:season") ?? value(element, "itunes:season")),
    number: readNumber(value(element, "podcast:episode") ?? value(element, "itunes:episode")),
    artworkUrl: artwork(element),
    durationSeconds: readSeconds(value(element, "itunes:duration")) || null,
    enclosure: enclosure ? readEnclosure(enclosure, remark) : null,
    people: people(element),
    chapters: simpleChapters(element, remark),
    chaptersUrl: webAddress(child(element, "podcast:chapters")?.attributes.get("url")),
    transcripts: transcripts(element),
  };
}

/** An item's notes: content:encoded, or a description that has markup or is long. */
function notesOf(element: XmlElement): string | null {
  const encoded = value(element, "content:encoded")?.trim();
  if (encoded) return encoded;
  const description = value(element, "description")?.trim() ?? "";
  return description.length > LONGEST.description || /<[a-z]/i.test(description) ? description : null;
}

function readEnclosure({ attributes }: XmlElement, remark: (reason: string) => void): Enclosure | null {
  const url = webAddress(attributes.get("url"));
  const type = attributes.get("type")?.trim().toLowerCase() || null;
  if (!url) {
    remark("its enclosure has no web address, and was left out");
    return null;
  }
  const isPage = /\.x?html?$/i.test(new URL(url).pathname);
  // Some hosts declare audio as octet-stream; a page, picture or text is never audio.
  if (isPage || (type && !/^(?:audio|video)\/|^application\/(?:octet-stream|ogg|x-mpegurl)/.test(type))) {
    const what =
      isPage || type?.includes("html") ? "a web page (HTML)" : `of the type ${oneLine(type ?? "", 60)}`;
    remark(`its enclosure is ${what}, not audio, and was left out`);
    return null;
  }
  const bytes = readNumber(attributes.get("length"));
  return { url, type, bytes: bytes && Number.isInteger(bytes) ? bytes : null };
}

/** podcast:person; without other values the role is host and the group is cast. */
function people(element: XmlElement): FeedPerson[] {
  const found = new Map<string, FeedPerson>();
  for (const { name: tag, text, attributes: a } of element.children) {
    const name = tag === "podcast:person" ? oneLine(text, LONGEST.name) : null;
    if (name === null) continue;
    const role = oneLine(a.get("role"), LONGEST.word)?.toLowerCase() ?? "host";
    const group = oneLine(a.get("group"), LONGEST.word)?.toLowerCase() ?? "cast";
    const key = JSON.stringify([name, role, group]);
    if (!found.has(key))
      found.set(key, {
        name,
        role,
        group,
        imageUrl: webAddress(a.get("img")),
        href: webAddress(a.get("href")),
      });
  }
  return [...found.values()];
}

function simpleChapters(element: XmlElement, remark: (reason: string) => void) {
  const list = child(element, "psc:chapters");
  const read = list && readSimpleChapters(list);
  if (read && !read.ok) remark(read.message);
  return read?.ok ? read.chapters : [];
}

const TYPES = new Map<string, FeedTranscript["type"]>([
  ["application/json", "json"],
  ["text/vtt", "vtt"],
  ["application/x-subrip", "srt"],
  ["application/srt", "srt"],
  ["text/srt", "srt"],
]);
// From the most informative to the least: JSON names a speaker for each piece, SRT at best within the text.
const BEST_FIRST = ["json", "vtt", "srt"];

function transcripts(element: XmlElement): FeedTranscript[] {
  return element.children
    .filter(({ name }) => name === "podcast:transcript")
    .flatMap(({ attributes }) => {
      const url = webAddress(attributes.get("url"));
      const type = TYPES.get(attributes.get("type")?.split(";")[0]?.trim().toLowerCase() ?? "");
      return url && type ? [{ url, type }] : [];
    })
    .sort((a, b) => BEST_FIRST.indexOf(a.type) - BEST_FIRST.indexOf(b.type));
}

function artwork(element: XmlElement): string | null {
  const image = child(element, "image");
  return webAddress(child(element, "itunes:image")?.attributes.get("href") ?? (image && value(image, "url")));
}

function whole(text: string | undefined): number | null {
  const number = readNumber(text);
  return number !== null && Number.isInteger(number) ? number : null;
}

function language(text: string | undefined): string | null {
  try {
    return Intl.getCanonicalLocales(text?.trim() ?? "")[0] ?? null;
  } catch {
    return null;
  }
}

const LICENCES = new Map([
  ["cc-by-sa-4.0", "CC BY-SA 4.0"],
  ["cc-by-4.0", "CC BY 4.0"],
  ["cc0-1.0", "CC0 1.0"],
]);

/** podcast:license holds an SPDX identifier; known ones are written as their makers write them. */
function licence(text: string | undefined): string | null {
  const named = oneLine(text, LONGEST.word);
  return named && (LICENCES.get(named.toLowerCase()) ?? named);
}

/** Keeps one item for each identity. */
function distinct(items: readonly FeedItem[], remarks: FeedRemark[]): FeedItem[] {
  const found = new Map<string, FeedItem>();
  for (const item of items) {
    const other = found.get(item.guid);
    if (other) {
      const reason = `it has the same guid as another item (${oneLine(item.guid, LONGEST.word)}), and one was skipped`;
      remarks.push({ item: item.title, reason });
    }
    if (!other || compare(item, other) > 0) found.set(item.guid, item);
  }
  return [...found.values()];
}

function compare(a: FeedItem, b: FeedItem): number {
  const dates = (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0);
  return dates || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}
