import type { Nodes, Root } from "hast";
import { raw } from "hast-util-raw";

// From "<" to ">" without another of either between: linear, also in text that is nothing but signs.
const TAG = /<(\/?)([a-z][a-z0-9-]*)?[^<>]*>/gi;
const BLOCK = /^(?:p|div|li|ul|ol|br|h[1-6]|blockquote|pre|tr|td|table|hr)$/i;
const UNSEEN = /^(?:script|style|template)$/i;

/** What a reader of a piece of HTML sees, as text: tags gone, references read, blocks parted by a space. */
export function plainHtml(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const small = html.toLowerCase();
  let text = "";
  let at = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    const [source, closing, name = ""] = tag;
    // "a < b > c" holds no tag; comments and declarations have no name either, but a sign in its place.
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

/** By an HTML parser's own table of names; without tags there is nothing in it that could nest. */
function readReferences(text: string): string {
  if (!text.includes("&")) return text;
  const source = { type: "root", children: [{ type: "raw", value: text.replaceAll("<", "&lt;") }] };
  const read = raw(source as unknown as Root) as Nodes;
  return "children" in read
    ? read.children.map((node) => (node.type === "text" ? node.value : "")).join("")
    : "";
}
