import { readDate } from "@/server/doors/import/read-date";
import {
  oneLine,
  readNumber,
  readSeconds,
  webAddress,
  withoutPasswords,
} from "@/server/doors/import/read-values";
import type { CreditedPerson } from "@/server/text/episodes/replace-credits";
import type { Feed, FeedItem, FeedTranscript } from "./feed";
import { plainHtml, readReferences } from "./plain-html";
import { readSimpleChapters } from "./read-chapter-file";
import { readAlternateEnclosures, readEnclosure } from "./read-enclosure";
import { type ReadXml, readXml, type XmlElement } from "./read-xml";

/** A remark about a feed or one of its items. */
export interface FeedRemark {
  /** The item's title; null if the remark is about the feed. */
  readonly item: string | null;
  /** The line in the file that it is about, from 1. */
  readonly line: number;
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

/** Where the bytes came from. */
export interface FeedOrigin {
  /** The address that relative addresses are relative to; by default what the feed calls its own. */
  readonly base?: string | null;
  /** The charset that the HTTP answer names. */
  readonly charset?: string | null;
}

/**
 * Reads a feed from its bytes. Values that are not valid (an enclosure that is a web page, an unreadable
 * date) are left out and reported. Of two items with the same identity the later published one wins, so the
 * order of items does not matter. Never throws.
 */
export function readFeed(bytes: Uint8Array, origin: FeedOrigin = {}): ReadFeed {
  const xml = readXml(bytes, origin.charset);
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
  const remarks: FeedRemark[] = xml.badBytes.map(({ line, byte }) => ({
    ...{ item: null, line },
    reason: `${byte === null ? "a byte" : `byte ${byte}`} does not fit the file's encoding, and was replaced by \ufffd`,
  }));
  const self = link(channel, "self", origin.base);
  const site = webAddress(value(channel, "link"));
  const base = origin.base ?? self ?? site;
  // In RSS 1.0, and in templates that grew out of it, items stand beside the channel.
  const items = [...channel.children, ...xml.root.children]
    .filter(({ name }) => name === "item")
    .flatMap((element, i) => readItem(element, i, base, remarks) ?? []);
  const next = link(channel, "next", base) ?? link(channel, "prev-archive", base);
  if (next === null && hasLink(channel, ["next", "prev-archive"]))
    remarks.push({
      ...{ item: null, line: channel.line },
      reason: "its older episodes are missing: the address of its next page is no web address",
    });
  const feed: Feed = {
    title: readReferences(title),
    description: plain(channel, ["description", "itunes:summary"], LONGEST.showDescription),
    author: plain(channel, ["itunes:author", "podcast:author"], LONGEST.title),
    language: language(value(channel, "language")),
    link: site,
    artworkUrl: artwork(channel, base),
    licence: licence(value(channel, "podcast:license")),
    self,
    guid: oneLine(value(channel, "podcast:guid"), LONGEST.word),
    explicit: readExplicit(value(channel, "itunes:explicit")),
    categories: categories(channel),
    newFeedUrl: webAddress(value(channel, "itunes:new-feed-url"), base),
    next,
    people: people(channel),
    items: distinct(items, remarks),
  };
  return { ok: true, feed, remarks };
}

const child = (element: XmlElement, name: string) => element.children.find((each) => each.name === name);
const value = (element: XmlElement, name: string) => child(element, name)?.text;

/** The address of the channel's atom:link with this relation. */
function link(channel: XmlElement, rel: string, base?: string | null): string | null {
  const found = channel.children.find(
    ({ name, attributes }) => name === "atom:link" && attributes.get("rel")?.trim().toLowerCase() === rel,
  );
  return webAddress(found?.attributes.get("href"), base);
}

const hasLink = (channel: XmlElement, rels: readonly string[]) =>
  channel.children.some(
    ({ name, attributes }) => name === "atom:link" && rels.includes(attributes.get("rel")?.trim() ?? ""),
  );

/** Apple's true and false, and what it asked for earlier: yes, explicit, no, clean. */
function readExplicit(text: string | undefined): boolean | null {
  const said = text?.trim().toLowerCase() ?? "";
  return /^(?:true|yes|explicit)$/.test(said) ? true : /^(?:false|no|clean)$/.test(said) ? false : null;
}

/** More are a mistake; Apple shows three. */
const MOST_CATEGORIES = 20;

function categories(channel: XmlElement): string[] {
  const named = (element: XmlElement) => oneLine(element.attributes.get("text"), LONGEST.name);
  const nested = (element: XmlElement) => element.children.filter(({ name }) => name === "itunes:category");
  const found = nested(channel).flatMap((category) => {
    const text = named(category);
    const below = nested(category).flatMap((each) => named(each) ?? []);
    if (text === null) return [];
    return below.length === 0 ? [text] : below.map((each) => `${text} > ${each}`);
  });
  return [...new Set(found)].slice(0, MOST_CATEGORIES);
}

/** The text of the first of these elements that has any, as plain text. */
function plain(element: XmlElement, names: readonly string[], most: number): string | null {
  for (const name of names) {
    const text = oneLine(plainHtml((value(element, name) ?? "").slice(0, LONGEST.notes)), most);
    if (text !== null) return withoutPasswords(text);
  }
  return null;
}

function readItem(
  element: XmlElement,
  index: number,
  base: string | null,
  remarks: FeedRemark[],
): FeedItem | null {
  const { line } = element;
  const link = webAddress(value(element, "link"), base);
  const named = oneLine(value(element, "title") || value(element, "itunes:title"), LONGEST.title);
  const title = named && oneLine(readReferences(named), LONGEST.title);
  const remark = (reason: string) =>
    remarks.push({ item: title ?? `item ${index + 1} (no title)`, line, reason });
  const enclosed: string[] = [];
  const enclosure = readEnclosure(element, base, (reason) => enclosed.push(reason));
  const declared = webAddress(child(element, "enclosure")?.attributes.get("url"), base);
  const guid = withoutPasswords(value(element, "guid")?.trim() ?? "") || declared || enclosure?.url || link;
  if (title === null) {
    remark("it has no title, and was skipped");
    return null;
  }
  if (!guid || guid.length > LONGEST.guid) {
    remark(guid ? "its guid is too long, and it was skipped" : "it has no guid, and was skipped");
    return null;
  }
  for (const reason of enclosed) remark(reason);
  const publishedAt = dateOf(element, remark);
  const notes = notesOf(element);
  if (notes && notes.length > LONGEST.notes)
    remark("its notes are longer than 500,000 characters, and were left out");
  return {
    guid,
    line,
    title,
    description: plain(element, ["itunes:subtitle", "description", "itunes:summary"], LONGEST.description),
    notesHtml: notes && notes.length <= LONGEST.notes ? withoutPasswords(notes) : null,
    publishedAt,
    link,
    season: whole(value(element, "podcast:season") ?? value(element, "itunes:season")),
    number: readNumber(value(element, "podcast:episode") ?? value(element, "itunes:episode")),
    artworkUrl: artwork(element, base),
    durationSeconds: readSeconds(value(element, "itunes:duration")) || null,
    enclosure,
    alternateEnclosures: readAlternateEnclosures(element, base, remark),
    explicit: readExplicit(value(element, "itunes:explicit")),
    people: people(element),
    chapters: simpleChapters(element, remark),
    chaptersUrl: webAddress(child(element, "podcast:chapters")?.attributes.get("url"), base),
    transcripts: transcripts(element, base),
  };
}

const DATES = ["pubDate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published"];

/** When it was published: by the first of these elements that can be read. */
function dateOf(element: XmlElement, remark: (reason: string) => void): Date | null {
  const said = DATES.flatMap((name) => value(element, name)?.trim() || []);
  for (const text of said) {
    const { date, unknownZone } = readDate(text);
    if (date && unknownZone !== null)
      remark(
        `its date is in a time zone of no known name, and was read as UTC: ${oneLine(text, LONGEST.word)}`,
      );
    if (date) return date;
  }
  if (said[0] !== undefined) remark(`its date cannot be read: ${oneLine(said[0], LONGEST.word)}`);
  return null;
}

/** An item's notes: content:encoded, or a description that has markup or is long. */
function notesOf(element: XmlElement): string | null {
  const encoded = value(element, "content:encoded")?.trim();
  if (encoded) return encoded;
  const description = value(element, "description")?.trim() ?? "";
  return description.length > LONGEST.description || /<[a-z]/i.test(description) ? description : null;
}

/** podcast:person; without other values the role is host and the group is cast. */
function people(element: XmlElement): CreditedPerson[] {
  const found = new Map<string, CreditedPerson>();
  for (const { name: tag, text, attributes: a } of element.children) {
    const name = tag === "podcast:person" ? oneLine(readReferences(text), LONGEST.name) : null;
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
  if (read?.ok && read.remark) remark(read.remark);
  return read?.ok ? read.chapters : [];
}

// Longer than any address that a server takes.
const LONGEST_ADDRESS = 4000;

/** Which of them can be read is seen when they are fetched: feeds name wrong types, and none. */
function transcripts(element: XmlElement, base: string | null): FeedTranscript[] {
  return element.children
    .filter(({ name }) => name === "podcast:transcript")
    .flatMap(({ attributes }) => {
      const raw = attributes.get("url")?.trim();
      if (!raw || raw.length > LONGEST_ADDRESS) return [];
      const type = attributes.get("type")?.trim() || null;
      return [{ url: webAddress(raw, base) ?? raw, type, language: language(attributes.get("language")) }];
    });
}

function artwork(element: XmlElement, base: string | null): string | null {
  const image = child(element, "image");
  const own = child(element, "itunes:image");
  // Some templates write the address as the element's text.
  return webAddress(
    own?.attributes.get("href") ?? (own?.text.trim() || (image && value(image, "url"))),
    base,
  );
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

/**
 * Keeps one item for each identity. Where items with other audio and another title or link have the same guid, the guid
 * is no identity, as where a template writes the site's address into every item: then they are told apart by their
 * audio.
 */
export function distinct(items: readonly FeedItem[], remarks: FeedRemark[]): FeedItem[] {
  const shared = sharedGuids(items);
  for (const [guid, [first, ...others]] of shared)
    remarks.push({
      ...{ item: first?.title ?? null, line: first?.line ?? 1 },
      reason: `${others.length + 1} items have the same guid (${oneLine(guid, LONGEST.word)}), and were told apart by their audio`,
    });
  const found = new Map<string, FeedItem>();
  for (const each of items) {
    const item = shared.has(each.guid) ? { ...each, guid: each.enclosure?.url ?? each.guid } : each;
    const other = found.get(item.guid);
    if (other && !isSame(item, other)) {
      const reason = `it has the same guid as another item (${oneLine(item.guid, LONGEST.word)}), and one was skipped`;
      remarks.push({ item: item.title, line: item.line, reason });
    }
    if (!other || compare(item, other) > 0) found.set(item.guid, item);
  }
  return [...found.values()];
}

/** The items of each guid that several episodes have. */
function sharedGuids(items: readonly FeedItem[]): ReadonlyMap<string, readonly FeedItem[]> {
  const byGuid = new Map<string, FeedItem[]>();
  for (const item of items) {
    const same = byGuid.get(item.guid);
    if (same) same.push(item);
    else byGuid.set(item.guid, [item]);
  }
  const differ = (list: readonly FeedItem[], of: (item: FeedItem) => string | null | undefined) =>
    new Set(list.map(of)).size > 1;
  return new Map(
    [...byGuid].filter(
      ([, list]) =>
        list.length > 1 &&
        list.every(({ enclosure }) => enclosure && enclosure.url.length <= LONGEST.guid) &&
        differ(list, ({ enclosure }) => enclosure?.url) &&
        (differ(list, ({ link }) => link) || differ(list, ({ title }) => title)),
    ),
  );
}

/** The same item twice, as where a feed grew while its pages were read, is nothing to report. */
const isSame = (a: FeedItem, b: FeedItem) =>
  JSON.stringify({ ...a, line: 0 }) === JSON.stringify({ ...b, line: 0 });

function compare(a: FeedItem, b: FeedItem): number {
  const dates = (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0);
  return dates || (JSON.stringify({ ...a, line: 0 }) < JSON.stringify({ ...b, line: 0 }) ? -1 : 1);
}
