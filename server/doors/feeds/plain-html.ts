import type { Nodes, Root } from "hast";
import { raw } from "hast-util-raw";

// Matches from "<" to ">" without either between: linear time even on text of nothing but such signs.
// A name is read whole, or not at all.
const TAG = /<(\/?)(?:([a-z][a-z0-9-]*)(?![a-z0-9-]))?[^<>]*>/gi;
const BLOCK = /^(?:p|div|li|ul|ol|br|h[1-6]|blockquote|pre|tr|td|table|hr)$/i;
const UNSEEN = /^(?:script|style|template)$/i;

/**
 * The text of a piece of HTML as a reader sees it: tags removed, references decoded, blocks separated by a
 * space.
 */
export function plainHtml(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const small = html.toLowerCase();
  let text = "";
  let at = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    const [source, closing, name = ""] = tag;
    // "a < b > c" has no tag. Comments and declarations have no name, but a sign after "<".
    if (name === "" && !/^<[!?/]/.test(source)) continue;
    text += html.slice(at, tag.index) + (BLOCK.test(name) ? " " : "");
    at = tag.index + source.length;
    if (closing || !UNSEEN.test(name)) continue;
    const end = small.indexOf(`</${name.toLowerCase()}`, at);
    if (end < 0) return readReferences(text);
    at = end;
    TAG.lastIndex = end;
  }
  return readReferences(text + html.slice(at));
}

/**
 * Decodes HTML's references, those with names too; what looks like a tag stays. Uses an HTML parser's table of names:
 * without tags there is nothing that could nest.
 */
export function readReferences(text: string): string {
  if (!text.includes("&")) return text;
  const source = { type: "root", children: [{ type: "raw", value: text.replaceAll("<", "&lt;") }] };
  const read = raw(source as unknown as Root) as Nodes;
  return "children" in read
    ? read.children.map((node) => (node.type === "text" ? node.value : "")).join("")
    : "";
}
