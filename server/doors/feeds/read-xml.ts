import { XMLParser, XMLValidator } from "fast-xml-parser";
import { trimEndWhere } from "@/lib/trim-where";
import { type BadByte, decodeXml } from "./decode-xml";
import { isCustomaryPrefix, namespaceOf } from "./namespace-of";

/** An XML element. Its name has the customary prefix of its namespace, whatever prefix the file uses. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text with CDATA, without its children's text. */
  readonly text: string;
  /** Where it begins: its line in the file, from 1. */
  readonly line: number;
}

export type ReadXml =
  | { readonly ok: true; readonly root: XmlElement; readonly badBytes: readonly BadByte[] }
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

// References are decoded only in `readReferences` below: the parser expands nothing, so nothing can grow.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  captureMetaData: true,
  cdataPropName: "#cdata",
  maxNestedTags: 100,
});

/**
 * Reads XML from its bytes. Refuses files that declare entities. Never throws.
 *
 * @param charset from the HTTP answer, if it names one
 */
export function readXml(bytes: Uint8Array, charset?: string | null): ReadXml {
  if (bytes.length > MOST_BYTES)
    return no("too-large", `it is larger than ${MOST_BYTES / 1_000_000} MB, the limit for a feed`);
  // Blank lines before the declaration are not valid XML, but many templates send them.
  const decoded = decodeXml(bytes, charset);
  if (!decoded) return no("encoding", "its bytes are not in the encoding that it names, nor in UTF-8");
  const text = decoded.text.trimStart();
  const before = count(decoded.text.slice(0, decoded.text.length - text.length), "\n");
  const beginning = text.slice(0, 2000);
  if (isHtml(beginning)) return no("html", "it is a web page (HTML), not a feed");
  if (!beginning.startsWith("<")) return no("not-xml", "it is not XML: it does not begin with <");
  if (/<!ENTITY/i.test(prolog(text)))
    return no("entities", "it declares its own entities, which are not allowed");
  if (count(text, "<") > MOST_TAGS) return no("too-large", "it has too many elements");
  try {
    const valid = XMLValidator.validate(text, { allowBooleanAttributes: true });
    if (valid !== true)
      return no(
        "not-xml",
        `it is not well-formed XML: line ${valid.err.line + before}: ${withoutStop(valid.err.msg)}`,
      );
    const lineOf = lines(text, before + 1);
    const [root] = elements(parser.parse(text), new Map(), lineOf);
    const { badBytes } = decoded;
    return root ? { ok: true, root, badBytes } : no("not-xml", "it is not XML: it has no element");
  } catch (error) {
    return no("not-xml", `it cannot be read as XML: ${withoutStop((error as Error).message)}`);
  }
}

const withoutStop = (text: string) => trimEndWhere(text, (sign) => sign === ".");

/** Whether a file begins as web pages do, behind an XML declaration and comments. */
function isHtml(beginning: string): boolean {
  let rest = beginning;
  if (rest.startsWith("<?xml")) rest = rest.slice(rest.indexOf(">") + 1).trimStart();
  while (rest.startsWith("<!--") && rest.includes("-->", 4))
    rest = rest.slice(rest.indexOf("-->", 4) + 3).trimStart();
  return /^<(?:!doctype\s+html|html)\b/i.test(rest);
}

const no = (reason: Extract<ReadXml, { ok: false }>["reason"], message: string) =>
  ({ ok: false, reason, message }) as const;

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

/** A function from places in a text, each behind the one before, to their lines. */
function lines(text: string, first: number): (at: number) => number {
  let line = first;
  let next = text.indexOf("\n");
  return (at) => {
    while (next >= 0 && next < at) {
      line++;
      next = text.indexOf("\n", next + 1);
    }
    return line;
  };
}

// `captureMetaData` puts the start of each element there.
const META: string = XMLParser.getMetaDataSymbol() as unknown as string;

type Parsed = Record<string, unknown>;
type LineOf = (at: number) => number;

function elements(nodes: unknown, scope: ReadonlyMap<string, string>, lineOf: LineOf): XmlElement[] {
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
    const line = lineOf((node[META] as { startIndex?: number } | undefined)?.startIndex ?? 0);
    found.push({
      name: customaryName(name, inner),
      attributes,
      children: elements(children, inner, lineOf),
      text: children.map(textOf).join(""),
      line,
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
    : new Map([...scope, ...own.map(([key, uri]) => [key.slice(6), uri] as const)]);
}

/** An undeclared prefix is taken as the customary one: hand-made feeds forget the declaration. */
function customaryName(name: string, scope: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(":");
  const [prefix, local] = [name.slice(0, Math.max(0, colon)), name.slice(colon + 1)];
  const uri = scope.get(prefix)?.trim() ?? "";
  if (uri === "") return prefix === "" || isCustomaryPrefix(prefix) ? name : `other:${local}`;
  const known = namespaceOf(uri);
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
