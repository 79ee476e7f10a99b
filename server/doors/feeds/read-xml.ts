import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An XML element. Its name has the customary prefix of its namespace, whatever prefix the file uses. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text with CDATA, without its children's text. */
  readonly text: string;
}

export type ReadXml =
  | { readonly ok: true; readonly root: XmlElement }
  | {
      readonly ok: false;
      readonly reason: "html" | "not-xml" | "entities" | "encoding" | "too-large";
      readonly message: string;
    };

// 2,000 episodes with 8 KB of notes each make 16 MB. A parsed feed takes up to eight times its size in
// memory.
export const MOST_BYTES = 32_000_000;
// Empty elements take the most memory: four million in 16 MB took 590 MB. "<" within CDATA counts too.
const MOST_TAGS = 2_000_000;

const NAMESPACES = new Map([
  ["http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"],
  ["http://purl.org/rss/1.0/modules/content/", "content"],
  ["https://podcastindex.org/namespace/1.0", "podcast"],
  ["https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", "podcast"],
  ["http://podlove.org/simple-chapters", "psc"],
  ["http://www.w3.org/2005/atom", "atom"],
]);
const CUSTOMARY = new Set(NAMESPACES.values());

// References are decoded only in `readReferences` below: the parser expands nothing, so nothing can grow.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: "#cdata",
  maxNestedTags: 100,
});

/** Reads XML from its bytes. Refuses files that declare entities. Never throws. */
export function readXml(bytes: Uint8Array): ReadXml {
  if (bytes.length > MOST_BYTES)
    return no("too-large", `it is larger than ${MOST_BYTES / 1_000_000} MB, the limit for a feed`);
  // Blank lines before the declaration are not valid XML, but many templates send them.
  const text = decode(bytes)?.trimStart();
  if (text === undefined)
    return no("encoding", "its bytes are not in the encoding that it names, nor in UTF-8");
  const beginning = text.slice(0, 2000);
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(beginning))
    return no("html", "it is a web page (HTML), not a feed");
  if (!beginning.startsWith("<")) return no("not-xml", "it is not XML: it does not begin with <");
  if (/<!ENTITY/i.test(prolog(text)))
    return no("entities", "it declares its own entities, which are not allowed");
  if (count(text, "<") > MOST_TAGS) return no("too-large", "it has too many elements");
  try {
    const valid = XMLValidator.validate(text, { allowBooleanAttributes: true });
    if (valid !== true)
      return no(
        "not-xml",
        `it is not well-formed XML: line ${valid.err.line}: ${valid.err.msg.replace(/\.+$/, "")}`,
      );
    const [root] = elements(parser.parse(text), new Map());
    return root ? { ok: true, root } : no("not-xml", "it is not XML: it has no element");
  } catch (error) {
    return no("not-xml", `it cannot be read as XML: ${(error as Error).message.replace(/\.+$/, "")}`);
  }
}

const no = (reason: Extract<ReadXml, { ok: false }>["reason"], message: string) =>
  ({ ok: false, reason, message }) as const;

/**
 * Decodes bytes and removes NUL, which PostgreSQL cannot store; null if the bytes do not fit their encoding.
 */
function decode(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  const utf16 = start.startsWith("\xff\xfe") ? "utf-16le" : start.startsWith("\xfe\xff") ? "utf-16be" : null;
  const named = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
  try {
    return new TextDecoder(utf16 ?? named ?? "utf-8", { fatal: true }).decode(bytes).replaceAll("\0", "");
  } catch {
    return null;
  }
}

/** The part before the first element, where entities are declared. */
function prolog(text: string): string {
  const root = /<[A-Za-z_]/.exec(text);
  return text.slice(0, root ? root.index : text.length);
}

function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found++;
  return found;
}

type Parsed = Record<string, unknown>;

function elements(nodes: unknown, scope: ReadonlyMap<string, string>): XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of nodes as Parsed[]) {
    const name = Object.keys(node).find((key) => key !== ":@");
    if (name === undefined || name.startsWith("#") || name.startsWith("?")) continue;
    const attributes = new Map(
      Object.entries((node[":@"] ?? {}) as Record<string, unknown>).map(
        ([key, value]) => [key, readReferences(String(value))] as const,
      ),
    );
    const inner = declared(attributes, scope);
    const children = node[name] as Parsed[];
    found.push({
      name: customaryName(name, inner),
      attributes,
      children: elements(children, inner),
      text: children.map(textOf).join(""),
    });
  }
  return found;
}

function textOf(node: Parsed): string {
  if (typeof node["#text"] === "string") return readReferences(node["#text"]);
  const data = node["#cdata"];
  return Array.isArray(data) ? data.map((part) => String(part["#text"] ?? "")).join("") : "";
}

function declared(attributes: ReadonlyMap<string, string>, scope: ReadonlyMap<string, string>) {
  const own = [...attributes].filter(([key]) => key === "xmlns" || key.startsWith("xmlns:"));
  return own.length === 0
    ? scope
    : new Map([...scope, ...own.map(([key, uri]) => [key.slice(6), uri.trim().toLowerCase()] as const)]);
}

/** An undeclared prefix is taken as the customary one: hand-made feeds forget the declaration. */
function customaryName(name: string, scope: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(":");
  const [prefix, local] = [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)];
  const uri = scope.get(prefix);
  if (uri === undefined || uri === "")
    return prefix === "" || CUSTOMARY.has(prefix) ? name : `other:${local}`;
  const known = NAMESPACES.get(uri);
  if (known) return `${known}:${local}`;
  return prefix === "" ? local : `other:${local}`;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Decodes XML's five entities and numeric references; leaves all others as they are. */
function readReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (source, ...found) => {
    const [decimal, hex, name] = found as (string | undefined)[];
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? source;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return valid ? String.fromCodePoint(code) : "";
  });
}
