import { oneLine, readNumber, webAddress } from "@/server/doors/import/read-values";
import type { AlternateEnclosure, Enclosure } from "./feed";
import type { XmlElement } from "./read-xml";

type Remark = (reason: string) => void;

// RFC 3003, RFC 4337, RFC 5334, and for the others what browsers ask for.
const ENDINGS = {
  "audio/mpeg": "mp3 mpga mp2",
  "audio/mp4": "m4a m4b mp4a",
  "audio/aac": "aac",
  "audio/ogg": "ogg oga opus spx",
  "audio/flac": "flac",
  "audio/wav": "wav",
  "audio/webm": "weba",
  "audio/x-ms-wma": "wma",
  "video/mp4": "mp4",
  "video/x-m4v": "m4v",
  "video/quicktime": "mov",
  "video/webm": "webm",
  "video/ogg": "ogv",
  "video/x-matroska": "mkv",
  "application/x-mpegurl": "m3u8",
};
const BY_ENDING = new Map(
  Object.entries(ENDINGS).flatMap(([type, endings]) =>
    endings.split(" ").map((ending) => [ending, type] as const),
  ),
);

const PLAYABLE = /^(?:audio|video)\/[\w.+-]+|^application\/(?:ogg|x-mpegurl|vnd\.apple\.mpegurl)/;
// A type that says nothing of what is in the file.
const VAGUE = /^(?:application|binary)\/(?:octet-stream|x-download|force-download|download|mp4)$/;

/**
 * The episode's audio or video: of several enclosures the first that can be played, else what Media RSS names. What a
 * file is, its type says; where that is missing, vague or wrong, the ending of its address does. Enclosures that cannot
 * be played are reported.
 */
export function readEnclosure(item: XmlElement, base: string | null, remark: Remark): Enclosure | null {
  const declared = item.children.filter(({ name }) => name === "enclosure");
  const problems: string[] = [];
  const playable: Enclosure[] = [];
  for (const { attributes } of declared) {
    const read = readOne(attributes, base);
    if (read.ok) playable.push(read.enclosure);
    else problems.push(read.reason);
  }
  for (const reason of problems) remark(reason);
  const isVideo = ({ type }: Enclosure) => type?.startsWith("video/") ?? false;
  const best = playable.find((each) => !isVideo(each)) ?? playable[0];
  if (best && playable.length > 1)
    remark(`it has ${playable.length} enclosures that can be played, and only ${best.url} was taken`);
  if (best) return best;
  const media = item.children
    .flatMap((each) => (each.name === "media:group" ? each.children : [each]))
    .filter(({ name, attributes }) => name === "media:content" && attributes.get("medium") !== "image");
  for (const { attributes } of media) {
    const size = attributes.get("fileSize");
    const read = readOne(size === undefined ? attributes : new Map([...attributes, ["length", size]]), base);
    // Media RSS is mostly about pictures, which are no enclosures.
    if (read.ok && read.enclosure.type !== null && PLAYABLE.test(read.enclosure.type)) return read.enclosure;
  }
  return null;
}

type ReadOne =
  | { readonly ok: true; readonly enclosure: Enclosure }
  | { readonly ok: false; readonly reason: string };

function readOne(attributes: ReadonlyMap<string, string>, base: string | null): ReadOne {
  const url = webAddress(attributes.get("url"), base);
  if (!url) return no("its enclosure has no web address, and was left out");
  const declared = attributes.get("type")?.split(";")[0]?.trim().toLowerCase() || null;
  const ending = endingOf(url);
  const byEnding = BY_ENDING.get(ending) ?? null;
  if (isWebPage(ending) || declared?.includes("html"))
    return no("its enclosure is a web page (HTML), not audio, and was left out");
  const type = declared && PLAYABLE.test(declared) ? declared : byEnding;
  const isOpen = declared === null || VAGUE.test(declared);
  if (type === null && !isOpen)
    return no(`its enclosure is of the type ${oneLine(declared ?? "", 60)}, not audio, and was left out`);
  const bytes = readNumber(attributes.get("length"));
  return {
    ok: true,
    enclosure: { url, type: type ?? declared, bytes: bytes && Number.isInteger(bytes) ? bytes : null },
  };
}

const isWebPage = (ending: string) => /^x?html?$/.test(ending);

const no = (reason: string) => ({ ok: false, reason }) as const;

/** The ending of the file's name in an address, in lower case and without its dot. */
function endingOf(url: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? "";
}

const MOST_ALTERNATES = 50;
const MOST_SOURCES = 20;
const LONGEST_WORD = 200;

/** podcast:alternateEnclosure with its sources, as the feed has them. One without a type or a source is reported. */
export function readAlternateEnclosures(
  item: XmlElement,
  base: string | null,
  remark: Remark,
): AlternateEnclosure[] {
  const found = item.children.filter(({ name }) => name === "podcast:alternateEnclosure");
  if (found.length > MOST_ALTERNATES)
    remark(`it has more than ${MOST_ALTERNATES} alternate enclosures, and the others were left out`);
  return found.slice(0, MOST_ALTERNATES).flatMap((element) => readAlternate(element, base, remark) ?? []);
}

function readAlternate(
  { attributes, children }: XmlElement,
  base: string | null,
  remark: Remark,
): AlternateEnclosure | null {
  const word = (name: string) => oneLine(attributes.get(name), LONGEST_WORD) ?? undefined;
  const number = (name: string) => readNumber(attributes.get(name)) ?? undefined;
  const sources = children
    .filter(({ name }) => name === "podcast:source")
    .slice(0, MOST_SOURCES)
    .flatMap((source) => {
      const uri = sourceAddress(source.attributes.get("uri"), base);
      const contentType = oneLine(source.attributes.get("contentType"), LONGEST_WORD) ?? undefined;
      return uri === null ? [] : [kept({ uri, contentType })];
    });
  const type = word("type");
  if (type === undefined || sources.length === 0) {
    const lacks = type === undefined ? "type" : "address";
    remark(`one of its alternate enclosures has no ${lacks}, and was left out`);
    return null;
  }
  const integrity = children.find(({ name }) => name === "podcast:integrity")?.attributes;
  const sealed = { type: integrity?.get("type")?.trim(), value: oneLine(integrity?.get("value"), 2000) };
  return kept({
    type,
    ...{ length: number("length"), bitrate: number("bitrate"), height: number("height"), lang: word("lang") },
    ...{ title: word("title"), rel: word("rel"), codecs: word("codecs") },
    default: attributes.has("default")
      ? attributes.get("default")?.trim().toLowerCase() === "true"
      : undefined,
    sources,
    integrity: sealed.type && sealed.value ? { type: sealed.type, value: sealed.value } : undefined,
  });
}

/** A source may be on the web, or anywhere that a scheme of its own names: ipfs, torrents. */
function sourceAddress(text: string | undefined, base: string | null): string | null {
  const trimmed = text?.trim() ?? "";
  if (/^(?:ipfs|magnet|ipns|hyper|dat|nostr|lbry):[^\s<>"]{1,1900}$/i.test(trimmed)) return trimmed;
  return webAddress(trimmed, base);
}

/** Without what is undefined: so it is as it comes back from the database. */
function kept<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
